/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a row happened. The same few names come back a thousand times in a file, so what they mean
 * is kept by the text of their cells. A name that is not known, or a point that cannot be here, is
 * told and left to a person. */
#include "config.h"

#include "exchange/place_find.h"

#include <math.h>
#include <string.h>

#include "exchange/municipality.h"
#include "exchange/projection.h"
#include "osg/number.h"
#include "osg/position.h"
#include "osg/record.h"
#include "osg/text.h"

#define PLACE_FINDER_KEEPS 50000

struct place_finder {
	const struct registry *registry;
	const struct mapping *mapping;
	const char *municipality;
	GHashTable *names;     /* cells -> struct location */
	GHashTable *addresses; /* folded address -> place */
	GStringChunk *reasons;
	GString *key;
	struct sweref sweref;
	int near;
};

struct place_finder *place_finder_new(const struct registry *v, const struct mapping *mapping,
				      const char *municipality)
{
	struct place_finder *l = g_new0(struct place_finder, 1);
	const GPtrArray *places = registry_places(v);

	l->registry = v;
	l->mapping = mapping;
	l->municipality = municipality ? municipality : "";
	l->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	l->addresses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	l->reasons = g_string_chunk_new(512);
	l->key = g_string_new(NULL);
	for (guint i = 0; places && i < places->len; i++) {
		struct place *p = places->pdata[i];

		if (p->address)
			g_hash_table_replace(l->addresses, text_fold(p->address), p);
	}
	return l;
}

void place_finder_free(struct place_finder *l)
{
	if (!l)
		return;
	g_hash_table_unref(l->names);
	g_hash_table_unref(l->addresses);
	g_string_chunk_free(l->reasons);
	g_string_free(l->key, TRUE);
	sweref_clear(&l->sweref);
	g_free(l);
}

int place_finder_near(const struct place_finder *l)
{
	return l->near;
}

/* names */

static gint64 area_to_count_in(const struct registry *v, const struct area *a)
{
	while (a && a->level == AREA_SUBAREA)
		a = registry_area(v, a->parent);
	return a && a->level == AREA_AREA ? a->record.key : 0;
}

/* "Skogås" the area and "Skogås" the point on a map have one name: in a text the area is meant. */
static gboolean place_is_point(const struct registry *v, const struct place *p)
{
	return p->exact && !registry_find_area(v, p->name);
}

gboolean place_find_text(const struct registry *v, const char *text, gint64 *place, gint64 *area)
{
	g_autoptr(GPtrArray) places = g_ptr_array_new();
	g_autoptr(GPtrArray) areas = g_ptr_array_new();
	const struct place *only = NULL;
	gint64 found = 0;
	guint points = 0;

	registry_find_in_text(v, text, places, areas);
	for (guint i = 0; i < areas->len; i++) {
		gint64 key = area_to_count_in(v, areas->pdata[i]);

		if (key && found && key != found)
			return FALSE;
		if (key)
			found = key;
	}
	for (guint i = 0; i < places->len; i++) {
		const struct place *p = places->pdata[i];

		if (p->area && found && p->area != found)
			return FALSE;
		if (p->area)
			found = p->area;
		if (place_is_point(v, p)) {
			only = p;
			points++;
		}
	}
	*area = found;
	*place = points == 1 ? only->record.key : 0;
	return found || *place;
}

static const struct place *address_look_up(const struct place_finder *l, const char *address)
{
	g_autofree char *folded = text_fold(address);

	return g_hash_table_lookup(l->addresses, folded);
}

