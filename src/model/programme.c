/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programme's records must be like, each alone and among its own. */
#include "config.h"

#include "osg/programme.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/week.h"

static gboolean refuse(const char **field, const char *name, GError **error, const char *why)
{
	*field = name;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, why);
	return FALSE;
}

static gboolean says(const char *text)
{
	return text && *text;
}

static gboolean is_ordered(int since, int until, const char **field, GError **error)
{
	return since == DAY_NONE || until == DAY_NONE || until >= since ||
	       refuse(field, "until", error,
		      _("It ends before it begins; expected is an end such as 2019-12-31 after "
			"2019-01-01."));
}

/* mandates */

gboolean mandate_settle(gpointer record, int today, const char **field, GError **error)
{
	const struct mandate *m = record;

	if (!says(m->title))
		return refuse(
			field, "title", error,
			_("The title is missing, such as “Riktlinjer för klotter 2018–2022”."));
	if (m->decided != DAY_NONE && m->decided > today)
		return refuse(field, "decided", error,
			      _("It was decided on a day that has not come; leave the day open "
				"until it is decided."));
	if (m->review_months < 0 || m->review_months > 120)
		return refuse(field, "review_months", error,
			      _("It is followed up every so many months, 1 to 120; 12 is yearly."));
	if (m->replaces && m->replaces == m->record.key)
		return refuse(field, "replaces", error, _("It cannot replace itself."));
	return is_ordered(m->since, m->until, field, error);
}

guint mandate_lacks(const struct mandate *m)
{
	gboolean bound = m->form == MANDATE_AGREEMENT || m->form == MANDATE_PARTNERSHIP;
	guint lacks = (m->decided != DAY_NONE ? 0 : MANDATE_LACKS_DECIDED) |
		      (says(m->dnr) ? 0 : MANDATE_LACKS_DNR) |
		      (says(m->body) ? 0 : MANDATE_LACKS_BODY);

	if (bound)
		lacks |= (codes_count(m->parties) ? 0 : MANDATE_LACKS_PARTIES) |
			 (says(m->purpose) ? 0 : MANDATE_LACKS_PURPOSE) |
			 (says(m->scope) ? 0 : MANDATE_LACKS_SCOPE) |
			 (m->until != DAY_NONE ? 0 : MANDATE_LACKS_END);
	return lacks;
}

gboolean mandate_in_force(const struct mandate *m, int day)
{
	return !mandate_lacks(m) && (m->since == DAY_NONE || m->since <= day) &&
	       (m->until == DAY_NONE || day <= m->until);
}

int day_months_on(int day, int months)
{
	int year, month, mday, all, on;

	day_to_civil(day, &year, &month, &mday);
	all = year * 12 + month - 1 + months;
	do
		on = day_from_civil(all / 12, all % 12 + 1, mday--);
	while (on == DAY_NONE);
	return on;
}

int mandate_review(const struct mandate *m, int last)
{
	int from = last != DAY_NONE ? last : m->decided;

	return m->review_months && from != DAY_NONE ? day_months_on(from, m->review_months)
						    : DAY_NONE;
}

static gboolean overlaps(const struct mandate *a, const struct mandate *b)
{
	return (a->since == DAY_NONE || b->until == DAY_NONE || a->since <= b->until) &&
	       (b->since == DAY_NONE || a->until == DAY_NONE || b->since <= a->until);
}

gboolean mandate_fits(const struct mandate *m, const GPtrArray *others, const char **field,
		      GError **error)
{
	if (m->form != MANDATE_AGREEMENT || mandate_lacks(m))
		return TRUE;
	for (guint i = 0; i < others->len; i++) {
		const struct mandate *other = others->pdata[i];

		if (other->record.key == m->record.key || other->form != MANDATE_AGREEMENT ||
		    mandate_lacks(other) || other->record.key == m->replaces || !overlaps(m, other))
			continue;
		*field = "replaces";
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("“%s” is in force on the same days; name it as the one that this "
			      "replaces, and it ends the day before."),
			    other->title);
		return FALSE;
	}
	return TRUE;
}

