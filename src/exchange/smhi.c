/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weather warnings of SMHI (impact-based warnings, API version 1, JSON) as planned events: one a
 * warned area, with the level as a word before it. The service gives the whole country; a warning
 * whose polygon holds none of the municipality's places is read past. Its texts of advice stay
 * where they are. */
#include "config.h"

#include <string.h>

#include "exchange/alert.h"
#include "exchange/formats.h"
#include "exchange/whole.h"

/* {"sv": "Skåne län", "en": "Skåne county"}; borrowed, NULL = not said. */
static const char *word_of(const json_t *object, const char *key)
{
	static const char *const languages[] = {"sv", "en", "code"};
	const json_t *word = json_object_get(object, key);

	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
		const char *text = json_string_value(json_object_get(word, languages[i]));

		if (text && *text)
			return text;
	}
	return NULL;
}

/* where it holds */

/* Whether lines from the point to the east cross the ring an odd number of times; other than an
 * array of positions is none. */
static gboolean ring_holds(const json_t *ring, double lat, double lon)
{
	gboolean inside = FALSE;
	gsize count = json_array_size(ring);

	for (gsize i = 0, j = count - 1; i < count; j = i++) {
		const json_t *a = json_array_get(ring, i), *b = json_array_get(ring, j);
		double ax = json_number_value(json_array_get(a, 0)),
		       ay = json_number_value(json_array_get(a, 1)),
		       bx = json_number_value(json_array_get(b, 0)),
		       by = json_number_value(json_array_get(b, 1));

		if ((ay > lat) != (by > lat) && lon < (bx - ax) * (lat - ay) / (by - ay) + ax)
			inside = !inside;
	}
	return inside;
}

/* Every ring of a polygon, a multipolygon, a feature or a collection of them. */
static void find_rings(const json_t *geometry, int depth, GPtrArray *rings)
{
	enum { DEEPEST = 8 };
	static const char *const inner[] = {"features", "geometry", "geometries", "coordinates"};

	if (depth > DEEPEST)
		return;
	for (gsize i = 0; json_is_object(geometry) && i < G_N_ELEMENTS(inner); i++)
		find_rings(json_object_get(geometry, inner[i]), depth + 1, rings);
	if (json_is_number(json_array_get(json_array_get(json_array_get(geometry, 0), 0), 0))) {
		for (gsize i = 0; i < json_array_size(geometry); i++)
			g_ptr_array_add(rings, json_array_get(geometry, i));
		return;
	}
	for (gsize i = 0; i < json_array_size(geometry); i++)
		find_rings(json_array_get(geometry, i), depth + 1, rings);
}

/* A warning without a polygon, and one that is read where no place is known, may well be for
 * here. */
static gboolean holds_here(const json_t *area, const struct registry *registry)
{
	g_autoptr(GPtrArray) rings = g_ptr_array_new();
	const GPtrArray *places = registry_places(registry);
	gboolean judged = FALSE;

	find_rings(json_object_get(area, "area"), 0, rings);
	for (guint p = 0; rings->len && p < places->len; p++) {
		const struct place *place = places->pdata[p];
		gboolean inside = FALSE;

		for (guint r = 0; r < rings->len; r++)
			inside ^= ring_holds(rings->pdata[r], place->lat, place->lon);
		if (inside)
			return TRUE;
		judged = TRUE;
	}
	return !judged;
}

/* a warning */

static char *area_names(const json_t *area)
{
	const json_t *affected = json_object_get(area, "affectedAreas");
	g_autoptr(GString) names = g_string_new(NULL);

	for (gsize i = 0; i < json_array_size(affected); i++) {
		const char *name =
			json_string_value(json_object_get(json_array_get(affected, i), "sv"));

		if (name && *name)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
	}
	return names->len ? g_strdup(names->str) : g_strdup(word_of(area, "areaName"));
}

/* "Orange varning: kraftiga vindbyar", in the language that SMHI warns in; a message has no level.
 */
