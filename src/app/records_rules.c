/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form would not take, in records of osg's own that people changed in a file: names that are
 * taken out, slips of the year, points and numbers that cannot be. */
#include "config.h"

#include "app/records_rules.h"

#include <math.h>
#include <string.h>

#include "osg/error.h"
#include "osg/registry.h"
#include "osg/week.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

/* Without these nobody could say which record it is, or whose. */
static const struct {
	const struct record_kind *kind;
	const char *field;
} needed[] = {
	{&place_kind, "name"},
	{&area_kind, "name"},
	{&organisation_kind, "code"},
	{&organisation_kind, "name"},
	{&category_kind, "code"},
	{&focus_group_kind, "title"},
	{&measure_kind, "title"},
	{&nil_report_kind, "week"},
	{&nil_report_kind, "organisation"},
	{&meeting_kind, "week"},
};

/* Numbers that are 0 at least. */
static const struct {
	const struct record_kind *kind;
	const char *field;
	int most;
} counts[] = {{&category_kind, "weight", 1000}, {&area_kind, "population", G_MAXINT}};

static gboolean is_said(const struct field *f, gconstpointer record)
{
	const char *text;

	switch (f->kind) {
	case FIELD_CODE:
	case FIELD_PROSE:
		text = FIELD_AT(char *const, record, f);
		return text && text[strspn(text, " ")];
	case FIELD_REF:
		return FIELD_AT(const gint64, record, f) != 0;
	case FIELD_WEEK:
		return FIELD_AT(const int, record, f) != WEEK_NONE;
	default:
		return TRUE;
	}
}

/* DAY_NONE: the field is no time, or says none. */
static int day_of(const struct field *f, gconstpointer record)
{
	int small;
	gint64 time;

	switch (f->kind) {
	case FIELD_DAY:
		return FIELD_AT(const int, record, f);
	case FIELD_WEEK:
		small = FIELD_AT(const int, record, f);
		return small == WEEK_NONE ? DAY_NONE : week_monday(small);
	case FIELD_TIME:
		time = FIELD_AT(const gint64, record, f);
		return time == TIME_NONE ? DAY_NONE : time_day(time);
	default:
		return DAY_NONE;
	}
}

static gboolean refuse(GError **error, const char *field, const char *sentence)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, "%s: %s", field, sentence);
	return FALSE;
}

static gboolean times_fit(const struct record *record, GError **error)
{
	int first = day_from_civil(FIRST_YEAR, 1, 1), last = day_from_civil(LAST_YEAR, 12, 31);

	for (const struct field *f = record->kind->fields; f->name; f++) {
		int day = f->count ? DAY_NONE : day_of(f, record);

		if (day != DAY_NONE && (day < first || day > last))
			return refuse(error, f->name,
				      _("the year cannot be right; expected one between 1900 and "
					"2199."));
	}
	return TRUE;
}

static gboolean point_fits(const struct place *place, GError **error)
{
	gboolean said = !isnan(place->lat) || !isnan(place->lon);

	return !said || (fabs(place->lat) <= 90 && fabs(place->lon) <= 180) ||
	       refuse(error, "lat",
		      _("The point needs a latitude and a longitude, for example 59.2363 "
			"17.9822."));
}

static gboolean outline_fits(const struct area *area, GError **error)
{
	for (guint r = 0; r < area->boundary->len; r++) {
		const GArray *ring = area->boundary->pdata[r];
		gboolean fits = ring->len >= 8;

		for (guint i = 0; fits && i < ring->len; i++)
			fits = fabs(g_array_index(ring, double, i)) <= (i % 2 ? 90 : 180);
		if (!fits)
			return refuse(error, "boundary",
				      _("rings of four points or more in degrees were expected, "
					"longitude first."));
	}
	return TRUE;
}

static gboolean counts_fit(const struct record *record, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
		const struct field *f = counts[i].kind == record->kind
						? fields_find(record->kind->fields, counts[i].field)
						: NULL;
		int count = f ? FIELD_AT(const int, record, f) : 0;

		if (count < 0 || count > counts[i].most)
			return refuse(error, counts[i].field,
				      _("it cannot be that much, or less than 0."));
	}
	return TRUE;
}

gboolean records_fit(const struct record *record, GError **error)
{
	if (record->withdrawn)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
		if (needed[i].kind == record->kind &&
		    !is_said(fields_find(record->kind->fields, needed[i].field), record)) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("%s must be said."),
				    needed[i].field);
			return FALSE;
		}
	return times_fit(record, error) && counts_fit(record, error) &&
	       (record->kind != &place_kind || point_fits((const struct place *)record, error)) &&
	       (record->kind != &area_kind || outline_fits((const struct area *)record, error));
}

gboolean records_stay_whose(const struct registry *registry, const struct record *stored,
			    const struct record *record, GError **error)
{
	static const struct record_kind *const kinds[] = {&observation_kind, &nil_report_kind,
							  &planned_event_kind};
	const struct field *f = fields_find(record->kind->fields, "organisation");
	const struct organisation *whose;

	for (gsize i = 0; stored && i < G_N_ELEMENTS(kinds); i++) {
		if (kinds[i] != record->kind || field_equal(f, stored, record))
			continue;
		whose = registry_organisation(registry, FIELD_AT(const gint64, stored, f));
		if (!whose)
			return TRUE;
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("organisation: the record is of %s here, and no file gives it to "
			      "another; expected %s."),
			    whose->code, whose->code);
		return FALSE;
	}
	return TRUE;
}