/* objectives */

gboolean objective_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	const struct objective *o = record;

	if (!says(o->code))
		return refuse(field, "code", error, _("The code is missing, such as 1.4."));
	if (!says(o->text))
		return refuse(field, "text", error,
			      _("The objective is missing, such as “Minska antalet olyckor”."));
	if (o->parent && o->parent == o->record.key)
		return refuse(field, "parent", error, _("An objective cannot stand under itself."));
	return is_ordered(o->since, o->until, field, error);
}

static const struct objective *objective_of(const GPtrArray *all, gint64 key)
{
	for (guint i = 0; key && i < all->len; i++)
		if (((const struct record *)all->pdata[i])->key == key)
			return all->pdata[i];
	return NULL;
}

gboolean objective_fits(const struct objective *o, const GPtrArray *others, const char **field,
			GError **error)
{
	const struct objective *up = objective_of(others, o->parent);

	for (guint steps = 0; up && steps <= others->len; steps++) {
		if (o->record.key && up->record.key == o->record.key)
			return refuse(field, "parent", error,
				      _("An objective cannot stand under itself, nor under one of "
					"its own parts; choose another."));
		up = objective_of(others, up->parent);
	}
	for (guint i = 0; i < others->len; i++) {
		const struct objective *other = others->pdata[i];

		if (other->record.key != o->record.key && other->mandate == o->mandate &&
		    g_strcmp0(other->code, o->code) == 0)
			return refuse(field, "code", error,
				      _("Another objective of the same mandate has that code."));
	}
	return TRUE;
}

/* activities and indicators */

gboolean activity_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	struct activity_record *a = record;

	if (!says(a->title))
		return refuse(field, "title", error,
			      _("What is done is missing, such as “Utbildning på 16 skolor”."));
	if (!says(a->form))
		field_set_text(&a->form, "activity");
	if (!catalogue_find(&activity_catalogue, a->form))
		return refuse(field, "form", error,
			      _("There is no such form of activity; expected is one such as "
				"activity, training, exercise or activation."));
	if (a->state == ACTIVITY_DROPPED && !says(a->reason))
		return refuse(field, "reason", error,
			      _("A dropped activity says why it was dropped."));
	return is_ordered(a->since, a->until, field, error);
}

static gboolean is_code(const char *code)
{
	if (!says(code))
		return FALSE;
	for (; *code; code++)
		if (!g_ascii_islower(*code) && !g_ascii_isdigit(*code) && !strchr("._-", *code))
			return FALSE;
	return TRUE;
}

gboolean indicator_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	const struct indicator *i = record;

	if (!is_code(i->code))
		return refuse(field, "code", error,
			      _("The code is what texts cite, in small letters, figures and full "
				"stops, such as oj.plats."));
	if (!says(i->title))
		return refuse(field, "title", error,
			      _("The title is missing, such as “Anmäld skadegörelse”."));
	if (i->form == INDICATOR_COMPUTED && !says(i->filter))
		return refuse(field, "filter", error,
			      _("What is computed needs a filter of observations, such as "
				"“klotter”."));
	if (i->break_year && !says(i->break_note))
		return refuse(field, "break_note", error,
			      _("A changed recording says what changed, such as “allt klotter "
				"polisanmäls”."));
	return TRUE;
}

/* readings */

static gboolean follows_from_said(struct reading_record *r, const char **field, GError **error)
{
	if (!says(r->said))
		return TRUE;
	*field = "said";
	return reading_parse(r->said, &r->value, &r->precision, error);
}

static gboolean holds(const struct reading_record *r)
{
	return (isnan(r->low) || isnan(r->high) || r->low <= r->high) &&
	       (isnan(r->low) || isnan(r->value) || r->low <= r->value) &&
	       (isnan(r->high) || isnan(r->value) || r->value <= r->high);
}

