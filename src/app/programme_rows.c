/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme in lines: what must be decided, and each tab of screen 9. */
#include "config.h"

#include "app/app_private.h"
#include "osg/app_programme.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/app.h"
#include "osg/setup.h"
#include "osg/week.h"

enum { SOON = 90 }; /* days before an end that it is told of */

void programme_row_free(gpointer data)
{
	struct programme_row *row = data;

	record_free(row->record);
	g_free(row->title);
	g_free(row->how);
	g_free(row->who);
	g_free(row->state);
	g_ptr_array_unref(row->more);
	g_free(row);
}

/* Takes the texts, NULL = "". */
struct programme_row *programme_row_add(GPtrArray *rows, char mark, gconstpointer record,
					char *title, char *how, char *who, char *state)
{
	struct programme_row *row = g_new0(struct programme_row, 1);

	row->record = record ? record_copy(record) : NULL;
	row->mark = mark;
	row->title = title ? title : g_strdup("");
	row->how = how ? how : g_strdup("");
	row->who = who ? who : g_strdup("");
	row->state = state ? state : g_strdup("");
	row->more = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(rows, row);
	return row;
}

static void tell(struct programme_row *row, char *take_line)
{
	g_ptr_array_add(row->more, take_line);
}

static GPtrArray *rows_new(void)
{
	return g_ptr_array_new_with_free_func(programme_row_free);
}

static char *code_of(const struct programme *p, gint64 organisation)
{
	return g_strdup(registry_organisation_code(session_registry(p->session), organisation));
}

static char *word_of(const struct record_kind *kind, const char *field, int value)
{
	return g_strdup(setup_word(fields_find(kind->fields, field), value));
}

char *programme_name(struct session *session UNUSED, gconstpointer record)
{
	static const char *const naming[] = {"title", "text", "list", "code"};
	const struct record *r = record;

	if (r->kind == &objective_kind) {
		const struct objective *o = record;

		return g_strdup_printf("%s %s", o->code, o->text);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(naming); i++) {
		const struct field *f = fields_find(r->kind->fields, naming[i]);

		if (f && field_is_text(f) && FIELD_AT(char *const, record, f))
			return g_strdup(FIELD_AT(char *const, record, f));
	}
	return g_strdup(_(r->kind->title));
}

char *in_time_words(const struct in_time *sum)
{
	GString *out = g_string_new(NULL);

	/* TRANSLATORS: "287 of 341 in time": of those that were put right or ought to be */
	if (sum->fixed + sum->late_open)
		g_string_append_printf(out, _("%d of %d in time"), sum->fixed_in_time,
				       sum->fixed + sum->late_open);
	else
		g_string_append(out, _("nothing has fallen due"));
	if (sum->late_open)
		g_string_append_printf(out,
				       ngettext(", %d open past its time",
						", %d open past their time", sum->late_open),
				       sum->late_open);
	if (sum->waiting)
		g_string_append_printf(out, ngettext(" (%d waits)", " (%d wait)", sum->waiting),
				       sum->waiting);
	return g_string_free(out, FALSE);
}

static gboolean is_late(const struct programme *p, const struct defect *d)
{
	return d->state <= DEFECT_WAITING && d->due != TIME_NONE && d->due < p->now;
}

static char *owner_words(const struct programme *p, const struct defect *d)
{
	return d->owner ? code_of(p, d->owner) : g_strdup(_("owner unknown"));
}

/* what must be decided */

/* An asset whose round is late. */
struct missed_round {
	const char *title;
	int days;
};

static int compare_missed(gconstpointer a, gconstpointer b)
{
	return ((const struct missed_round *)b)->days - ((const struct missed_round *)a)->days;
}

/* The latest first; how many assets are checked at all. */
static GArray *rounds_missed(const struct programme *p, int *checked)
{
	GArray *missed = g_array_new(FALSE, FALSE, sizeof(struct missed_round));

	*checked = 0;
	for (guint i = 0; i < p->assets->len; i++) {
		const struct asset *a = p->assets->pdata[i];
		struct check_state state;

		if (!programme_check_state(p, a, &state))
			continue;
		++*checked;
		if (state.days_late > 0) {
			struct missed_round round = {a->title, state.days_late};

			g_array_append_val(missed, round);
		}
	}
	g_array_sort(missed, compare_missed);
	return missed;
}

