/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A municipality from a folder: municipality.geojson, districts.geojson, regso.geojson (sub-areas
 * with the area they belong to), population.csv, places.csv, organisations.csv, participants.csv.
 * All but the first are optional. A place is its name, not its point: several names may share one,
 * and quality C means that the point is for nothing but the name. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "exchange/geo_kind.h"
#include "exchange/geography_private.h"
#include "exchange/geojson.h"
#include "exchange/members.h"
#include "exchange/municipality.h"
#include "osg/number.h"
#include "exchange/sheet.h"
#include "osg/exchange.h"
#include "osg/text.h"

#define FAULTS_TOLD 20
#define STRANGERS_TOLD 5

gboolean geography_name(struct geography *g, char *take_name, char *take_where)
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

static char *feature_place(const char *file, const struct feature *f)
{
	return g_strdup_printf(_("%s, feature %d (%s)"), file, f->number, f->name);
}

/* Codes tell areas of one name apart, but nobody who types the name can. */
static void note_name(struct geography *g, char *take_key, char *take_where)
{
	const char *before = g_hash_table_lookup(g->names, take_key);

	if (!before) {
		g_hash_table_insert(g->names, take_key, take_where);
		return;
	}
	if (g->findings.notes)
		text_add_line(g->findings.notes,
			      _("%s has the same name as %s: their codes alone tell them apart."),
			      take_where, before);
	g_free(take_key);
	g_free(take_where);
}

