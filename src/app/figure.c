/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a figure of the programme's prints comes from: its reading, what that was counted or summed
 * of, and how. A row of the table is a sort of source. */
#include "config.h"

#include "osg/app_programme.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/setup.h"
#include "osg/week.h"

void figure_free(struct traced_figure *figure)
{
	if (!figure)
		return;
	g_free(figure->title);
	g_free(figure->fact);
	g_free(figure->formula);
	g_ptr_array_unref(figure->parts);
	g_free(figure);
}

static void part_free(gpointer data)
{
	struct figure_part *part = data;

	g_free(part->title);
	g_free(part->value);
	g_free(part->state);
	g_free(part->source);
	g_free(part->filter);
	record_free(part->record);
	g_free(part);
}

/* Takes the texts, NULL = "". */
static struct figure_part *part(struct traced_figure *figure, gconstpointer record, char *title,
				char *value, char *state)
{
	struct figure_part *part = g_new0(struct figure_part, 1);

	part->title = title ? title : g_strdup("");
	part->value = value ? value : g_strdup("");
	part->state = state ? state : g_strdup("");
	part->record = record ? record_copy(record) : NULL;
	g_ptr_array_add(figure->parts, part);
	return part;
}

gboolean figure_period(const char *source, struct period *period)
{
	const char *at = strrchr(source, '@');

	return at && programme_period_parse(at + 1, period, NULL);
}

static struct traced_figure *figure_new(char *take_title)
{
	struct traced_figure *figure = g_new0(struct traced_figure, 1);

	figure->title = take_title;
	figure->parts = g_ptr_array_new_with_free_func(part_free);
	return figure;
}

/* readings */

static char *period_words(const struct reading_record *r)
{
	return programme_period_format((struct period){r->since, r->until});
}

/* How the reading came to its value. */
static char *reading_formula(const struct indicator *indicator, const struct reading_record *r)
{
	GString *out = g_string_new(NULL);
	g_autofree char *when = period_words(r);

	if (!r->record.key)
		g_string_append_printf(out, _("The number of events that “%s” finds in %s."),
				       indicator->filter, when);
	else if (!isnan(r->numerator) && !isnan(r->denominator))
		g_string_append_printf(out, _("100 × %g / %g."), r->numerator, r->denominator);
	else
		g_string_append_printf(out, _("As it was read from %s."),
				       r->source           ? r->source
				       : indicator->source ? indicator->source
							   : "–");
	if (r->said)
		g_string_append_printf(out, _(" It was written as “%s”."), r->said);
	if (!isnan(r->low) && !isnan(r->high))
		g_string_append_printf(out, _(" It lies between %g and %g."), r->low, r->high);
	if (r->rank_of)
		g_string_append_printf(out, _(" Rank %d of %d."), r->rank, r->rank_of);
	return g_string_free(out, FALSE);
}

static char *standing(const struct reading_record *r, const struct reading_record *in_force)
{
	if (r->plan)
		return g_strdup(_("planned"));
	if (r != in_force)
		return g_strdup(_("replaced"));
	return r->reason ? g_strdup_printf(_("in force: %s"), r->reason)
			 : g_strdup(C_("reading", "in force"));
}

static void add_readings(const struct programme *p, struct traced_figure *figure,
			 const struct reading_record *in_force)
{
	for (guint i = p->readings->len; i-- > 0;) {
		const struct reading_record *r = p->readings->pdata[i];

		if (r->indicator == in_force->indicator && r->since == in_force->since &&
		    r->until == in_force->until)
			part(figure, r, period_words(r), reading_words(r), standing(r, in_force));
	}
}

static void add_observations(struct traced_figure *figure, const struct indicator *indicator,
			     const struct reading_record *r)
{
	char *filter = programme_filter(indicator, (struct period){r->since, r->until});

	if (filter)
		part(figure, NULL, g_strdup(_("Observations")), reading_words(r),
		     g_strdup(r->source))
			->filter = filter;
}

static const struct indicator *indicator_of(const struct programme *p, const char *code)
{
	for (guint i = 0; i < p->indicators->len; i++)
		if (g_strcmp0(((const struct indicator *)p->indicators->pdata[i])->code, code) == 0)
			return p->indicators->pdata[i];
	return NULL;
}