static void missed_rounds(const struct programme *p, GPtrArray *rows)
{
	int checked, oldest;
	g_autoptr(GArray) missed = rounds_missed(p, &checked);
	struct programme_row *row;

	if (!missed->len)
		return;
	oldest = g_array_index(missed, struct missed_round, 0).days;
	row = programme_row_add(
		rows, 'R', NULL, g_strdup(_("Rounds of checks missed")),
		g_strdup_printf(_("%d of %d"), (int)missed->len, checked), NULL,
		g_strdup_printf(ngettext("oldest %d day", "oldest %d days", oldest), oldest));
	for (guint i = 0; i < missed->len; i++) {
		const struct missed_round *m = &g_array_index(missed, struct missed_round, i);

		tell(row, g_strdup_printf(ngettext("%s: %d day", "%s: %d days", m->days), m->title,
					  m->days));
	}
}

static int compare_due(gconstpointer a, gconstpointer b)
{
	const struct defect *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return (x->due > y->due) - (x->due < y->due);
}

static void late_defects(const struct programme *p, GPtrArray *rows)
{
	struct in_time sum = {0};
	struct programme_row *row;
	g_autoptr(GPtrArray) late = g_ptr_array_new();

	for (guint i = 0; i < p->defects->len; i++) {
		in_time_add(&sum, p->defects->pdata[i], p->now);
		if (is_late(p, p->defects->pdata[i]))
			g_ptr_array_add(late, p->defects->pdata[i]);
	}
	if (!sum.late_open)
		return;
	row = programme_row_add(rows, 'R', NULL, g_strdup(_("Defects past their time")),
				g_strdup_printf("%d", sum.late_open), NULL, in_time_words(&sum));
	g_ptr_array_sort(late, compare_due);
	for (guint i = 0; i < late->len; i++) {
		const struct defect *d = late->pdata[i];
		g_autofree char *owner = owner_words(p, d);

		tell(row, g_strdup_printf("%s: %s", d->text, owner));
	}
}

gboolean programme_asks(const struct programme *p, gint64 objective, gint64 mandate)
{
	for (guint i = 0; i < p->objectives->len; i++) {
		const struct objective *o = p->objectives->pdata[i];

		if (o->record.key == objective)
			mandate = o->mandate;
	}
	for (guint i = 0; i < p->mandates->len; i++) {
		const struct mandate *m = p->mandates->pdata[i];

		if (m->record.key == mandate)
			return programme_covers(p, m->since, m->until);
	}
	return TRUE;
}

static void late_activities(const struct programme *p, GPtrArray *rows)
{
	for (guint i = 0; i < p->activities->len; i++) {
		const struct activity_record *a = p->activities->pdata[i];
		int late = activity_days_late(p, a);

		if (late && programme_asks(p, a->objective, a->mandate))
			programme_row_add(
				rows, 'R', a, g_strdup(a->title),
				g_strdup_printf(ngettext("%d day late", "%d days late", late),
						late),
				code_of(p, a->owner), word_of(&activity_kind, "state", a->state));
	}
}

/* "fr 29 jan", of another year "2021-01-29". */
int programme_last_review(const struct programme *p, const struct mandate *m)
{
	int last = DAY_NONE, day;

	for (guint i = 0; i < p->notes->len; i++) {
		const struct note_record *n = p->notes->pdata[i];

		if (n->mandate != m->record.key)
			continue;
		day = time_day(n->at);
		last = last == DAY_NONE ? day : MAX(last, day);
	}
	return last;
}

static void mandate_matters(const struct programme *p, GPtrArray *rows)
{
	for (guint i = 0; i < p->mandates->len; i++) {
		const struct mandate *m = p->mandates->pdata[i];
		int review = mandate_review(m, programme_last_review(p, m));
		g_autofree char *day = NULL;

		if (!mandate_in_force(m, p->today))
			continue;
		if (review != DAY_NONE && review <= p->today + SOON) {
			day = day_name_beside(review, p->today);
			programme_row_add(rows, review < p->today ? 'R' : 'U', m,
					  g_strdup(m->title), g_strdup(_("to be followed up")),
					  g_strdup(m->body), g_steal_pointer(&day));
		}
		if (m->until != DAY_NONE && m->until <= p->today + SOON) {
			day = day_name_beside(m->until, p->today);
			programme_row_add(rows, 'U', m, g_strdup(m->title), g_strdup(_("ends")),
					  g_strdup(m->body), g_steal_pointer(&day));
		}
	}
}

