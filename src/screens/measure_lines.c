/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure in sentences: what is known at once, and what has to be counted. */
#include "config.h"

#include "screens/measure_lines.h"

#include <glib/gi18n.h>

#include "osg/before_after.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

enum { BEFORE_MOST = 3 };

static const char *code_of(const struct session *session, gint64 key)
{
	const struct organisation *o = registry_organisation(session_registry(session), key);

	return o ? o->code : "?";
}

static void append_who(const struct session *session, const struct measure *m, GString *out)
{
	if (m->owner)
		g_string_append_printf(out, " · %s", code_of(session, m->owner));
	for (guint i = 0; i < m->contributors->len; i++)
		g_string_append_printf(out, i ? ", %s" : _(" with %s"),
				       code_of(session, refs_at(m->contributors, i)));
}

static char *first_line(const struct session *session, const struct measure *m)
{
	GString *out = g_string_new(m->title);
	int today = time_day(session_now(session));
	g_autofree char *decided = day_name_near(m->decided, today),
			*due = day_name_near(m->due, today),
			*finished = day_name_near(m->finished, today);

	append_who(session, m, out);
	if (m->decided != DAY_NONE)
		g_string_append_printf(out, _(" · decided %s"), decided);
	if (m->due != DAY_NONE)
		g_string_append_printf(out, _(", due %s"), due);
	if (m->finished != DAY_NONE)
		g_string_append_printf(
			out, m->state == MEASURE_DROPPED ? _(", dropped %s") : _(", done %s"),
			finished);
	return g_string_free(out, FALSE);
}

static char *cause_line(struct session *session, const struct measure *m)
{
	struct cause *cause = m->cause ? session_get(session, &cause_kind, m->cause, NULL) : NULL;
	struct focus_group *group =
		m->focus_group ? session_get(session, &focus_group_kind, m->focus_group, NULL)
			       : NULL;
	const char *what = cause ? cause->text : m->cause_text;
	GString *out = g_string_new(NULL);

	if (what)
		g_string_append_printf(out, _("Against: %s"), what);
	if (cause && cause->evidence->len)
		g_string_append_printf(
			out, ngettext(" (%u event)", " (%u events)", (gulong)cause->evidence->len),
			cause->evidence->len);
	if (group)
		g_string_append_printf(out, _("%sFocus group %s."), what ? ". " : "",
				       group->title ? group->title : "?");
	else if (what)
		g_string_append_c(out, '.');
	record_free(cause);
	record_free(group);
	return g_string_free(out, FALSE);
}

static void add_last_note(struct session *session, const struct measure *m, GPtrArray *lines)
{
	g_autoptr(GPtrArray) notes = app_measure_notes(session, m->record.key, NULL);
	const struct status_line *last = notes && notes->len ? notes->pdata[0] : NULL;

	if (!last || !last->text)
		return;
	g_autofree char *when =
		day_name_near(time_day(last->entered_at), time_day(session_now(session)));
	text_add_line(lines, _("Latest: %s “%s”"), when, last->text);
}

GPtrArray *measure_lines(struct session *session, const struct measure_item *item)
{
	const struct measure *m = item->measure;
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *cause = cause_line(session, m), *lacks = words_lacks(item->lacks),
			*yardstick = words_yardstick(session_registry(session), item->yardstick);

	g_ptr_array_add(lines, first_line(session, m));
	if (*cause)
		g_ptr_array_add(lines, g_steal_pointer(&cause));
	if (m->state == MEASURE_DRAFT && *lacks)
		text_add_line(lines, _("A draft until it has: %s."), lacks);
	if (yardstick)
		text_add_line(lines, _("Yardstick: %s"), yardstick);
	if (m->text)
		g_ptr_array_add(lines, g_strdup(m->text));
	if (m->reason)
		text_add_line(lines,
			      m->state == MEASURE_DROPPED ? _("Dropped because: %s")
							  : _("Moved because: %s"),
			      m->reason);
	add_last_note(session, m, lines);
	return lines;
}

/* what has to be counted */

static enum verdict verdict_of(struct session *session, const struct measure_item *item)
{
	struct before_after *b =
		item->measure->state == MEASURE_DONE && yardstick_counts(item->yardstick)
			? before_after(session, item->yardstick, NULL)
			: NULL;
	enum verdict verdict = b && !b->unfinished ? before_after_verdict(b) : VERDICT_NONE;

	before_after_free(b);
	return verdict;
}

/* Whether a measure was at the same place, or in the same area where it has no place. */
static gboolean is_there(const struct measure *m, const struct measure *other)
{
	return other->record.key != m->record.key &&
	       ((m->place && other->place == m->place) || (m->area && other->area == m->area));
}

static void add_tried(struct session *session, const struct measure *m, GPtrArray *lines)
{
	const struct measures_query query = {.which = MEASURES_ALL};
	g_autoptr(GPtrArray) all = app_measures(session, &query, NULL);
	GString *out = g_string_new(NULL);
	int found = 0;

	for (guint i = 0; all && i < all->len && found < BEFORE_MOST; i++) {
		const struct measure_item *item = all->pdata[i];
		enum verdict verdict;

		if (item->measure->state != MEASURE_DONE || !is_there(m, item->measure))
			continue;
		verdict = verdict_of(session, item);
		g_string_append_printf(out, "%s%s (%s)", found++ ? "; " : "", item->measure->title,
				       verdict == VERDICT_NONE ? _("nobody counted")
							       : words_verdict(verdict));
	}
	if (found)
		text_add_line(lines, _("Tried here before: %s."), out->str);
	g_string_free(out, TRUE);
}

static void add_counts(struct session *session, const struct measure_item *item, GPtrArray *lines)
{
	struct outlook outlook;
	struct before_after *b;

	if (item->measure->state == MEASURE_DONE) {
		b = before_after(session, item->yardstick, NULL);
		if (b)
			g_ptr_array_add(lines, words_before_after(b));
		before_after_free(b);
	} else if (outlook_of(session, item->yardstick, &outlook, NULL)) {
		g_ptr_array_add(lines, words_outlook(&outlook));
	}
}

GPtrArray *measure_story(struct session *session, gint64 key, GError **error)
{
	struct measure_item *item = app_measure(session, key, error);
	GPtrArray *lines;

	if (!item)
		return NULL;
	lines = g_ptr_array_new_with_free_func(g_free);
	if (yardstick_counts(item->yardstick))
		add_counts(session, item, lines);
	add_tried(session, item->measure, lines);
	measure_item_free(item);
	return lines;
}