static gboolean geography_feature_name(struct geography *g, const char *file,
				       const struct feature *f, const char *upper)
{
	g_autofree char *folded = text_fold(f->name), *within = text_fold(upper);
	char *key = g_strdup_printf("%s/%s/%s", file, within, folded);

	if (!f->code)
		return geography_name(g, key, feature_place(file, f));
	note_name(g, key, feature_place(file, f));
	return geography_name(g, g_strdup_printf("%s/code/%s", file, f->code),
			      feature_place(file, f));
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
	static const char file[] = "municipality.geojson";
	g_autofree char *wanted = municipality_key(name);
	g_autoptr(GString) names = g_string_new(NULL);
	const struct feature *found = NULL;

	for (guint i = 0; i < features->len; i++) {
		const struct feature *f = features->pdata[i];
		g_autofree char *folded = municipality_key(f->name);

		if (((features->len == 1 && !*wanted) || g_str_equal(folded, wanted)) &&
		    geography_name(g, g_strdup(file), feature_place(file, f)))
			found = f;
		if (i < FAULTS_TOLD)
			g_string_append_printf(names, "%s%s", i ? ", " : "", f->name);
	}
	if (found)
		return found;
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

/* A ring from its least point on: where it begins is nobody's choice. Owned. */
static char *ring_text(const GArray *ring)
{
	const double *at = (const double *)(gconstpointer)ring->data;
	guint count = ring->len / 2, first = 0;
	GString *text = g_string_new(NULL);

	count -= count > 1; /* the last point is the first */
	for (guint i = 1; i < count; i++)
		if (at[2 * i] < at[2 * first] ||
		    (at[2 * i] == at[2 * first] && at[2 * i + 1] < at[2 * first + 1]))
			first = i;
	for (guint i = 0; i < count; i++) {
		const double *point = at + 2 * (gsize)((first + i) % count);

		g_string_append_printf(text, "%.7f %.7f ", point[0], point[1]);
	}
	return g_string_free(text, FALSE);
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Two areas with one outline are a slip of whoever made the file: told, with both. FALSE: it is one
 * of them. */
static gboolean note_outline(struct geography *g, const char *file, const struct feature *f)
{
	g_autoptr(GPtrArray) rings = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *whole = NULL, *digest = NULL, *where = feature_place(file, f);
	const char *before;
	char *key;

	for (guint i = 0; i < f->boundary->len; i++)
		g_ptr_array_add(rings, ring_text(f->boundary->pdata[i]));
	g_ptr_array_sort(rings, compare_texts);
	g_ptr_array_add(rings, NULL);
	whole = g_strjoinv(";", (char **)rings->pdata);
	digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, whole, -1);
	key = g_strdup_printf("outline/%s/%s", file, digest);
	before = g_hash_table_lookup(g->names, key);
	if (!before) {
		g_hash_table_insert(g->names, key, g_steal_pointer(&where));
		return TRUE;
	}
	if (g->findings.notes)
		text_add_line(g->findings.notes,
			      _("%s has the same outline as %s: what happens there is counted in "
				"one of them."),
			      where, before);
	g_free(key);
	return FALSE;
}

static void geography_districts(struct geography *g)
{
	static const char file[] = "districts.geojson";
	g_autoptr(GPtrArray) features = geojson_read(g->directory, file, "name", &g->findings);
	g_autoptr(GPtrArray) outlines = g_ptr_array_new();

	for (guint i = 0; features && i < features->len; i++) {
		const struct feature *f = features->pdata[i];
		struct area *area;

		if (!geography_feature_name(g, file, f, ""))
			continue;
		note_outside(g, file, f);
		if (note_outline(g, file, f))
			g_ptr_array_add(outlines, features->pdata[i]);
		area = geography_area(g, f->name, AREA_DISTRICT, 1);
		area->code = g_strdup(f->code);
		area->population = f->population;
		rings_append(area->boundary, f->boundary);
	}
	geography_overlaps(g, file, outlines);
}

static void geography_areas(struct geography *g, const char *file)
{
	g_autoptr(GPtrArray) features = geojson_read(g->directory, file, "label", &g->findings);
	g_autoptr(GPtrArray) outlines = g_ptr_array_new();

	for (guint i = 0; features && i < features->len; i++) {
		struct feature *f = features->pdata[i];
		gint64 upper;
		struct area *area;

		if (!f->area)
			f->area = g_strdup(f->name);
		if (!geography_feature_name(g, file, f, f->area))
			continue;
		note_outside(g, file, f);
		if (note_outline(g, file, f))
			g_ptr_array_add(outlines, features->pdata[i]);
		upper = geography_upper(g, f);
		area = geography_area(g, f->name, AREA_SUBAREA, upper);
		area->code = g_strdup(f->code);
		area->population = f->population;
		rings_append(area->boundary, f->boundary);
	}
	geography_overlaps(g, file, outlines);
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
	if (g->unsaid && g->findings.notes)
		text_add_line(g->findings.notes,
			      ngettext("population.csv: %d row says no number of people.",
				       "population.csv: %d rows say no number of people.",
				       (gulong)g->unsaid),
			      g->unsaid);
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
	if (number_is_unsaid(sheet_cell(sheet, row, "population"))) {
		g->unsaid++;
		return TRUE;
	}
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
	static const char *const names[] = {"code",   "population", "year", "level",
					    "parent", "name",       NULL};
	gboolean fine;
	g_autoptr(GError) error = NULL;
	struct sheet *sheet = sheet_from_file(g->directory, "population.csv", &error);
	g_autoptr(GHashTable) years = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	findings_fault(&g->findings, &error);
	fine = sheet && sheet_columns(sheet, names, 2, &g->findings);
	for (guint i = 0; fine && i < sheet->rows->len; i++)
		if (!population_row(g, sheet, sheet->rows->pdata[i], years, &error))
			findings_fault(&g->findings, &error);
	population_note(g);
	sheet_free(sheet);
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

/* A file under nearly one of the names: organizations.csv, Places.CSV, participants.xlsx. */
static void note_misnamed(const char *directory, const char *file, GPtrArray *notes)
{
	static const char *const stems[] = {"municipality",  "districts",    "regso",
					    "areas",         "population",   "places",
					    "organisations", "participants", NULL};
	g_autofree char *stem = g_ascii_strdown(file, -1), *read = NULL, *path = NULL;
	const char *meant, *ending;

	stem[strcspn(stem, ".")] = '\0';
	meant = text_nearest(stem, stems);
	ending = meant && g_strv_contains(stems + 4, meant) ? "csv" : "geojson";
	read = g_strdup_printf("%s.%s", meant ? meant : "", ending);
	path = g_build_filename(directory, read, NULL);
	if (meant && !g_str_equal(read, file) && !g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_autofree char *shown = text_clean(file, -1, FALSE);

		text_add_line(notes, _("%s was not read; is %s meant?"), shown, read);
	}
}

static void note_strangers(const char *directory, GPtrArray *notes)
{
	g_autoptr(GDir) folder = g_dir_open(directory, 0, NULL);
	const char *file;

	while (notes && folder && (file = g_dir_read_name(folder)))
		note_misnamed(directory, file, notes);
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
	g.lines = g_array_new(FALSE, FALSE, sizeof(int));
	found = geography_municipality(&g, name, municipality);
	if (found) {
		geography_districts(&g);
		geography_areas(&g, "regso.geojson");
		geography_areas(&g, "areas.geojson");
		geography_population(&g);
		geography_places(&g);
		organisations_read(directory, organisations, &g.findings);
		note_strangers(directory, notes);
	}
	if (g.findings.faults->len) {
		findings_refuse(&g.findings, error);
		g_clear_pointer(municipality, g_free);
	} else if (!found) {
		refuse_folder(directory, error);
	}
	g_string_free(g.strangers, TRUE);
	g_hash_table_unref(g.by_name);
	g_hash_table_unref(g.names);
	g_array_unref(g.lines);
	sweref_clear(&g.sweref);
	found = found && !g.findings.faults->len;
	g_ptr_array_unref(g.findings.faults);
	return found;
}