GPtrArray *programme_matters(const struct programme *p)
{
	GPtrArray *rows = rows_new();

	missed_rounds(p, rows);
	late_defects(p, rows);
	mandate_matters(p, rows);
	late_activities(p, rows);
	return rows;
}

/* objectives */

static char *sum_words(const struct objective_sum *sum)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, _("%d of %d done"), sum->done, sum->activities);
	if (sum->late)
		g_string_append_printf(out, ngettext(", %d late", ", %d late", (gulong)sum->late),
				       sum->late);
	return g_string_free(out, FALSE);
}

static void activity_lines(const struct programme *p, const struct objective *o,
			   struct programme_row *row)
{
	for (guint i = 0; i < p->activities->len; i++) {
		const struct activity_record *a = p->activities->pdata[i];
		g_autofree char *who = NULL, *state = NULL;

		if (!programme_covers(p, a->since, a->until) ||
		    !programme_is_under(p, a->objective, o->record.key))
			continue;
		who = code_of(p, a->owner);
		state = word_of(&activity_kind, "state", a->state);
		tell(row, g_strdup_printf("%s · %s · %s", a->title, who, state));
	}
}

static void add_objective(const struct programme *p, const struct objective *o, GPtrArray *rows)
{
	const struct objective_sum sum = programme_sum(p, o);
	const struct note_record *assessed = programme_assessment(p, o->record.key);
	struct programme_row *row = programme_row_add(
		rows, sum.late ? 'R' : ' ', o, programme_name(p->session, o), sum_words(&sum),
		sum.indicators ? g_strdup_printf(_("%d of %d values"), sum.read, sum.indicators)
			       : NULL,
		sum.rating ? word_of(&note_kind, "rating", sum.rating)
			   : g_strdup(_("not assessed")));

	if (assessed && assessed->text)
		tell(row, g_strdup(assessed->text));
	if (!sum.indicators)
		tell(row, g_strdup(_("no indicators")));
	if (sum.goals > sum.rated)
		tell(row, g_strdup_printf(ngettext("%d objective is not assessed",
						   "%d objectives are not assessed",
						   sum.goals - sum.rated),
					  sum.goals - sum.rated));
	activity_lines(p, o, row);
}

static GPtrArray *overview_rows(const struct programme *p, gint64 above)
{
	const struct mandate *m = programme_of(p);
	GPtrArray *rows = above ? rows_new() : programme_matters(p);
	g_autoptr(GPtrArray) objectives = programme_objectives(p, m ? m->record.key : 0, above);

	for (guint i = 0; i < objectives->len; i++)
		add_objective(p, objectives->pdata[i], rows);
	for (guint i = 0; above && i < p->activities->len; i++) {
		const struct activity_record *a = p->activities->pdata[i];
		int late = activity_days_late(p, a);

		if (a->objective == above && programme_covers(p, a->since, a->until))
			programme_row_add(
				rows, late ? 'R' : ' ', a, g_strdup(a->title),
				late ? g_strdup_printf(
					       ngettext("%d day late", "%d days late", late), late)
				     : NULL,
				code_of(p, a->owner), word_of(&activity_kind, "state", a->state));
	}
	return rows;
}

static char *lacks_words(guint lacks)
{
	static const char *const names[] = {
		N_("the decision"), N_("a register number"), N_("who decided"), N_("parties"),
		N_("its purpose"),  N_("its areas"),         N_("an end")};
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (lacks >> i & 1)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", _(names[i]));
	return g_string_free(out, FALSE);
}

