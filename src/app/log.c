/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of changes, read: by person, record and days, and whether its chain is whole. What a
 * seat may not see of it the session leaves out. */
#include "config.h"

#include "app/app_private.h"

#include "osg/week.h"

static gboolean takes(const struct log_query *query, const struct log_line *line)
{
	int day = time_day(line->at);

	return (!query->who || line->who == query->who) &&
	       (query->since == DAY_NONE || day >= query->since) &&
	       (query->until == DAY_NONE || day <= query->until);
}

GPtrArray *app_log(struct session *session, const struct log_query *query, GError **error)
{
	gboolean all = !query->who && query->since == DAY_NONE && query->until == DAY_NONE;
	GPtrArray *lines =
		session_history(session, id_is_null(&query->record) ? NULL : &query->record, TRUE,
				all ? query->limit : 0, error);

	for (guint i = lines && !all ? lines->len : 0; i-- > 0;)
		if (!takes(query, lines->pdata[i]))
			g_ptr_array_remove_index(lines, i);
	if (lines && query->limit && lines->len > query->limit)
		g_ptr_array_set_size(lines, (int)query->limit);
	return lines;
}

static gint64 seat_named(const GPtrArray *seats, const char *word)
{
	for (guint i = 0; seats && i < seats->len; i++) {
		const struct participant *p = seats->pdata[i];

		if (p->handle && g_ascii_strcasecmp(p->handle, word) == 0)
			return p->record.key;
	}
	return 0;
}

gboolean app_log_filter(struct session *session, const char *text, struct log_query *query,
			GError **error)
{
	struct log_query read = {.since = DAY_NONE, .until = DAY_NONE, .limit = query->limit};
	g_autoptr(GPtrArray) seats = session_all(session, &participant_kind, NULL);
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	g_autoptr(GString) days = g_string_new(NULL);
	struct period period;

	for (char **word = words; *word; word++) {
		gint64 who = seat_named(seats, *word);

		if (who)
			read.who = who;
		else if (**word && !id_parse(*word, &read.record))
			g_string_append_printf(days, "%s%s", days->len ? " " : "", *word);
	}
	if (days->len) {
		if (!period_parse(days->str, app_today(session), session_week(session), &period,
				  error)) {
			g_prefix_error(error, _("No seat is called “%s”. "), days->str);
			return FALSE;
		}
		read.since = period.first;
		read.until = period.last;
	}
	*query = read;
	return TRUE;
}

struct log_state *app_log_state(struct session *session, GError **error)
{
	struct log_state *state = g_new0(struct log_state, 1);

	state->faults = session_verify_log(session, error);
	if (state->faults && session_log_end(session, &state->count, &state->sum, error))
		return state;
	log_state_free(state);
	return NULL;
}

void log_state_free(struct log_state *state)
{
	if (!state)
		return;
	if (state->faults)
		g_ptr_array_unref(state->faults);
	g_free(state->sum);
	g_free(state);
}