gboolean reading_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	struct reading_record *r = record;

	if (!r->indicator)
		return refuse(field, "indicator", error,
			      _("The indicator is missing, such as ufo.timmar."));
	if (r->since == DAY_NONE || r->until == DAY_NONE)
		return refuse(field, "since", error, _("The period is missing, such as 2019."));
	if (!is_ordered(r->since, r->until, field, error) || !follows_from_said(r, field, error))
		return FALSE;
	if (!isnan(r->denominator) && r->denominator <= 0)
		return refuse(field, "denominator", error,
			      _("A share is of more than nothing, such as 30 of 400."));
	if (!isnan(r->numerator) && !isnan(r->denominator) && isnan(r->value))
		r->value = 100 * r->numerator / r->denominator;
	if (isnan(r->value) && !r->rank)
		return refuse(field, "value", error,
			      _("The value is missing; expected is a number such as 400, “nästan "
				"400” or “ca 23 000”."));
	if (!holds(r))
		return refuse(field, "low", error,
			      _("The value does not lie within its margin, such as 61 within 58 "
				"and 64."));
	if (r->rank < 0 || (r->rank_of && r->rank > r->rank_of))
		return refuse(field, "rank", error,
			      _("The rank is above the number of those ranked; such as 110 of "
				"290."));
	return TRUE;
}

/* assets */

static gboolean property_known(const struct asset *a, const char *property, const char **field,
			       GError **error)
{
	const char *value = strchr(property, '=');
	g_autofree char *name =
		value ? g_strndup(property, (gsize)(value - property)) : g_strdup(property);

	if (value && *name && asset_property_find(a->form, name))
		return TRUE;
	*field = "properties";
	g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
		    _("“%s” is no property of “%s”; one is written as purpose=…."), name, a->form);
	return FALSE;
}

static const char *property_value(const struct asset *a, const char *name)
{
	gsize length = strlen(name);

	for (guint i = 0; i < codes_count(a->properties); i++)
		if (strncmp(a->properties[i], name, length) == 0 &&
		    a->properties[i][length] == '=' && a->properties[i][length + 1])
			return a->properties[i] + length + 1;
	return NULL;
}

gboolean asset_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	static const char *const needed[] = {"purpose",      "use",    "ground",
					     "storage_days", "target", "level"};
	const struct asset *a = record;

	if (!says(a->title))
		return refuse(field, "title", error,
			      _("The title is missing, such as “Visättraskolan hus B”."));
	if (!asset_property_find(a->form, ""))
		return refuse(field, "form", error,
			      _("There is no such form of asset; expected is premises, camera, "
				"system or prevention."));
	for (guint i = 0; i < codes_count(a->properties); i++)
		if (!property_known(a, a->properties[i], field, error))
			return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
		const struct asset_property *p = asset_property_find(a->form, needed[i]);

		if (!p || !p->required || property_value(a, needed[i]))
			continue;
		*field = "properties";
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _("“%s” must be said, as %s=…."),
			    needed[i], needed[i]);
		return FALSE;
	}
	return is_ordered(a->since, a->until, field, error);
}

/* rounds */

const char *inspection_answer(const struct inspection *round, const char *point)
{
	gsize length = strlen(point);

	for (guint i = 0; i < codes_count(round->answers); i++)
		if (strncmp(round->answers[i], point, length) == 0 &&
		    round->answers[i][length] == '=')
			return round->answers[i] + length + 1;
	return NULL;
}

void inspection_set_answer(struct inspection *round, const char *point, const char *answer)
{
	const char *old = inspection_answer(round, point);
	g_autofree char *before = old ? g_strdup_printf("%s=%s", point, old) : NULL,
			*now = g_strdup_printf("%s=%s", point, answer);

	if (before)
		codes_remove(&round->answers, before);
	codes_add(&round->answers, now);
}

guint inspection_open_points(const struct inspection *round)
{
	const GPtrArray *all = check_points();
	guint open = 0;

	for (guint i = 0; i < all->len; i++) {
		const struct check_point *p = all->pdata[i];

		open += *p->point && g_strcmp0(p->list, round->list) == 0 &&
			!inspection_answer(round, p->point);
	}
	return open;
}

