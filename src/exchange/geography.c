/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A municipality from a folder: municipality.geojson, districts.geojson, regso.geojson (sub-areas
 * with the area they belong to), population.csv, places.csv, organisations.csv, participants.csv.
 * All but the first are optional. A place is its name, not its point: several names may share one,
 * and quality C means that the point is for nothing but the name. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/geo_kind.h"
#include "exchange/geojson.h"
#include "osg/number.h"
#include "exchange/sheet.h"
#include "osg/csv.h"
#include "osg/exchange.h"
#include "osg/text.h"

#define FAULTS_TOLD 20
#define STRANGERS_TOLD 5

struct geography {
	const char *directory;
	struct findings findings;
	GPtrArray *areas, *places, *organisations;
	GHashTable *by_name; /* folded name of an AREA_AREA -> position + 1 */
	GHashTable *names;   /* what must not stand twice -> where it stood */
	int lost;            /* places whose area is not known, because no area is */
	GString *strangers;  /* codes of population.csv that no area has */
	int strange;         /* how many */
	double west, south, east, north;
};

static void geography_fault(struct geography *g, GError **error)
{
	if (*error)
		g_ptr_array_add(g->findings.faults, g_strdup((*error)->message));
	g_clear_error(error);
}

/* FALSE, with a fault that names both, when the name stood somewhere before. */
static gboolean geography_name(struct geography *g, char *take_name, char *take_where)
{
	const char *before = g_hash_table_lookup(g->names, take_name);

	if (!before) {
		g_hash_table_insert(g->names, take_name, take_where);
		return TRUE;
	}
	g_ptr_array_add(g->findings.faults,
			g_strdup_printf(_("%s: the same name or code stands in %s; expected one of "
					  "its own."),
					take_where, before));
	g_free(take_name);
	g_free(take_where);
	return FALSE;
}

static gboolean geography_feature_name(struct geography *g, const char *file,
				       const struct feature *f, const char *upper)
{
	g_autofree char *folded = text_fold(f->name), *within = text_fold(upper);

	return (!f->code || geography_name(g, g_strdup_printf("%s/code/%s", file, f->code),
					   g_strdup_printf(_("%s, feature %d (%s)"), file,
							   f->number, f->name))) &&
	       (f->code || geography_name(g, g_strdup_printf("%s/%s/%s", file, within, folded),
					  g_strdup_printf(_("%s, feature %d (%s)"), file, f->number,
							  f->name)));
}

static struct area *geography_area(struct geography *g, const char *name, enum area_level level,
				   gint64 parent)
{
	struct area *area = record_new(&area_kind);

	area->name = g_strdup(name);
	area->level = (int)level;
	area->parent = parent;
	g_ptr_array_add(g->areas, area);
	return area;
}

/* The area that a sub-area says it belongs to: made at its first one, its boundary grows with each.
 */
static gint64 geography_upper(struct geography *g, const struct feature *f)
{
	g_autofree char *folded = text_fold(f->area);
	gint64 position = GPOINTER_TO_INT(g_hash_table_lookup(g->by_name, folded));
	struct area *area;

	if (!position) {
		geography_area(g, f->area, AREA_AREA, 1);
		position = g->areas->len;
		g_hash_table_insert(g->by_name, g_strdup(folded), GINT_TO_POINTER((int)position));
	}
	area = g->areas->pdata[position - 1];
	area->population = (int)MIN((gint64)area->population + f->population, G_MAXINT);
	rings_append(area->boundary, f->boundary);
	return position;
}

/* The feature that is the municipality: the only one, or the one of that name. NULL adds a fault.
 */
static const struct feature *municipality_choose(struct geography *g, const GPtrArray *features,
						 const char *name)
{
	g_autofree char *wanted = text_fold(name ? name : "");
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; i < features->len; i++) {
		const struct feature *f = features->pdata[i];
		g_autofree char *folded = text_fold(f->name);

		if (features->len == 1 || g_str_equal(folded, wanted))
			return f;
		if (i < FAULTS_TOLD)
			g_string_append_printf(names, "%s%s", i ? ", " : "", f->name);
	}
	g_ptr_array_add(
		g->findings.faults,
		name && *name
			? g_strdup_printf(_("municipality.geojson: no feature is named “%s”. There "
					    "are: %s."),
					  name, names->str)
			: g_strdup_printf(_("municipality.geojson holds %u municipalities; say "
					    "which with --municipality: %s."),
					  features->len, names->str));
	return NULL;
}

