/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any line as a filter: no crash, a filter or an error, and what is read can judge and be
 * completed. */
#include "config.h"

#include "../model/model_fixture.h"
#include "fuzz.h"
#include "osg/filter.h"
#include "osg/text.h"
#include "osg/week.h"

const char *const fuzz_name = "filter";

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("flemingsberg brand v40"),
	FUZZ_SEED("vad:brand | plats:skog -text:\"trasig ruta\""),
	FUZZ_SEED("v38-v40 2024 id:1 import:7"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {
	" ",        "flemingsberg", "brand", "|",         "-",       "\"",     "v40",  "v38-v40",
	"2024",     "2024-10",      "idag",  "alla",      "område:", "plats:", "vad:", "vem:",
	"text:",    "id:",          "färg:", "withdrawn", "rykte",   "v99",    "::",   "S:t",
	"import:7", "trasig ruta",  "\xff",  "skog",      "week:",   "-v",     NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct model_fixture fixture; /* made once and reachable to the end */
	g_autofree char *raw = g_strndup((const char *)data, size),
			*line = text_clean(raw, -1, FALSE);
	GError *error = NULL;

	if (!fixture.v)
		fixture_set_up(&fixture);
	struct filter *filter = filter_parse(raw, fixture.v, day_from_civil(2024, 10, 8),
					     week_from_iso(2024, 41), &error);
	g_assert_true(!filter == !!error);
	g_clear_error(&error);
	struct observation *o = record_new(&observation_kind);
	if (filter)
		filter_matches(filter, o, NULL);
	g_autoptr(GPtrArray) words = filter_complete(line, fixture.v);
	g_assert_nonnull(words);
	record_free(o);
	filter_free(filter);
	return 0;
}