/* Folded, without blanks, and "skolan" as "skola". Owned. */
static char *squeezed(const char *name)
{
	g_autofree char *folded = text_fold(name);
	GString *out = g_string_new(folded);

	g_string_replace(out, " ", "", 0);
	if (g_str_has_suffix(out->str, "skolan"))
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/* "Visättra skola" is Visättraskolan, and no school in Visättra. NULL: none, or several. */
static const struct place *place_written_apart(const struct registry *v, const char *cell)
{
	const GPtrArray *all = registry_places(v);
	g_autofree char *wanted = squeezed(cell);
	const struct place *found = NULL;

	for (guint i = 0; i < all->len; i++) {
		const struct place *p = all->pdata[i];
		g_autofree char *name = squeezed(p->name ? p->name : "");

		if (!g_str_equal(name, wanted))
			continue;
		if (found)
			return NULL;
		found = p;
	}
	return found;
}

static gboolean is_municipality(const struct place_finder *l, const char *cell)
{
	g_autofree char *said = text_fold(cell), *here = text_fold(l->municipality);

	return *said && g_str_equal(said, here);
}

/* One cell: a place, an area, an address, or a text that names one of them. */
static gboolean cell_look_up(const struct place_finder *l, const char *cell,
			     struct location *location)
{
	const struct place *p = *cell ? registry_find_place(l->registry, cell) : NULL;
	const struct area *a;

	if (!*cell)
		return FALSE;
	if (!p)
		p = address_look_up(l, cell);
	if (!p && !registry_find_area(l->registry, cell))
		p = place_written_apart(l->registry, cell);
	if (p && p->exact) {
		location->place = p->record.key;
		return TRUE;
	}
	a = registry_find_area(l->registry, cell);
	if (a ? a->level == AREA_MUNICIPALITY
	      : !p && *l->municipality && municipality_is(l->registry, l->municipality, cell))
		return TRUE;
	if (a && area_to_count_in(l->registry, a) == 0 && is_municipality(l, cell))
		return TRUE; /* a district may have the same name */
	if (a)
		location->area = area_to_count_in(l->registry, a);
	else if (p)
		location->area = p->area;
	if (location->area)
		return TRUE;
	if (!place_find_text(l->registry, cell, &location->place, &location->area))
		return FALSE;
	location->words = !location->place;
	return TRUE;
}

/* A name that an area shares with a place is the area's in its own column. */
static gboolean area_look_up(const struct place_finder *l, const char *cell,
			     struct location *location)
{
	const struct area *a = *cell ? registry_find_area(l->registry, cell) : NULL;

	location->area = a ? area_to_count_in(l->registry, a) : 0;
	return location->area || cell_look_up(l, cell, location);
}

static const char *location_reason(struct place_finder *l, char *take_reason)
{
	const char *kept = g_string_chunk_insert_const(l->reasons, take_reason);

	g_free(take_reason);
	return kept;
}

static const char *said(const char *cell)
{
	return number_is_unsaid(cell) ? "" : cell;
}

/* Whether the area's cell names an area in which the place does not lie. */
static gboolean lies_elsewhere(const struct place_finder *l, const struct location *at,
			       const char *area)
{
	const struct area *named = *area ? registry_find_area(l->registry, area) : NULL;
	const struct place *p = at->place ? registry_place(l->registry, at->place) : NULL;
	gint64 own = p ? p->area : at->area,
	       other = named ? area_to_count_in(l->registry, named) : 0;

	return own && other && own != other;
}

static void names_look_up(struct place_finder *l, const char *place, const char *address,
			  const char *area, struct location *at)
{
	struct location by_area = {.lat = NAN, .lon = NAN};

	*at = by_area;
	place = said(place);
	address = said(address);
	area = said(area);
	if (!*place && !*address && !*area)
		return;
	if (cell_look_up(l, place, at) || cell_look_up(l, address, at)) {
		at->other_area = lies_elsewhere(l, at, area);
		return;
	}
	if (area_look_up(l, area, &by_area)) {
		*at = by_area;
		at->words = *place || *address;
		return;
	}
	at->reason = location_reason(
		l,
		g_strdup(_("no place or area has that name; expected one of the municipality's "
			   "own, as in the list of places, "
			   "or an empty cell; with the area in a column of its own the words are "
			   "kept")));
}

static struct location *names_keep(struct place_finder *l, const struct location *at)
{
	struct location *kept = g_memdup2(at, sizeof *at);

	if (g_hash_table_size(l->names) >= PLACE_FINDER_KEEPS)
		g_hash_table_remove_all(l->names);
	g_hash_table_insert(l->names, g_strdup(l->key->str), kept);
	return kept;
}

gboolean place_find_names(struct place_finder *l, const char *place, const char *address,
			  const char *area, struct location *location)
{
	const struct location *kept;

	g_string_assign(l->key, place);
	g_string_append_c(l->key, '\x1f');
	g_string_append(l->key, address);
	g_string_append_c(l->key, '\x1f');
	g_string_append(l->key, area);
	kept = g_hash_table_lookup(l->names, l->key->str);
	if (!kept) {
		struct location at;
		g_autofree char *clean_place = text_clean(place, -1, FALSE);
		g_autofree char *clean_address = text_clean(address, -1, FALSE);
		g_autofree char *clean_area = text_clean(area, -1, FALSE);

		names_look_up(l, clean_place, clean_address, clean_area, &at);
		kept = names_keep(l, &at);
	}
	*location = *kept;
	return !location->reason;
}

/* points */

static gboolean sweref_point(struct place_finder *l, double a, double b, double *lat, double *lon)
{
	enum coordinate_system system = l->mapping->system;
	int grid = system == SYSTEM_SWEREF99TM     ? SWEREF_TM
		   : system == SYSTEM_SWEREF991800 ? SWEREF_1800
						   : sweref_grid(a, b);

	return sweref_read(&l->sweref, grid, a, b, lat, lon);
}

static char *why_outside(const struct place_finder *l, double lat, double lon)
{
	const char *name = *l->municipality ? l->municipality : _("the municipality");

	if (fabs(lat) < 0.5 && fabs(lon) < 0.5)
		return g_strdup(_("0, 0 lies in the Atlantic; expected a point in the municipality "
				  "or empty cells"));
	if (fabs(lat) > 180 || fabs(lon) > 180)
		return g_strdup_printf(_("%.0f, %.0f are metres, of SWEREF perhaps; expected "
					 "degrees like 59.23633 and 17.98216"),
				       lat, lon);
	if (registry_holds(l->registry, lon, lat) || fabs(lat) > 90)
		return g_strdup_printf(_("latitude and longitude seem to have changed places; in "
					 "%s they are about 59 and 18"),
				       name);
	return g_strdup_printf(_("the point %.5f, %.5f does not lie in %s"), lat, lon, name);
}

static void point_check(struct place_finder *l, struct location *at)
{
	const struct place *p;
	gboolean here = fabs(at->lat) <= 90 && fabs(at->lon) <= 180 &&
			(fabs(at->lat) >= 0.5 || fabs(at->lon) >= 0.5);

	if (here && !registry_holds(l->registry, at->lat, at->lon)) {
		here = l->mapping->outside_keep;
	} else if (here &&
		   (p = registry_place_near(l->registry, at->lat, at->lon, l->mapping->near))) {
		at->place = p->record.key;
	}
	if (!here) {
		at->reason = location_reason(l, why_outside(l, at->lat, at->lon));
		at->lat = at->lon = NAN;
	}
}

static void sweref_look_up(struct place_finder *l, double a, double b, enum point_order order,
			   struct location *at)
{
	if (order == POINT_NORTH_FIRST && b > 6000000 && a < b) {
		at->reason = location_reason(
			l, g_strdup(_("north and east seem to have changed places; north is about "
				      "6 570 000 and east 670 000")));
		return;
	}
	if (sweref_point(l, a, b, &at->lat, &at->lon)) {
		point_check(l, at);
		return;
	}
	at->reason =
		!projection_loads()
			? _("coordinates in SWEREF cannot be read here: PROJ "
			    "is missing (Debian: libproj25)")
			: location_reason(
				  l, g_strdup_printf(_("%.0f, %.0f is no point of SWEREF; "
						       "expected metres like 6571234 and 674321"),
						     a, b));
	at->lat = at->lon = NAN;
}

/* X is north on Swedish maps and east in most programs: the one that lies here is meant. */
static void point_turn(const struct place_finder *l, enum point_order order, struct location *at)
{
	double lat = at->lat;

	if (order != POINT_EITHER || registry_holds(l->registry, at->lat, at->lon) ||
	    !registry_holds(l->registry, at->lon, at->lat))
		return;
	at->lat = at->lon;
	at->lon = lat;
}

static void numbers_look_up(struct place_finder *l, double a, double b, enum point_order order,
			    struct location *at)
{
	gboolean degrees = fabs(a) <= 180 && fabs(b) <= 180;

	if (l->mapping->system != SYSTEM_WGS84 && !(l->mapping->system == SYSTEM_ANY && degrees)) {
		sweref_look_up(l, a, b, order, at);
		return;
	}
	at->lat = a;
	at->lon = b;
	point_turn(l, order, at);
	point_check(l, at);
}

static gboolean number_of_cell(const char *cell, double *number, enum axis *axis)
{
	*axis = AXIS_UNSAID;
	return number_read(cell, NUMBER_DECIMAL, NULL, number) ||
	       coordinate_read(cell, number, axis);
}

/* One cell may hold both. */
static gboolean cells_read(const char *first, const char *second, struct position *p)
{
	enum axis axis, other;

	if (!second || !*second)
		return position_read(first, p);
	if (!number_of_cell(first, &p->first, &axis) || !number_of_cell(second, &p->second, &other))
		return FALSE;
	p->said = FALSE;
	if (axis == AXIS_EAST && other == AXIS_EAST)
		return FALSE;
	return axis != AXIS_NORTH || other != AXIS_NORTH;
}

static void point_look_up(struct place_finder *l, const char *first, const char *second,
			  enum point_order order, struct location *at)
{
	struct position p;

	*at = (struct location){.lat = NAN, .lon = NAN};
	if (cells_read(first, second, &p)) {
		numbers_look_up(l, p.first, p.second, order, at);
		return;
	}
	at->reason = location_reason(
		l, g_strdup(!second ? _("expected a position like 59.23633, 17.98216")
			    : l->mapping->system == SYSTEM_WGS84 || l->mapping->system == SYSTEM_ANY
				    ? _("expected two numbers like 59.23633 and 17.98216")
				    : _("expected two numbers like 6571234 and 674321")));
}

/* What programs write where there is no coordinate. */
static gboolean is_placeholder(const char *cell)
{
	static const char *const words[] = {"x", "0", "0 0", ".", "point empty", NULL};

	if (*cell >= '1' && *cell <= '9') /* nearly all */
		return FALSE;

	g_autofree char *folded = text_fold(cell);
	gsize zeros = strspn(cell, "0.,; ");

	return number_is_unsaid(cell) || g_strv_contains(words, folded) ||
	       (cell[0] == '0' && !cell[zeros]);
}

gboolean place_find_no_point(const char *first, const char *second, gboolean zeros)
{
	return is_placeholder(first) && (!second || is_placeholder(second)) &&
	       (zeros || !strchr(first, '0'));
}

gboolean place_find_is_point(const char *cell)
{
	struct position p;

	return position_read(cell, &p) &&
	       (sweref_is(p.first, p.second) ||
		(fabs(p.first) <= 180 && fabs(p.second) <= 180 &&
		 (p.said || (p.first != floor(p.first) && p.second != floor(p.second)))));
}

gboolean place_find_point(struct place_finder *l, const char *first, const char *second,
			  enum point_order order, struct location *location)
{
	point_look_up(l, first, second, order, location);
	if (location->place)
		l->near++;
	return !location->reason;
}