static gboolean answer_known(const struct inspection *round, const char *answer, const char **field,
			     GError **error)
{
	const char *value = strchr(answer, '=');
	g_autofree char *point =
		value ? g_strndup(answer, (gsize)(value - answer)) : g_strdup(answer);

	*field = "answers";
	if (!value || !*point || !check_point_find(round->list, point))
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("“%s” is no point of the list; one is answered as 1=ok."), point);
	else if (strcmp(value, "=na") == 0 || strcmp(value, "=na:") == 0)
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("Point %s does not apply: say why, as %s=na: finns inte här."), point,
			    point);
	else if (!g_str_has_prefix(value, "=ok") && !g_str_has_prefix(value, "=fault") &&
		 !g_str_has_prefix(value, "=na:"))
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("Point %s is answered by ok, fault or na with the reason."), point);
	else
		return TRUE;
	return FALSE;
}

gboolean inspection_settle(gpointer record, int today, const char **field, GError **error)
{
	struct inspection *round = record;
	const struct check_point *list = check_point_find(round->list, "");

	if (!list)
		return refuse(field, "list", error,
			      _("There is no such list of checks; expected is one such as sba."));
	if (!round->asset)
		return refuse(field, "asset", error, _("A round is made of something: say what."));
	if (round->done != DAY_NONE && round->done > today)
		return refuse(field, "done", error,
			      _("The round is dated ahead; it is entered on the day it was made or "
				"after."));
	for (guint i = 0; i < codes_count(round->answers); i++)
		if (!answer_known(round, round->answers[i], field, error))
			return FALSE;
	round->list_version = list->version;
	round->state = round->done != DAY_NONE && !inspection_open_points(round)
			       ? INSPECTION_DONE
			       : INSPECTION_INCOMPLETE;
	return TRUE;
}

/* defects, notes, editions */

static void defect_follow(struct defect *d)
{
	if (d->due == TIME_NONE && says(d->clock))
		d->due = service_clock_due(d->clock, d->started);
	if (d->fixed != TIME_NONE && d->state < DEFECT_FIXED)
		d->state = DEFECT_FIXED;
	if (d->verified != TIME_NONE && d->state == DEFECT_FIXED)
		d->state = DEFECT_VERIFIED;
}

gboolean defect_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	struct defect *d = record;

	if (!says(d->text))
		return refuse(field, "text", error,
			      _("What is wrong is missing, such as “Containern står mot "
				"fasaden”."));
	if (d->started == TIME_NONE)
		return refuse(field, "started", error,
			      _("When it began is missing: the clock starts there."));
	if (says(d->clock) && !service_clock_find(d->clock))
		return refuse(field, "clock", error,
			      _("There is no such clock; expected is one such as graffiti or "
				"ordinary."));
	if (d->fixed != TIME_NONE && d->fixed < d->started)
		return refuse(field, "fixed", error, _("It was put right before it began."));
	if (d->due != TIME_NONE && d->due < d->started)
		return refuse(field, "due", error, _("It is due before it began."));
	if (d->state == DEFECT_WAITING && !says(d->waiting))
		return refuse(field, "waiting", error,
			      _("A defect that waits says what for, such as “väder”."));
	if (d->state == DEFECT_FIXED && d->fixed == TIME_NONE)
		return refuse(field, "fixed", error, _("When it was put right is missing."));
	defect_follow(d);
	return TRUE;
}

gboolean note_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	const struct note_record *n = record;

	if (!says(n->text) && n->rating == RATING_NONE)
		return refuse(field, "text", error, _("The note is empty."));
	if (n->rating != RATING_NONE && n->form != NOTE_ASSESSMENT)
		return refuse(field, "rating", error, _("Only an assessment has a rating."));
	if (n->record.key && !n->record.withdrawn)
		return refuse(field, "text", error,
			      _("A note stands as it was written; write a new one."));
	return is_ordered(n->since, n->until, field, error);
}

gboolean edition_settle(gpointer record, int today UNUSED, const char **field, GError **error)
{
	const struct edition *e = record;

	return e->record.key == 0 ||
	       refuse(field, "content", error,
		      _("An edition never changes; fix a new one, and both stay."));
}