/* FALSE: there is none, so nothing else can be judged. */
static gboolean geography_municipality(struct geography *g, const char *name, char **municipality)
{
	g_autoptr(GPtrArray) features =
		geojson_read(g->directory, "municipality.geojson", "name", &g->findings);
	const struct feature *f =
		features && features->len ? municipality_choose(g, features, name) : NULL;
	struct area *area;

	if (features && !features->len && !g->findings.faults->len)
		g_ptr_array_add(g->findings.faults,
				g_strdup(_("municipality.geojson: expected a feature with the "
					   "outline of the municipality.")));
	if (!f)
		return FALSE;
	area = geography_area(g, f->name, AREA_MUNICIPALITY, 0);
	area->code = g_strdup(f->code);
	area->population = f->population;
	rings_append(area->boundary, f->boundary);
	*municipality = g_strdup(f->name);
	g->west = f->west;
	g->south = f->south;
	g->east = f->east;
	g->north = f->north;
	return TRUE;
}

/* Kept, with a word: a file of the neighbours, or of another year. */
static void note_outside(struct geography *g, const char *file, const struct feature *f)
{
	if (g->findings.notes &&
	    (f->east < g->west || f->west > g->east || f->north < g->south || f->south > g->north))
		g_ptr_array_add(g->findings.notes,
				g_strdup_printf(_("%s, feature %d (%s) lies outside the "
						  "municipality; nothing will be counted there."),
						file, f->number, f->name));
}

static void geography_districts(struct geography *g)
{
	static const char file[] = "districts.geojson";
	g_autoptr(GPtrArray) features = geojson_read(g->directory, file, "name", &g->findings);

	for (guint i = 0; features && i < features->len; i++) {
		const struct feature *f = features->pdata[i];
		struct area *area;

		if (!geography_feature_name(g, file, f, ""))
			continue;
		note_outside(g, file, f);
		area = geography_area(g, f->name, AREA_DISTRICT, 1);
		area->code = g_strdup(f->code);
		area->population = f->population;
		rings_append(area->boundary, f->boundary);
	}
}

static void geography_areas(struct geography *g, const char *file)
{
	g_autoptr(GPtrArray) features = geojson_read(g->directory, file, "label", &g->findings);

	for (guint i = 0; features && i < features->len; i++) {
		struct feature *f = features->pdata[i];
		gint64 upper;
		struct area *area;

		if (!f->area)
			f->area = g_strdup(f->name);
		if (!geography_feature_name(g, file, f, f->area))
			continue;
		note_outside(g, file, f);
		upper = geography_upper(g, f);
		area = geography_area(g, f->name, AREA_SUBAREA, upper);
		area->code = g_strdup(f->code);
		area->population = f->population;
		rings_append(area->boundary, f->boundary);
	}
}

static void population_stranger(struct geography *g, int line, const char *code)
{
	if (g->strange++ < STRANGERS_TOLD)
		g_string_append_printf(g->strangers, g->strange > 1 ? ", “%s” (%d)" : "“%s” (%d)",
				       code, line);
}

/* Once for all of them: a file of the whole county has many. */
static void population_note(struct geography *g)
{
	if (g->strange && g->findings.notes)
		g_ptr_array_add(
			g->findings.notes,
			g_strdup_printf(
				ngettext("population.csv: %d row was passed over, because "
					 "no area has its code: %s%s.",
					 "population.csv: %d rows were passed over, because "
					 "no area has their code (line): %s%s.",
					 (gulong)g->strange),
				g->strange, g->strangers->str,
				g->strange > STRANGERS_TOLD ? " …" : ""));
}

