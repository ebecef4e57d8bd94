/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three computations that keep people honest. */
#include "config.h"

#include "osg/programme.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/calendar.h"
#include "osg/week.h"

enum { FEWEST_YEARS = 5, HOUR = 3600 };
#define USUAL_SPREAD 2.0 /* standard deviations */

/* in time */

gint64 service_clock_due(const char *code, gint64 started)
{
	const struct service_clock *clock = service_clock_find(code);
	int day, left;

	if (!clock || started == TIME_NONE)
		return TIME_NONE;
	if (!clock->workdays)
		return started + (gint64)clock->amount * HOUR;
	day = time_day(started);
	for (left = clock->amount; left > 0;)
		left -= calendar_is_working_day(++day);
	return time_from_local(day + 1, 0, FALSE, NULL);
}

static gboolean counts(const struct defect *d)
{
	return d->state != DEFECT_ACCEPTED && d->state != DEFECT_NOT_OURS;
}

void in_time_add(struct in_time *sum, const struct defect *d, gint64 now)
{
	if (!counts(d) || d->started > now)
		return;
	if (d->fixed != TIME_NONE && d->fixed <= now) {
		sum->fixed++;
		sum->fixed_in_time += d->due == TIME_NONE || d->fixed <= d->due;
		return;
	}
	sum->open++;
	sum->waiting += d->state == DEFECT_WAITING;
	sum->late_open += d->due != TIME_NONE && d->due < now;
}

double in_time_share(const struct in_time *sum)
{
	int all = sum->fixed + sum->late_open;

	return all ? (double)sum->fixed_in_time / all : NAN;
}

/* change */

static gboolean has_margin(const struct reading_record *r)
{
	return !isnan(r->low) && !isnan(r->high);
}

static enum change_verdict direction(double before, double after)
{
	return after > before ? CHANGE_UP : after < before ? CHANGE_DOWN : CHANGE_WITHIN;
}

/* Of so many years before the last one: whether it is outside what they usually differ by. */
static enum change_verdict against_spread(const struct reading_record *const *r, guint from,
					  guint last)
{
	double sum = 0, squares = 0, mean, deviation;
	guint n = last - from;

	if (n < FEWEST_YEARS)
		return CHANGE_UNKNOWN;
	for (guint i = from; i < last; i++)
		sum += r[i]->value;
	mean = sum / n;
	for (guint i = from; i < last; i++)
		squares += (r[i]->value - mean) * (r[i]->value - mean);
	deviation = sqrt(squares / (n - 1));
	return fabs(r[last]->value - mean) <= USUAL_SPREAD * deviation
		       ? CHANGE_WITHIN
		       : direction(mean, r[last]->value);
}

enum change_verdict change_judge(const struct reading_record *const *r, guint count, int break_year)
{
	guint last = count - 1, from = 0;

	if (count < 2 || isnan(r[last]->value))
		return CHANGE_UNKNOWN;
	if (break_year && day_year(r[last]->since) >= break_year) {
		while (from < last && day_year(r[from]->since) < break_year)
			from++;
		if (from == last)
			return CHANGE_BROKEN;
	}
	if (has_margin(r[last]) && has_margin(r[last - 1])) {
		if (r[last]->low <= r[last - 1]->high && r[last - 1]->low <= r[last]->high)
			return CHANGE_WITHIN;
		return direction(r[last - 1]->value, r[last]->value);
	}
	return against_spread(r, from, last);
}

/* texts with figures */

/* Behind the "}" of what begins at p with "{": its code and, after "@", its period; NULL = it is
 * not closed. */
static const char *citation_at(const char *p, char **code, char **period)
{
	const char *end = strchr(p, '}'), *at;

	if (!end)
		return NULL;
	at = memchr(p, '@', (gsize)(end - p));
	*code = g_strndup(p + 1, (gsize)((at ? at : end) - p - 1));
	*period = at ? g_strndup(at + 1, (gsize)(end - at - 1)) : NULL;
	return end + 1;
}

char *cite_expand(const char *text, cite_value *value, gpointer data, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *p = text;

	while (*p) {
		gsize plain = strcspn(p, "{");
		g_autofree char *code = NULL, *period = NULL, *said = NULL;
		const char *next;

		g_string_append_len(out, p, (gssize)plain);
		p += plain;
		if (!*p)
			break;
		next = citation_at(p, &code, &period);
		said = next ? value(data, code, period) : NULL;
		if (!said) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("The text cites {%s}, and there is no such reading."),
				    code ? code : p + 1);
			return NULL;
		}
		g_string_append(out, said);
		p = next;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

GPtrArray *cite_loose_numbers(const char *text)
{
	/* years, dates, "§12", "KS-2016/47", "{ufo.timmar}" are left out */
	static const char left_out[] =
		"\\{[^}]*\\}|§+ ?[0-9]+|[0-9]+ ?§|[A-ZÅÄÖ]{2,}-[0-9./]+|[0-9]{4}[-–][0-9]{4}|"
		"\\(?(19|20)[0-9]{2}(:[0-9]+)?\\)?|[0-9]{1,2} "
		"(januari|februari|mars|april|maj|juni|"
		"juli|augusti|september|oktober|november|december)";
	g_autoptr(GRegex) known = g_regex_new(left_out, 0, 0, NULL);
	g_autoptr(GRegex) number = g_regex_new("[0-9]+([  .,][0-9]+)*( ?%)?", 0, 0, NULL);
	g_autofree char *rest = g_regex_replace_literal(known, text, -1, 0, "·", 0, NULL);
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GMatchInfo) match = NULL;

	for (g_regex_match(number, rest, 0, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL))
		g_ptr_array_add(found, g_match_info_fetch(match, 0));
	return found;
}