static void add_mandate(const struct programme *p, const struct mandate *m, GPtrArray *rows)
{
	guint lacks = mandate_lacks(m);
	g_autofree char *lacking = lacks_words(lacks),
			*end = m->until != DAY_NONE ? day_name_beside(m->until, p->today) : NULL;
	struct programme_row *row = programme_row_add(
		rows, ' ', m, g_strdup(m->title), word_of(&mandate_kind, "form", m->form),
		g_strdup(m->dnr),
		mandate_in_force(m, p->today)
			? end ? g_strdup_printf(_("until %s"), end) : g_strdup(_("in force"))
		: lacks ? g_strdup_printf(_("draft: lacks %s"), lacking)
			: g_strdup(_("not in force")));

	if (m->body)
		tell(row, g_strdup_printf("%s %s %s", m->body, m->paragraph ? m->paragraph : "",
					  m->purpose ? m->purpose : ""));
	if (m->scope)
		tell(row, g_strdup(m->scope));
	if (codes_count(m->parties))
		tell(row, g_strjoinv(", ", m->parties));
}

/* The agreement in force with its focus areas, then every other mandate of the period. */
static GPtrArray *agreement_rows(const struct programme *p)
{
	GPtrArray *rows = rows_new();

	for (int first = 1; first >= 0; first--)
		for (guint i = 0; i < p->mandates->len; i++) {
			const struct mandate *m = p->mandates->pdata[i];
			g_autoptr(GPtrArray) focus = NULL;

			if ((m->form == MANDATE_AGREEMENT) != first ||
			    !programme_covers(p, m->since, m->until))
				continue;
			add_mandate(p, m, rows);
			focus = programme_objectives(p, m->record.key, 0);
			for (guint f = 0; first && f < focus->len; f++)
				add_objective(p, focus->pdata[f], rows);
		}
	return rows;
}

/* indicators */

char *programme_change_words(const struct programme *p, const struct indicator *indicator)
{
	static const char *const said[] = {
		[CHANGE_UNKNOWN] = N_("too few years to compare"),
		[CHANGE_BROKEN] = N_("cannot be compared"),
		[CHANGE_WITHIN] = N_("no certain difference"),
		[CHANGE_UP] = N_("higher than before"),
		[CHANGE_DOWN] = N_("lower than before"),
	};
	g_autoptr(GPtrArray) series = programme_series(p, indicator);
	enum change_verdict verdict =
		change_judge((const struct reading_record *const *)series->pdata, series->len,
			     indicator->break_year);

	if (verdict == CHANGE_BROKEN)
		return g_strdup_printf(_("cannot be compared: %s"), indicator->break_note);
	return g_strdup(_(said[verdict]));
}

static GPtrArray *indicator_rows(const struct programme *p)
{
	GPtrArray *rows = rows_new();

	for (guint i = 0; i < p->indicators->len; i++) {
		const struct indicator *indicator = p->indicators->pdata[i];
		const struct reading_record *r = programme_reading(p, indicator, p->period);
		g_autoptr(GPtrArray) series = programme_series(p, indicator);
		g_autofree char *value = r ? reading_words(r) : NULL;
		struct programme_row *row = programme_row_add(
			rows, r ? ' ' : 'U', indicator, g_strdup(indicator->title),
			r ? g_strdup_printf("%s %s", value, indicator->unit ? indicator->unit : "")
			  : g_strdup(_("no value")),
			NULL, r ? programme_change_words(p, indicator) : NULL);

		for (guint n = series->len; n-- > 0;) {
			const struct reading_record *one = series->pdata[n];
			const struct period period = {one->since, one->until};
			g_autofree char *when = programme_period_format(period),
					*words = reading_words(one);

			tell(row, g_strdup_printf("%s  %s   %s", when, words,
						  one->source ? one->source : ""));
		}
	}
	return rows;
}

/* checks, defects, register */

static int late_first(gconstpointer a, gconstpointer b)
{
	const struct programme_row *one = *(struct programme_row *const *)a,
				   *other = *(struct programme_row *const *)b;

	return (other->late > one->late) - (other->late < one->late);
}

