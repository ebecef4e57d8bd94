/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters to the organisations that are silent, each with a form to answer in. */
#include "config.h"

#include "osg/remind.h"

#include "osg/answer.h"
#include "osg/app.h"
#include "osg/words.h"

static void letter_free(gpointer data)
{
	struct reminder_letter *r = data;

	record_free(r->organisation);
	g_free(r->subject);
	g_free(r->text);
	g_free(r);
}

static struct reminder_letter *letter_new(struct session *session, const struct organisation *o,
					  int week)
{
	struct reminder_letter *r = g_new0(struct reminder_letter, 1);
	g_autofree char *name = words_period(period_of_week(week)),
			*range = words_period_dates(period_of_week(week)),
			*form = answer_form(o, week);

	r->organisation = record_copy(o);
	/* TRANSLATORS: the municipality, and the week: "week 40, 2024" */
	r->subject = g_strdup_printf(_("%s: we have no report from you for %s"),
				     session_municipality(session), name);
	r->text = g_strdup_printf(
		_("Hello %s,\n\n"
		  "before the weekly meeting we have nothing from you for %s (%s). If there was "
		  "nothing, say so: silence is not calm.\n\n"
		  "Fill in below and answer this mail, or send it as a file. Describe what "
		  "happened, never who. This is no police report: call 112 when it is going on, "
		  "else 114 14.\n\n%s"),
		o->name, name, range, form);
	return r;
}

GPtrArray *app_reminder_letters(struct session *session, int week, GError **error)
{
	struct picture *picture = app_picture_ahead(session, week, TRUE, error);
	const struct registry *v = session_registry(session);
	GPtrArray *all;

	if (!picture)
		return NULL;
	all = g_ptr_array_new_with_free_func(letter_free);
	for (guint i = 0; i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];
		const struct organisation *member = registry_find_organisation(v, o->code);

		if (o->roll == ROLL_SILENT && member)
			g_ptr_array_add(all, letter_new(session, member, week));
	}
	picture_free(picture);
	return all;
}