static gboolean population_row(struct geography *g, const struct sheet *sheet,
			       const struct sheet_row *row, GHashTable *years, GError **error)
{
	const char *code = sheet_cell(sheet, row, "code");
	const char *said = sheet_cell(sheet, row, "year");
	int year = 0, population;
	gboolean known = FALSE;

	if (*said && (!number_read_count(said, &year) || year > 9999))
		return sheet_fail(sheet, row, "year", _("a year like 2025"), error);
	if (!number_read_count(sheet_cell(sheet, row, "population"), &population))
		return sheet_fail(sheet, row, "population", _("a number of people like 1234"),
				  error);
	if (g_hash_table_contains(years, code) &&
	    year == GPOINTER_TO_INT(g_hash_table_lookup(years, code)))
		return sheet_fail(sheet, row, "code", _("each area once a year"), error);
	if (g_hash_table_contains(years, code) &&
	    year < GPOINTER_TO_INT(g_hash_table_lookup(years, code)))
		return TRUE;
	g_hash_table_insert(years, g_strdup(code), GINT_TO_POINTER(year));
	for (guint a = 0; a < g->areas->len; a++) {
		struct area *area = g->areas->pdata[a];

		known = known || g_strcmp0(area->code, code) == 0;
		if (g_strcmp0(area->code, code) == 0 && area->level != AREA_DISTRICT)
			area->population = population;
	}
	if (!known)
		population_stranger(g, row->line, code);
	return TRUE;
}

/* The latest year's figure of areas that are known by code. */
static void geography_population(struct geography *g)
{
	g_autoptr(GError) error = NULL;
	struct sheet *sheet = sheet_from_file(g->directory, "population.csv", &error);
	g_autoptr(GHashTable) years = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	geography_fault(g, &error);
	for (guint i = 0; sheet && i < sheet->rows->len; i++)
		if (!population_row(g, sheet, sheet->rows->pdata[i], years, &error))
			geography_fault(g, &error);
	population_note(g);
	sheet_free(sheet);
}

/* places */

static gboolean geography_near(const struct geography *g, double lat, double lon)
{
	return lat > g->south - 0.2 && lat < g->north + 0.2 && lon > g->west - 0.4 &&
	       lon < g->east + 0.4;
}

static gboolean place_point(const struct geography *g, const struct sheet *sheet,
			    const struct sheet_row *row, struct place *p, GError **error)
{
	if (!sheet_real(sheet_cell(sheet, row, "latitude"), &p->lat) || fabs(p->lat) > 90)
		return sheet_fail(sheet, row, "latitude", _("degrees like 59.23633"), error);
	if (!sheet_real(sheet_cell(sheet, row, "longitude"), &p->lon) || fabs(p->lon) > 180)
		return sheet_fail(sheet, row, "longitude", _("degrees like 17.98216"), error);
	if (isnan(p->lat) != isnan(p->lon))
		return sheet_fail(sheet, row, isnan(p->lat) ? "latitude" : "longitude",
				  _("both degrees or neither"), error);
	if (isnan(p->lat) || geography_near(g, p->lat, p->lon))
		return TRUE;
	if (geography_near(g, p->lon, p->lat))
		return sheet_fail(sheet, row, "latitude",
				  _("latitude and longitude in their own columns; they seem to "
				    "have changed places"),
				  error);
	return sheet_fail(sheet, row, "latitude", _("a point in the municipality"), error);
}

static gboolean geography_place(struct geography *g, const struct sheet *sheet,
				const struct sheet_row *row, GError **error)
{
	struct place *p = record_new(&place_kind);
	const char *area = sheet_cell(sheet, row, "area");
	g_autofree char *folded = text_fold(area);

	g_ptr_array_add(g->places, p);
	field_set_text(&p->name, sheet_cell(sheet, row, "name"));
	field_set_text(&p->kind, sheet_cell(sheet, row, "kind"));
	field_set_text(&p->owner, sheet_cell(sheet, row, "owner"));
	p->aliases = csv_cell_list(sheet_cell(sheet, row, "aliases"), '|');
	field_set_text(&p->address, sheet_cell(sheet, row, "address"));
	if (!p->name)
		return sheet_fail(sheet, row, "name", _("the name of the place"), error);
	if (!place_point(g, sheet, row, p, error))
		return FALSE;
	p->area = GPOINTER_TO_INT(g_hash_table_lookup(g->by_name, folded));
	geography_name(g, g_strdup_printf("place/%s/%" G_GINT64_FORMAT, p->name, p->area),
		       g_strdup_printf(_("%s, line %d (%s)"), sheet->file, row->line, p->name));
	if (*area && !g_hash_table_size(g->by_name))
		g->lost++;
	else if (*area && !p->area)
		return sheet_fail(sheet, row, "area", _("the name of an area of regso.geojson"),
				  error);
	p->exact = !isnan(p->lat) && !isnan(p->lon) &&
		   !g_str_equal(sheet_cell(sheet, row, "quality"), "C");
	return TRUE;
}