static const struct activity_record *activity_of(const struct programme *p, gint64 key)
{
	for (guint i = 0; key && i < p->activities->len; i++)
		if (((const struct record *)p->activities->pdata[i])->key == key)
			return p->activities->pdata[i];
	return NULL;
}

static struct traced_figure *of_reading(const struct programme *p, const char *code,
					struct period period)
{
	const struct indicator *indicator = indicator_of(p, code);
	const struct reading_record *r = indicator ? programme_reading(p, indicator, period) : NULL;
	const struct activity_record *activity = r ? activity_of(p, r->activity) : NULL;
	struct traced_figure *figure;

	if (!r)
		return NULL;
	figure = figure_new(g_strdup(indicator->title));
	figure->fact = reading_fact(r);
	figure->formula = reading_formula(indicator, r);
	add_readings(p, figure, r);
	add_observations(figure, indicator, r);
	if (activity)
		part(figure, activity, g_strdup(activity->title), NULL, g_strdup(_("Activity")));
	part(figure, indicator, g_strdup(indicator->title), g_strdup(indicator->unit),
	     g_strdup(_("Indicator")));
	return figure;
}

/* sums and counts */

static struct traced_figure *of_sum(const struct programme *p, const char *unit,
				    struct period period)
{
	struct traced_figure *figure = figure_new(g_strdup_printf(_("Sum of %s"), unit));
	g_autofree char *when = programme_period_format(period);
	double sum = 0;

	for (guint i = 0; i < p->indicators->len; i++) {
		const struct indicator *indicator = p->indicators->pdata[i];
		const struct reading_record *r = g_strcmp0(indicator->unit, unit) == 0
							 ? programme_reading(p, indicator, period)
							 : NULL;

		if (!r || isnan(r->value))
			continue;
		sum += r->value;
		part(figure, NULL, g_strdup(indicator->title), reading_words(r), NULL)->source =
			g_strdup_printf("%s@%s", indicator->code, when);
	}
	figure->fact = g_strdup_printf("%.0f", sum);
	figure->formula =
		g_strdup_printf(ngettext("The sum of %u value of %s that is counted in %s.",
					 "The sum of the %u values of %s that are counted in %s.",
					 figure->parts->len),
				figure->parts->len, when, unit);
	return figure;
}

/* The objective of that code in what is in force in the period: the programme's before an
 * agreement's. */
static const struct objective *objective_of(const struct programme *p, const char *code)
{
	const struct mandate *first = programme_of(p);
	const struct objective *found = NULL;

	for (guint i = 0; i < p->objectives->len; i++) {
		const struct objective *o = p->objectives->pdata[i];

		if (g_strcmp0(o->code, code) != 0 || !programme_covers(p, o->since, o->until) ||
		    !programme_asks(p, o->record.key, 0))
			continue;
		if (!found || (first && o->mandate == first->record.key))
			found = o;
	}
	return found;
}

static gboolean is_any(const struct programme *p UNUSED, const struct activity_record *a)
{
	return a->state != ACTIVITY_DROPPED;
}

static gboolean is_done(const struct programme *p UNUSED, const struct activity_record *a)
{
	return a->state == ACTIVITY_DONE;
}

static gboolean is_late(const struct programme *p, const struct activity_record *a)
{
	return activity_days_late(p, a) > 0;
}

static void
add_activities(const struct programme *p, struct traced_figure *figure, const struct objective *o,
	       gboolean (*counts)(const struct programme *, const struct activity_record *))
{
	const struct field *state = fields_find(activity_kind.fields, "state");

	for (guint i = 0; i < p->activities->len; i++) {
		const struct activity_record *a = p->activities->pdata[i];

		if (programme_covers(p, a->since, a->until) && counts(p, a) &&
		    programme_is_under(p, a->objective, o->record.key))
			part(figure, a, g_strdup(a->title), NULL,
			     g_strdup(setup_word(state, a->state)));
	}
}

