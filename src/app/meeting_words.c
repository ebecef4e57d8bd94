/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the meeting, for screen, paper and warnings alike. */
#include "config.h"

#include "app/app_private.h"
#include "osg/meeting.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/words.h"

const char *meeting_item_title(const struct agenda_item *item)
{
	static const char *const titles[] = {
		[AGENDA_OPENING] = N_("Roll call"),     [AGENDA_FOLLOW_UP] = N_("Last week"),
		[AGENDA_ROUND] = N_("The round"),       [AGENDA_PICTURE] = N_("The picture"),
		[AGENDA_PRIORITIES] = N_("Priorities"), [AGENDA_MEASURES] = N_("Measures"),
		[AGENDA_GROUPS] = N_("Focus groups"),   [AGENDA_AHEAD] = N_("The week to come"),
		[AGENDA_READ_BACK] = N_("Read-back"),   [AGENDA_OWN] = N_("Other"),
	};

	return item->title ? item->title : _(titles[item->kind]);
}

const char *meeting_presence_word(int presence)
{
	static const char *const words[] = {
		[PRESENCE_UNKNOWN] = N_("not said"), [PRESENCE_PRESENT] = N_("present"),
		[PRESENCE_REMOTE] = N_("on a line"), [PRESENCE_EXCUSED] = N_("excused"),
		[PRESENCE_ABSENT] = N_("absent"),
	};

	return _(words[presence]);
}

char *meeting_day_words(int day)
{
	int year, month, mday;

	day_to_civil(day, &year, &month, &mday);
	return g_strdup_printf("%s %d %s", weekday_abbreviation(day_weekday(day)), mday,
			       month_abbreviation(month));
}

char *meeting_due_words(int due, gint64 now)
{
	g_autofree char *day = NULL;
	int today, seconds;

	if (due == DAY_NONE)
		return NULL;
	time_to_local(now, &today, &seconds);
	if (due < today)
		return g_strdup_printf(ngettext("%d day late", "%d days late", today - due),
				       today - due);
	day = meeting_day_words(due);
	return g_strdup_printf(_("by %s"), day);
}

char *subject_words(struct session *session, const struct subject *about)
{
	const struct registry *v = session_registry(session);
	const struct place *place = registry_place(v, about->place);
	const struct category *category = registry_category(v, about->category);
	const struct area *area = registry_area(v, about->area);
	struct hotspot_record *h =
		about->hotspot ? session_get(session, &hotspot_kind, about->hotspot, NULL) : NULL;
	const struct place *first =
		h && h->places->len ? registry_place(v, refs_at(h->places, 0)) : NULL;
	char *out;

	if (h)
		out = g_strdup_printf(_("hotspot %d %s"), h->number, first ? first->name : "");
	else if (place)
		out = g_strdup(place->name);
	else if (category && area)
		out = g_strdup_printf("%s, %s", registry_label(v, category), area->name);
	else
		out = g_strdup(category ? registry_label(v, category) : area ? area->name : "");
	record_free(h);
	return out;
}

char *meeting_outcome_words(struct session *session, const struct meeting_decision *d)
{
	g_autofree char *week = d->until_week != WEEK_NONE ? words_week(d->until_week) : NULL;
	const char *reason = d->reason ? d->reason : "–";

	(void)session;
	switch (d->outcome) {
	case OUTCOME_WATCH:
		return g_strdup_printf(_("watched until %s"), week ? week : "–");
	case OUTCOME_GROUP:
		return g_strdup(_("focus group started"));
	case OUTCOME_DISMISSED:
		return g_strdup_printf(_("dismissed: %s"), reason);
	case OUTCOME_NO_ACTION:
		return g_strdup_printf(_("no action: %s"), reason);
	default:
		return g_strdup(d->text ? d->text : "–");
	}
}

char *meeting_decision_words(struct session *session, const struct meeting_decision *d)
{
	const struct organisation *owner =
		registry_organisation(session_registry(session), d->owner);
	g_autofree char *about = subject_words(session, &d->about),
			*outcome = meeting_outcome_words(session, d);
	g_autofree char *day = d->due != DAY_NONE ? meeting_day_words(d->due) : NULL;
	GString *out = g_string_new(NULL);

	if (owner)
		g_string_append_printf(out, "%s: ", owner->code);
	if (d->outcome == OUTCOME_GROUP && d->text)
		g_string_append_printf(out, _("focus group %s"), d->text);
	else if (d->outcome == OUTCOME_MEASURE || d->outcome == OUTCOME_OTHER || !*about)
		g_string_append(out, outcome);
	else
		g_string_append_printf(out, "%s %s", about, outcome);
	if (day)
		g_string_append_printf(out, _(", by %s"), day);
	return g_string_free(out, FALSE);
}

/* the clock */

static int minutes_planned_until(const struct meeting_whole *w, const struct agenda_item *last)
{
	int sum = 0;

	for (guint i = 0; i < w->items->len; i++) {
		const struct agenda_item *item = w->items->pdata[i];

		if (item->position <= last->position)
			sum += item->minutes;
	}
	return sum;
}

static int seconds_used(const struct meeting_whole *w, gint64 now)
{
	int sum = 0;

	for (guint i = 0; i < w->items->len; i++)
		sum += meeting_item_seconds(w, w->items->pdata[i], now);
	return sum;
}

/* Late is what has been used beyond all that was planned up to this item's end. */
char *meeting_clock_words(const struct meeting_whole *w, gint64 now)
{
	const struct agenda_item *item = meeting_item(w);
	int over;

	if (!item || w->meeting->state != MEETING_OPEN)
		return g_strdup("");
	over = (seconds_used(w, now) - minutes_planned_until(w, item) * 60) / 60;
	return over > 0 ? g_strdup_printf(ngettext("%d min over", "%d min over", over), over)
			: g_strdup(_("in time"));
}

char *meeting_left_words(const struct meeting_whole *w, gint64 now)
{
	int left = w->meeting->minutes - seconds_used(w, now) / 60;

	if (w->meeting->state == MEETING_CLOSED)
		return g_strdup(_("closed"));
	return left >= 0 ? g_strdup_printf(ngettext("%d min left", "%d min left", left), left)
			 : g_strdup_printf(ngettext("%d min over time", "%d min over time", -left),
					   -left);
}

char *meeting_lack_words(guint lacks)
{
	static const struct {
		guint bit;
		const char *word;
	} words[] = {{LACKS_OWNER, N_("owner")},
		     {LACKS_DUE, N_("date")},
		     {LACKS_CAUSE, N_("cause")},
		     {LACKS_YARDSTICK, N_("yardstick")}};
	GString *out;

	if (!lacks)
		return NULL;
	out = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (lacks & words[i].bit)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", _(words[i].word));
	return g_string_free(out, FALSE);
}
