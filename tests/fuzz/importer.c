/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "importer.h"

#include <math.h>

#include "../exchange/fixture.h"
#include "osg/text.h"
#include "osg/week.h"

/* A row is either whole or says what is wrong; nothing that it holds can reach a terminal with
 * controls in it. */
static void check_row(const struct kept *k)
{
	const struct observation *o = k->observation;

	g_assert_true(!o->text || g_utf8_validate(o->text, -1, NULL));
	if (k->reason) {
		g_assert_true(*k->reason);
		g_assert_nonnull(k->raw);
		return;
	}
	g_assert_cmpuint(k->digest, !=, 0);
	g_assert_cmpint(o->time_from, !=, TIME_NONE);
	g_assert_cmpint(o->time_to, >=, o->time_from);
	g_assert_cmpint(o->category, >, 0);
	g_assert_cmpint(o->organisation, >, 0);
	g_assert_nonnull(o->source);
	g_assert_nonnull(o->source_id);
	g_assert_true(isnan(o->lat) == isnan(o->lon));
	for (const char *p = o->text ? o->text : ""; *p; p = g_utf8_next_char(p))
		g_assert_true(*p == '\n' || !g_unichar_iscntrl(g_utf8_get_char(p)));
	g_assert_true(text_is_clean(o->source_id));
}

void importer_try(const char *format, const uint8_t *data, size_t size)
{
	struct reading *r =
		fixture_read(format, (const char *)data, (gssize)size, NULL, "Provköping");

	for (guint i = 0; i < r->rows->len; i++)
		check_row(r->rows->pdata[i]);
	g_assert_true(r->ok || (r->error->message && *r->error->message));
	reading_free(r);
}