static GPtrArray *check_rows(const struct programme *p)
{
	GPtrArray *rows = rows_new();

	for (guint i = 0; i < p->assets->len; i++) {
		const struct asset *a = p->assets->pdata[i];
		struct check_state state;
		g_autofree char *due = NULL;
		struct programme_row *row;

		if (!programme_check_state(p, a, &state))
			continue;
		due = day_name_beside(state.due, p->today);
		row = programme_row_add(
			rows, state.days_late ? 'R' : ' ', a, g_strdup(a->title),
			g_strdup(check_text(state.list, session_english(p->session))),
			code_of(p, a->owner),
			state.days_late
				? g_strdup_printf(ngettext("missed, %d day late",
							   "missed, %d days late", state.days_late),
						  state.days_late)
				: g_strdup_printf(_("due %s"), due));
		row->late = state.days_late;
		if (state.open)
			tell(row, g_strdup_printf(_("A round is begun; %u points are open."),
						  inspection_open_points(state.open)));
		if (state.open_defects)
			tell(row, g_strdup_printf(ngettext("%d open defect", "%d open defects",
							   state.open_defects),
						  state.open_defects));
	}
	g_ptr_array_sort(rows, late_first);
	return rows;
}

static char *asset_title(const struct programme *p, const struct defect *d)
{
	const struct place *place = registry_place(session_registry(p->session), d->place);

	for (guint i = 0; d->asset && i < p->assets->len; i++) {
		const struct asset *a = p->assets->pdata[i];

		if (a->record.key == d->asset)
			return g_strdup(a->title);
	}
	return g_strdup(place ? place->name : "");
}

static GPtrArray *defect_rows(const struct programme *p)
{
	GPtrArray *rows = rows_new();

	for (guint i = p->defects->len; i-- > 0;) {
		const struct defect *d = p->defects->pdata[i];
		gboolean late = is_late(p, d);
		g_autofree char *due = NULL;
		struct programme_row *row;

		if (d->state > DEFECT_WAITING && d->fixed != TIME_NONE &&
		    d->fixed < period_start(p->period))
			continue;
		due = d->due == TIME_NONE ? g_strdup("")
					  : day_name_beside(time_day(d->due), p->today);
		row = programme_row_add(rows, late ? 'R' : ' ', d, g_strdup(d->text),
					asset_title(p, d), owner_words(p, d),
					late ? g_strdup_printf(_("late since %s"), due)
					     : word_of(&defect_kind, "state", d->state));
		row->late = late ? MAX(p->today - time_day(d->due), 1) : 0;
		if (d->waiting)
			tell(row, g_strdup_printf(_("Waits for: %s"), d->waiting));
		if (d->how)
			tell(row, g_strdup(d->how));
	}
	g_ptr_array_sort(rows, late_first);
	return rows;
}

/* "Informationsklass: 2" */
static char *property_words(const struct programme *p, const struct asset *a, const char *property)
{
	g_auto(GStrv) parts = g_strsplit(property, "=", 2);
	const struct asset_property *known = asset_property_find(a->form, parts[0]);

	return !known || !parts[1] ? g_strdup(property)
				   : g_strdup_printf("%s: %s",
						     session_english(p->session) ? known->label_en
										 : known->label_sv,
						     parts[1]);
}

static GPtrArray *register_rows(const struct programme *p)
{
	GPtrArray *rows = rows_new();

	for (guint i = 0; i < p->assets->len; i++) {
		const struct asset *a = p->assets->pdata[i];
		const struct asset_property *form = asset_property_find(a->form, "");
		const struct place *place = registry_place(session_registry(p->session), a->place);
		struct programme_row *row;

		row = programme_row_add(rows, ' ', a, g_strdup(a->title),
					g_strdup(!form                         ? a->form
						 : session_english(p->session) ? form->label_en
									       : form->label_sv),
					code_of(p, a->owner), g_strdup(place ? place->name : ""));
		for (guint n = 0; n < codes_count(a->properties); n++)
			tell(row, property_words(p, a, a->properties[n]));
	}
	return rows;
}

GPtrArray *programme_rows(const struct programme *p, enum programme_tab tab, gint64 above)
{
	static GPtrArray *(*const makers[])(const struct programme *) = {
		[TAB_AGREEMENT] = agreement_rows, [TAB_INDICATORS] = indicator_rows,
		[TAB_CHECKS] = check_rows,        [TAB_DEFECTS] = defect_rows,
		[TAB_REGISTER] = register_rows,   [TAB_LAW] = programme_law_rows,
	};

	return tab == TAB_OVERVIEW ? overview_rows(p, above) : makers[tab](p);
}