static void geography_places(struct geography *g)
{
	g_autoptr(GError) error = NULL;
	struct sheet *sheet = sheet_from_file(g->directory, "places.csv", &error);

	if (sheet && !sheet_has(sheet, "name"))
		sheet_fail(sheet, NULL, "name", _("a column with that name"), &error);
	for (guint i = 0; sheet && sheet_has(sheet, "name") && i < sheet->rows->len; i++)
		if (!geography_place(g, sheet, sheet->rows->pdata[i], &error))
			geography_fault(g, &error);
	geography_fault(g, &error);
	if (g->lost)
		g_ptr_array_add(
			g->findings.faults,
			g_strdup_printf(
				ngettext("places.csv: %d place names its area, but no areas "
					 "were found; expected them in regso.geojson.",
					 "places.csv: %d places name their areas, but no "
					 "areas were found; expected them in "
					 "regso.geojson.",
					 (gulong)g->lost),
				g->lost));
	sheet_free(sheet);
}

/* organisations */

/* Whether a report is expected of it each week; said or not, it is. */
static gboolean expected_read(const char *text, int *expected)
{
	static const char *const yes[] = {"", "1", "ja", "j", "yes", "y", "x", "true", NULL};
	static const char *const no[] = {"0", "nej", "n", "no", "false", "-", NULL};
	g_autofree char *lower = g_ascii_strdown(text, -1);

	*expected = g_strv_contains(yes, lower);
	return *expected || g_strv_contains(no, lower);
}

static gboolean organisation_row(const struct sheet *sheet, const struct sheet_row *row,
				 GPtrArray *organisations, GError **error)
{
	struct organisation *o = record_new(&organisation_kind);
	const struct field *kind = fields_find(organisation_kind.fields, "kind");
	const char *word = sheet_cell(sheet, row, "kind");

	g_ptr_array_add(organisations, o);
	field_set_text(&o->code, sheet_cell(sheet, row, "code"));
	field_set_text(&o->name, sheet_cell(sheet, row, "name"));
	o->kind = *word ? field_word_index(kind, word) : ORGANISATION_OTHER;
	o->outside = o->kind >= 0 && organisation_is_outside((enum organisation_kind)o->kind);
	o->position = (int)organisations->len;
	if (!o->code)
		return sheet_fail(sheet, row, "code", _("a short code like HUGE"), error);
	if (!o->name)
		return sheet_fail(sheet, row, "name", _("the name of the organisation"), error);
	if (o->kind < 0)
		return sheet_fail(sheet, row, "kind",
				  _("municipal, housing, guard, police, fire or other"), error);
	if (!expected_read(sheet_cell(sheet, row, "expected"), &o->expected))
		return sheet_fail(sheet, row, "expected", _("yes or no"), error);
	return TRUE;
}

static void geography_organisations(struct geography *g)
{
	g_autoptr(GError) error = NULL;
	struct sheet *sheet = sheet_from_file(g->directory, "organisations.csv", &error);

	geography_fault(g, &error);
	for (guint i = 0; sheet && i < sheet->rows->len; i++) {
		const struct sheet_row *row = sheet->rows->pdata[i];
		const struct organisation *o;
		g_autofree char *folded = NULL;

		if (!organisation_row(sheet, row, g->organisations, &error)) {
			geography_fault(g, &error);
			continue;
		}
		o = g->organisations->pdata[g->organisations->len - 1];
		folded = text_fold(o->code);
		geography_name(
			g, g_strdup_printf("organisation/%s", folded),
			g_strdup_printf(_("%s, line %d (%s)"), sheet->file, row->line, o->code));
	}
	sheet_free(sheet);
}

static gint64 organisation_position(const GPtrArray *organisations, const char *code)
{
	for (guint i = 0; i < organisations->len; i++) {
		const struct organisation *o = organisations->pdata[i];

		if (o->code && g_ascii_strcasecmp(o->code, code) == 0)
			return i + 1;
	}
	return 0;
}