static void add_values(const struct programme *p, struct traced_figure *figure,
		       const struct objective *o)
{
	g_autofree char *when = programme_period_format(p->period);

	for (guint i = 0; i < p->indicators->len; i++) {
		const struct indicator *indicator = p->indicators->pdata[i];
		const struct reading_record *r = programme_reading(p, indicator, p->period);

		if (r && programme_is_under(p, indicator->objective, o->record.key))
			part(figure, NULL, g_strdup(indicator->title), reading_words(r), NULL)
				->source = g_strdup_printf("%s@%s", indicator->code, when);
	}
}

static const struct {
	const char *name;
	gboolean (*counts)(const struct programme *, const struct activity_record *);
	const char *formula;
} counts[] = {
	{"activities", is_any, N_("The activities of the period under it that were not dropped.")},
	{"done", is_done, N_("The activities of the period under it that are done.")},
	{"late", is_late, N_("The activities under it that are open after their end.")},
	{"values", NULL, N_("The indicators under it that have a value of the period.")},
};

gboolean defect_of_clock(const struct programme *p, const struct defect *d, const char *clock)
{
	return g_strcmp0(d->clock, clock) == 0 && d->started < period_end(p->period) &&
	       (d->started >= period_start(p->period) || d->fixed == TIME_NONE ||
		d->fixed >= period_start(p->period));
}

/* Of a clock: those that are put right in time, or all that were put right or ought to be. */
static struct traced_figure *of_clock(const struct programme *p, const char *code,
				      gboolean in_time_only)
{
	const struct service_clock *clock = service_clock_find(code);
	const struct field *state = fields_find(defect_kind.fields, "state");
	struct traced_figure *figure;

	if (!clock)
		return NULL;
	figure = figure_new(
		g_strdup(session_english(p->session) ? clock->label_en : clock->label_sv));
	for (guint i = 0; i < p->defects->len; i++) {
		const struct defect *d = p->defects->pdata[i];
		struct in_time sum = {0};

		if (!defect_of_clock(p, d, code))
			continue;
		in_time_add(&sum, d, p->now);
		if (in_time_only ? sum.fixed_in_time : sum.fixed + sum.late_open)
			part(figure, d, g_strdup(d->text), NULL,
			     g_strdup(setup_word(state, d->state)));
	}
	figure->fact = g_strdup_printf("%u", figure->parts->len);
	figure->formula =
		g_strdup(in_time_only ? _("Those that were put right before their time ran out.")
				      : _("Those that were put right, and those that are open "
					  "past their time."));
	return figure;
}

static struct traced_figure *of_count(const struct programme *p, const char *name, const char *code)
{
	const struct objective *o = objective_of(p, code);
	struct traced_figure *figure;

	for (gsize i = 0; o && i < G_N_ELEMENTS(counts); i++) {
		if (strcmp(counts[i].name, name) != 0)
			continue;
		figure = figure_new(programme_name(p->session, o));
		if (counts[i].counts)
			add_activities(p, figure, o, counts[i].counts);
		else
			add_values(p, figure, o);
		figure->fact = g_strdup_printf("%u", figure->parts->len);
		figure->formula = g_strdup(_(counts[i].formula));
		return figure;
	}
	return NULL;
}

struct traced_figure *programme_figure(const struct programme *p, const char *source,
				       GError **error)
{
	const char *at = strrchr(source, '@');
	g_autofree char *name = at ? g_strndup(source, (gsize)(at - source)) : g_strdup(source);
	char *colon = strchr(name, ':');
	struct period period = p->period;
	struct traced_figure *figure = NULL;

	if (!at || figure_period(source, &period)) {
		if (colon)
			*colon = '\0';
		figure = !colon                         ? of_reading(p, name, period)
			 : strcmp(name, "sum") == 0     ? of_sum(p, colon + 1, period)
			 : strcmp(name, "in-time") == 0 ? of_clock(p, colon + 1, TRUE)
			 : strcmp(name, "due") == 0     ? of_clock(p, colon + 1, FALSE)
							: of_count(p, name, colon + 1);
	}
	if (!figure)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no figure “%s”; one is named as oj.plats@2019, and "
			      "“osg trace --year 2019” lists those of a follow-up."),
			    source);
	return figure;
}
