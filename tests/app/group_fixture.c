/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "group_fixture.h"

#include "osg/week.h"

int week_of_2026(int number)
{
	return week_from_iso(2026, number);
}

/* So many in the first days of each week, at 21. */
void observe_weeks(struct fixture *f, const char *where, int from, int to, int each)
{
	for (int w = from; w <= to; w++)
		for (int i = 0; i < each; i++) {
			g_autofree char *date = day_format_iso(week_monday(w) + i % 7);
			g_autofree char *when = g_strconcat(date, " 21:00", NULL);

			fixture_observe(f->session, "SKA", where, when);
		}
}

gint64 start_group(struct fixture *f)
{
	struct focus_group *group = record_new(&focus_group_kind);
	g_autoptr(GError) error = NULL;
	gint64 key;

	field_set_text(&group->title, "Visättra");
	group->leader = fixture_organisation(f, "HUGE");
	group->started_week = week_of_2026(30);
	refs_add(group->places, fixture_place(f, "Visättraskolan"));
	key = app_group_start(f->session, group, &error);
	g_assert_no_error(error);
	record_free(group);
	return key;
}

gint64 save_part(struct fixture *f, gpointer take_record)
{
	g_autoptr(GError) error = NULL;
	gint64 key;

	app_group_part_save(f->session, take_record, NULL, &error);
	g_assert_no_error(error);
	key = ((struct record *)take_record)->key;
	record_free(take_record);
	return key;
}

struct cause *new_cause(gint64 group, gint64 parent, const char *text)
{
	struct cause *cause = record_new(&cause_kind);

	cause->focus_group = group;
	cause->parent = parent;
	field_set_text(&cause->text, text);
	return cause;
}

void add_member(struct fixture *f, gint64 group, const char *code)
{
	struct group_member *member = record_new(&group_member_kind);

	member->focus_group = group;
	member->organisation = fixture_organisation(f, code);
	save_part(f, member);
}

gint64 add_measure(struct fixture *f, gint64 group, gint64 cause)
{
	struct measure *m = record_new(&measure_kind);
	struct yardstick *y = record_new(&yardstick_kind);
	gint64 key;

	field_set_text(&m->title, "Lamps on the path are replaced");
	field_set_text(&y->text, "as the group's");
	m->owner = fixture_organisation(f, "HUGE");
	m->due = day_parse_iso("2026-12-01");
	m->focus_group = group;
	m->cause = cause;
	g_assert_true(app_measure_save(f->session, m, y, NULL, NULL));
	key = m->record.key;
	record_free(m);
	record_free(y);
	return key;
}

struct dossier *dossier(struct fixture *f, gint64 group)
{
	g_autoptr(GError) error = NULL;
	struct dossier *d = app_dossier(f->session, group, &error);

	g_assert_no_error(error);
	return d;
}

gboolean step_is_open(struct fixture *f, gint64 group, const char *code)
{
	struct dossier *d = dossier(f, group);
	g_autoptr(GPtrArray) open = dossier_open_steps(d);
	gboolean found = FALSE;

	for (guint i = 0; i < open->len; i++)
		found |= strcmp(((struct group_step *)open->pdata[i])->code, code) == 0;
	dossier_free(d);
	return found;
}

gint64 step_of(struct fixture *f, gint64 group, const char *code)
{
	struct dossier *d = dossier(f, group);
	gint64 key = 0;

	for (guint i = 0; i < d->steps->len; i++) {
		const struct group_step *step = d->steps->pdata[i];

		if (strcmp(step->code, code) == 0)
			key = step->record.key;
	}
	dossier_free(d);
	return key;
}
