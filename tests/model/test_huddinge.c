/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places found in the police's real summaries of Huddinge against the list that was made
 * mechanically from the same files. */
#include "config.h"

#include <string.h>
#include <jansson.h>

#include "osg/record.h"
#include "osg/registry.h"

/* First field of a CSV line, quoted or not. */
static char *first_field(const char *line)
{
	const char *end = *line == '"' ? strchr(line + 1, '"') : strchr(line, ',');

	return *line == '"' ? g_strndup(line + 1, (gsize)(end - line - 1))
			    : g_strndup(line, (gsize)(end - line));
}

static gint64 area_key(GPtrArray *areas, const char *name)
{
	for (guint i = 0; i < areas->len; i++)
		if (strcmp(((struct area *)areas->pdata[i])->name, name) == 0)
			return i + 1;
	struct area *area = record_new(&area_kind);
	area->record.key = areas->len + 1;
	area->level = AREA_AREA;
	area->name = g_strdup(name);
	g_ptr_array_add(areas, area);
	return area->record.key;
}

static GPtrArray *read_places(const char *path, GPtrArray *areas)
{
	GPtrArray *places = g_ptr_array_new();
	g_autofree char *content = NULL;

	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(g_strchomp(content), "\n", -1);
	for (char **line = lines + 1; *line; line++) {
		struct place *place = record_new(&place_kind);
		place->record.key = line - lines;
		place->name = first_field(*line);
		g_auto(GStrv) rest =
			g_strsplit(*line + strlen(place->name) + (**line == '"' ? 3 : 1), ",", 5);
		place->area = area_key(areas, rest[3]);
		g_ptr_array_add(places, place);
	}
	return places;
}

static void test_summaries(void)
{
	const char *folder = g_getenv("OSG_REFERENCE");
	if (!folder || !*folder) {
		g_test_skip("OSG_REFERENCE is not set: the police's events were not read");
		return;
	}
	g_autofree char *events_path = g_build_filename(folder, "data/polisen/huddinge.json", NULL),
			*places_path = g_build_filename(folder, "data/geo/places.csv", NULL),
			*hits_path = g_build_filename(folder,
						      "data/polisen/huddinge_place_hits.csv", NULL),
			*hits = NULL;
	GPtrArray *areas = g_ptr_array_new(), *places = read_places(places_path, areas);
	GPtrArray *kept = g_ptr_array_ref(places), *kept_areas = g_ptr_array_ref(areas);
	struct registry *v = registry_new(NULL, areas, places, NULL, FALSE);
	json_t *events = json_load_file(events_path, 0, NULL), *event;
	size_t i;
	int found = 0, listed = 0, agree = 0;

	g_assert_true(g_file_get_contents(hits_path, &hits, NULL, NULL));
	json_array_foreach(events, i, event)
	{
		g_autoptr(GPtrArray) named = g_ptr_array_new();
		g_autofree char *id = g_strdup_printf(
			"\n%lld,", (long long)json_integer_value(json_object_get(event, "id")));
		const char *row = strstr(hits, id);
		g_autofree char *line =
			row ? g_strndup(row + 1, strcspn(row + 1, "\n")) : g_strdup("");
		gboolean expected = g_str_has_suffix(g_strchomp(line), ",summary");
		registry_find_in_text(v, json_string_value(json_object_get(event, "summary")),
				      named, named);
		found += named->len > 0;
		listed += expected;
		agree += expected == (named->len > 0);
		if (expected != (named->len > 0))
			g_test_message("differs: %s %s", line,
				       json_string_value(json_object_get(event, "summary")));
	}
	g_test_message("%d of %zu summaries name a place, the list says %d, %d agree", found, i,
		       listed, agree);
	g_assert_cmpuint(i, ==, 202);
	g_assert_cmpint(listed, ==, 105);
	g_assert_cmpint(found, ==, 105);
	g_assert_cmpint(agree, ==, 202);
	json_decref(events);
	registry_unref(v);
	for (guint p = 0; p < kept->len; p++)
		record_free(kept->pdata[p]);
	for (guint a = 0; a < kept_areas->len; a++)
		record_free(kept_areas->pdata[a]);
	g_ptr_array_unref(kept_areas);
	g_ptr_array_unref(kept);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/huddinge/summaries", test_summaries);
	return g_test_run();
}