static gboolean participant_row(const struct sheet *sheet, const struct sheet_row *row,
				const GPtrArray *organisations, GPtrArray *participants,
				GError **error)
{
	struct participant *p = record_new(&participant_kind);
	const char *role = sheet_cell(sheet, row, "role");

	g_ptr_array_add(participants, p);
	field_set_text(&p->handle, sheet_cell(sheet, row, "handle"));
	field_set_text(&p->title, sheet_cell(sheet, row, "title"));
	p->organisation =
		organisation_position(organisations, sheet_cell(sheet, row, "organisation"));
	p->role = field_word_index(fields_find(participant_kind.fields, "role"), role);
	p->active = 1;
	if (!p->handle || strpbrk(p->handle, " \t;,:\"'/\\"))
		return sheet_fail(sheet, row, "handle", _("a short word like samordnare"), error);
	for (guint i = 0; i + 1 < participants->len; i++)
		if (g_ascii_strcasecmp(((const struct participant *)participants->pdata[i])->handle,
				       p->handle) == 0)
			return sheet_fail(sheet, row, "handle",
					  _("a word of its own, which no line above has"), error);
	if (!p->organisation)
		return sheet_fail(sheet, row, "organisation", _("a code of organisations.csv"),
				  error);
	if (p->role < 0)
		return sheet_fail(sheet, row, "role",
				  _("reporter, participant, coordinator, chair, steering, dpo or "
				    "administrator"),
				  error);
	return TRUE;
}

gboolean participants_read(const char *directory, const GPtrArray *organisations,
			   GPtrArray *participants, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct sheet *sheet = sheet_from_file(directory, "participants.csv", &local);

	for (guint i = 0; sheet && !local && i < sheet->rows->len; i++)
		participant_row(sheet, sheet->rows->pdata[i], organisations, participants, &local);
	sheet_free(sheet);
	if (!local)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

/* All faults in one message, a line each. */
static void geography_refuse(const struct geography *g, GError **error)
{
	g_autoptr(GString) all = g_string_new(NULL);
	guint count = g->findings.faults->len;

	for (guint i = 0; i < MIN(count, FAULTS_TOLD); i++)
		g_string_append_printf(all, "%s%s", i ? "\n" : "",
				       (const char *)g->findings.faults->pdata[i]);
	if (count > FAULTS_TOLD)
		g_string_append_printf(all,
				       ngettext("\nand %u fault more", "\nand %u faults more",
						count - FAULTS_TOLD),
				       count - FAULTS_TOLD);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT, all->str);
}

/* There is no municipality.geojson: what is there instead is said. */
static void refuse_folder(const char *directory, GError **error)
{
	const char *kind;
	g_autofree char *other = geo_kind_beside(directory, &kind),
			*words = other ? geo_kind_words(other, kind) : NULL;

	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("%s has no municipality.geojson; expected a folder with the "
		      "outline of the "
		      "municipality, its areas "
		      "(regso.geojson) and places (places.csv)."),
		    directory);
	if (words)
		g_prefix_error(error, "%s\n", words);
}

gboolean geography_read(const char *directory, const char *name, GPtrArray *areas,
			GPtrArray *places, GPtrArray *organisations, char **municipality,
			GPtrArray *notes, GError **error)
{
	struct geography g = {.directory = directory,
			      .findings = {g_ptr_array_new_with_free_func(g_free), notes},
			      .areas = areas,
			      .places = places,
			      .organisations = organisations};
	gboolean found;

	*municipality = NULL;
	g.strangers = g_string_new(NULL);
	g.by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	found = geography_municipality(&g, name, municipality);
	if (found) {
		geography_districts(&g);
		geography_areas(&g, "regso.geojson");
		geography_areas(&g, "areas.geojson");
		geography_population(&g);
		geography_places(&g);
		geography_organisations(&g);
	}
	if (g.findings.faults->len) {
		geography_refuse(&g, error);
		g_clear_pointer(municipality, g_free);
	} else if (!found) {
		refuse_folder(directory, error);
	}
	g_string_free(g.strangers, TRUE);
	g_hash_table_unref(g.by_name);
	g_hash_table_unref(g.names);
	found = found && !g.findings.faults->len;
	g_ptr_array_unref(g.findings.faults);
	return found;
}
