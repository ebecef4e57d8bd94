/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law's checklist: what each duty is shown by, and until when. */
#include "config.h"

#include "app/app_private.h"
#include "osg/app_programme.h"

#include <string.h>

/* the law */

static gboolean is_form(gconstpointer record, const struct law_duty *duty)
{
	const struct record *r = record;
	const struct field *f =
		fields_find(r->kind->fields, r->kind == &edition_kind ? "report" : "form");
	const char *word = f->kind == FIELD_WORD ? field_word(f, FIELD_AT(const int, record, f))
						 : FIELD_AT(char *const, record, f);

	return g_strcmp0(word, duty->form) == 0;
}

/* The day from which what proves it counts; DAY_NONE where it proves nothing. */
static int evidence_day(const struct programme *p, gconstpointer record)
{
	const struct record *r = record;
	int day;

	if (r->kind == &mandate_kind) {
		const struct mandate *m = record;

		return mandate_in_force(m, p->today) ? m->decided : DAY_NONE;
	}
	if (r->kind == &edition_kind) {
		day = time_day(((const struct edition *)record)->fixed);
		return day <= p->today ? day : DAY_NONE;
	}
	const struct activity_record *a = record;
	return a->state == ACTIVITY_DROPPED || (a->since != DAY_NONE && a->since > p->today) ||
			       (a->until != DAY_NONE && a->until < p->today && !a->due)
		       ? DAY_NONE
		       : (a->until != DAY_NONE ? MIN(a->until, p->today) : p->today);
}

static const struct record *evidence_of(const struct programme *p, const struct law_duty *duty,
					int *since)
{
	const GPtrArray *all = strcmp(duty->evidence, "mandate") == 0   ? p->mandates
			       : strcmp(duty->evidence, "edition") == 0 ? p->editions
									: p->activities;
	const struct record *best = NULL;

	*since = DAY_NONE;
	for (guint i = 0; i < all->len; i++) {
		int day = is_form(all->pdata[i], duty) ? evidence_day(p, all->pdata[i]) : DAY_NONE;

		if (day == DAY_NONE || (best && day < *since))
			continue;
		best = all->pdata[i];
		*since = day;
	}
	return best;
}

GPtrArray *programme_law_rows(const struct programme *p)
{
	const GPtrArray *duties = law_duties();
	gboolean english = session_english(p->session);
	GPtrArray *rows = g_ptr_array_new_with_free_func(programme_row_free);

	for (guint i = 0; i < duties->len; i++) {
		const struct law_duty *duty = duties->pdata[i];
		int since, due;
		const struct record *evidence = evidence_of(p, duty, &since);
		g_autofree char *day = NULL;

		due = evidence && duty->months ? day_months_on(since, duty->months) : DAY_NONE;
		day = due != DAY_NONE ? day_name_beside(due, p->today) : NULL;
		programme_row_add(rows,
				  !evidence || (due != DAY_NONE && due < p->today) ? 'R' : ' ',
				  evidence,
				  g_strdup_printf("%s § %s", duty->section,
						  english ? duty->duty_en : duty->duty_sv),
				  evidence ? programme_name(p->session, evidence)
					   : g_strdup(_("nothing shows it")),
				  NULL,
				  day ? g_strdup_printf(_("latest %s"), day)
				      : g_strdup(evidence ? _("yes") : _("no")));
	}
	return rows;
}