static char *title_of(const json_t *warning, const json_t *area)
{
	const char *level =
		json_string_value(json_object_get(json_object_get(area, "warningLevel"), "code"));
	const char *word = word_of(area, "warningLevel");
	const char *what = word_of(area, "eventDescription");

	if (!what)
		what = word_of(warning, "event");
	if (!what || !word)
		return g_strdup(what);
	if (g_strcmp0(level, "MESSAGE") == 0)
		return g_strdup_printf("%s: %s", word, what);
	return g_strdup_printf("%s varning: %s", word, what);
}

struct warning_reading {
	struct alerts alerts;
	int elsewhere, number;
};

static gboolean take_area(struct warning_reading *r, const json_t *warning, const json_t *area,
			  GError **error)
{
	const json_t *id = json_object_get(area, "id");
	struct alert a = {.line = -r->number};

	if (json_is_object(area) && !holds_here(area, r->alerts.reader->registry)) {
		r->elsewhere++;
		return TRUE;
	}
	if (!json_is_object(area))
		alert_fault(&a, NULL, NULL,
			    g_strdup(_("expected a warning with warningAreas, as the warning "
				       "service of SMHI gives them")));
	if (json_is_integer(id))
		a.id = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(id));
	a.title = title_of(warning, area);
	a.areas = area_names(area);
	a.from = alert_member(area, "approximateStart");
	a.to = alert_member(area, "approximateEnd");
	return alert_take(&r->alerts, &a, error);
}

static gboolean take_warning(struct warning_reading *r, const json_t *warning, GError **error)
{
	const json_t *areas = json_object_get(warning, "warningAreas");
	gboolean ok = TRUE;

	r->number++;
	if (!json_is_array(areas))
		return take_area(r, warning, NULL, error);
	for (gsize i = 0; ok && i < json_array_size(areas); i++)
		ok = take_area(r, warning, json_array_get(areas, i), error);
	return ok;
}

static gboolean smhi_read(const char *bytes, gsize length, const struct record_reader *reader,
			  GError **error)
{
	json_t *list = whole_json(bytes, length, reader->file, _("a list of warnings"), error);
	struct warning_reading r = {.number = 0};
	g_autofree char *elsewhere = NULL;
	gboolean ok = list != NULL;

	alerts_begin(&r.alerts, reader, "smhi");
	for (gsize i = 0; ok && i < json_array_size(list); i++)
		ok = take_warning(&r, json_array_get(list, i), error);
	if (ok && json_is_object(list))
		ok = take_warning(&r, list, error);
	ok = alerts_end(&r.alerts, ok, json_is_array(list), error);
	if (ok && r.elsewhere) {
		elsewhere = g_strdup_printf(
			ngettext("%d warning holds none of the places here and was read past.",
				 "%d warnings hold none of the places here and were read past.",
				 (gulong)r.elsewhere),
			r.elsewhere);
		reader->note(elsewhere, reader->data);
	}
	json_decref(list);
	return ok;
}

/* An empty list is what the service answers while nothing is warned of: the name of the file says
 * then whose it is. */
static int smhi_sniff(const char *head, gsize length, const char *name)
{
	gsize blank = strspn(head, " \t\r\n");
	g_autofree char *small = g_ascii_strdown(name ? name : "", -1);

	if (blank == length || !strchr("[{", head[blank]))
		return 0;
	if (strstr(head, "\"warningAreas\"") || strstr(head, "\"mhoClassification\""))
		return 98;
	return head[blank] == '[' && strspn(head + blank + 1, " \t\r\n]") == length - blank - 1 &&
			       (strstr(small, "smhi") || strstr(small, "warning"))
		       ? 60
		       : 0;
}

const struct format format_smhi = {
	.id = "smhi",
	.title = N_("warnings of SMHI (JSON)"),
	.sniff = smhi_sniff,
	.foreign = TRUE,
	.read_records = smhi_read,
};
