/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likely duplicates of what is typed, each with what links it, and the organisation's latest. */
#include "config.h"

#include "screens/entry_known.h"

#include <math.h>

#include "osg/observation.h"
#include "osg/week.h"

enum { LIKELY = 3, RECENT = 3, LABEL = 17 };

void entry_known_clear(struct entry_known *known)
{
	g_clear_pointer(&known->likely, g_array_unref);
	g_clear_pointer(&known->recent, g_free);
}

static const struct likely *likely_at(const struct entry_known *known, guint i)
{
	return &g_array_index(known->likely, struct likely, i);
}

void entry_known_likely(struct entry_known *known, struct session *session, struct observation *o)
{
	gboolean still = FALSE;

	g_clear_pointer(&known->likely, g_array_unref);
	if (o) {
		observation_settle(o, session_registry(session));
		known->likely = app_likely(session, o, LIKELY, NULL);
	}
	for (guint i = 0; known->likely && i < known->likely->len; i++)
		still |= likely_at(known, i)->key == known->same;
	if (!still)
		known->same = 0;
}

static gboolean may_link(const struct session *session)
{
	return session_may(session, ACTION_OBSERVATION_LINK, NULL, NULL);
}

const char *entry_known_next(struct entry_known *known, struct session *session)
{
	guint next = 0;

	for (guint i = 0; known->same && i < known->likely->len; i++)
		if (likely_at(known, i)->key == known->same)
			next = i + 1;
	known->same = next < known->likely->len ? likely_at(known, next)->key : 0;
	return !known->same        ? _("Saved on its own")
	       : may_link(session) ? _("Saving will link it with the one marked =")
				   : _("Saving will propose that it is the one marked =; the "
				       "coordinator links it");
}

/* "BEV  lö 5 okt 07:40  Visättraskolan, Skadegörelse"; owned. */
static char *short_words(struct session *session, const struct observation *o)
{
	const struct registry *words = session_registry(session);
	const struct organisation *who = registry_organisation(words, o->organisation);
	g_autofree char *when = observation_when(o, session_week(session)),
			*where = observation_where(o, words), *what = observation_what(o, words);

	return g_strdup_printf("%s  %s  %s  %s", who ? who->code : "?", when, where, what);
}

static char *likely_text(struct session *session, const struct likely *likely)
{
	struct observation *o = app_observation(session, likely->key, NULL);
	g_autofree char *what = o ? short_words(session, o) : NULL;
	GString *out = g_string_new(what);

	if (!isnan(likely->metres) && likely->metres >= 1)
		g_string_append_printf(out, _("  %.0f m away"), likely->metres);
	if (o && o->text)
		g_string_append_printf(out, _(", “%s”"), o->text);
	record_free(o);
	return g_string_free(out, FALSE);
}

/* Each on at most two lines; = before the one that is the same. */
int entry_known_draw_likely(const struct entry_known *known, struct session *session,
			    struct surface *s, int y, int end)
{
	g_autofree char *key = command_keys("entry.same");

	if (!known->likely || known->likely->len == 0 || end - y < 1)
		return y;
	surface_text(s, 1, y, LABEL - 2, STYLE_NOTICE, _("There already?"));
	if (end - y > 1)
		surface_printf(s, 1, y + 1, LABEL - 2, STYLE_HEADING,
			       may_link(session) ? _("%s links") : _("%s proposes"), key);
	for (guint i = 0; i < known->likely->len && y < end; i++) {
		const struct likely *likely = likely_at(known, i);
		g_autofree char *text = likely_text(session, likely);
		gboolean same = known->same == likely->key;
		struct rectangle r = {LABEL + 2, y, s->width - LABEL - 3, MIN(2, end - y)};

		surface_text(s, LABEL, y, 1, STYLE_KEY, same ? "=" : " ");
		y += surface_wrapped(s, r, same ? STYLE_STRONG : STYLE_TEXT, text, 0);
	}
	return y;
}

/* the latest */

static void append_recent(GString *out, struct session *session, gint64 key)
{
	struct observation *o = app_observation(session, key, NULL);
	const struct registry *words = session_registry(session);

	if (!o)
		return;
	g_autofree char *when = observation_when(o, session_week(session)),
			*where = observation_where(o, words), *what = observation_what(o, words);
	g_string_append_printf(out, "%s%s %s, %s", out->len ? "   " : "", when, where, what);
	record_free(o);
}

/* Of this week or the one before; what lies ahead is no news. */
void entry_known_recent(struct entry_known *known, struct session *session)
{
	const struct organisation *who = session_organisation(session);
	g_autofree char *filter = who ? g_strdup_printf("vem:%s", who->code) : NULL;
	gint64 now = session_now(session), midnight;
	GString *out = g_string_new(NULL);
	int day, seconds, said = 0;

	time_to_local(now, &day, &seconds);
	midnight = now - seconds;
	known->today = 0;
	for (int week = week_of_time(now); who && week >= week_of_time(now) - 1; week--) {
		struct listing *listing = app_list(session, filter, week, week, 0, NULL);

		for (guint i = 0; listing && i < listing->rows->len; i++) {
			const struct observation_row *row =
				&g_array_index(listing->rows, struct observation_row, i);

			known->today += row->entered_at >= midnight && row->entered_at <= now &&
					!row->imported;
			if (row->time_from <= now && said < RECENT) {
				append_recent(out, session, row->key);
				said++;
			}
		}
		listing_free(listing);
	}
	g_free(known->recent);
	known->recent = g_string_free(out, out->len == 0);
}

int entry_known_draw_last(const char *text, struct surface *s, int y, int end)
{
	g_autoptr(GPtrArray) lines = NULL;
	int rows;

	if (end - y < 1)
		return 0;
	lines = text_wrap(text, s->width - 2);
	rows = MIN((int)lines->len, MAX(end - y - 1, 1));
	surface_wrapped(s, (struct rectangle){1, end - rows, s->width - 2, rows}, STYLE_TEXT, text,
			0);
	return rows;
}

int entry_known_draw_recent(const struct entry_known *known, struct surface *s, int y, int end)
{
	g_autofree char *text = NULL;

	if (!known->recent)
		return 0;
	text = g_strdup_printf(_("Latest from you: %s"), known->recent);
	return entry_known_draw_last(text, s, y, end);
}
