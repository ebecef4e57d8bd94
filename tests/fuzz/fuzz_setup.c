/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any files of a set-up. The first byte chooses: a folder with a municipality's geometry and
 * places, a mapping, settings. */
#include "config.h"

#include "fuzz_files.h"

#include "exchange/mapping.h"
#include "osg/exchange.h"
#include "osg/key_file.h"
#include "osg/settings.h"

const char *const fuzz_name = "setup";
const char *const fuzz_names[3] = {"municipality.geojson", "regso.geojson", "places.csv"};

#define SQUARE "[[[18,59],[18.1,59],[18.1,59.1],[18,59.1],[18,59]]]"
#define FEATURE(name)                                                                              \
	"{\"type\":\"Feature\",\"properties\":{\"name\":\"" name "\"},\"geometry\":{\"type\":"     \
	"\"Polygon\",\"coordinates\":" SQUARE "}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("g" COLLECTION(FEATURE("Provby")) "%" COLLECTION(FEATURE("Norr") "," FEATURE(
		"Syd")) "%name,latitude,longitude,kind,area\nTorget,59.05,18.05,square,Norr\n"),
	FUZZ_SEED("m[mapping]\ntitle=Prov\norganisation=KOM\ndelimiter=;\n[columns]\nid=Nr\ndate="
		  "Datum|%Y-%m-%d\ntime=Tid\ncategory=Typ\nplace=Plats\n[category]\nKlotter=KLO\n"),
	FUZZ_SEED("s[screen]\ncolour=mono\nrefresh=10\n[keys]\nx=export\n"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {"[",
				   "]",
				   "=",
				   "%",
				   "\n",
				   "null",
				   "\"MultiPolygon\"",
				   "[[[[18,59]]]]",
				   "1e999",
				   "-180",
				   "59,5",
				   "%y",
				   "%%",
				   "\xef\xbb\xbf",
				   "\xff",
				   "\x1b",
				   "../",
				   "skip=9999999999",
				   "[columns]",
				   "[words]",
				   NULL};

static gboolean read_geography(GError **error)
{
	GPtrArray *lists[3];
	g_autofree char *municipality = NULL, *folder = g_path_get_dirname(fuzz_paths[0]);

	for (int i = 0; i < 3; i++)
		lists[i] = g_ptr_array_new_with_free_func(record_free);
	gboolean fine = geography_read(folder, NULL, lists[0], lists[1], lists[2], &municipality,
				       NULL, error);
	for (int i = 0; i < 3; i++)
		g_ptr_array_unref(lists[i]);
	return fine;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;

	if (size < 2)
		return 0;
	if (data[0] == 'g') {
		fuzz_files_write(data + 1, size - 1);
		gboolean fine = read_geography(&error);

		fuzz_files_check(fine, error);
	} else if (data[0] == 'm') {
		struct mapping *mapping =
			mapping_parse("prov", (const char *)data + 1, size - 1, &error);

		fuzz_files_check(mapping != NULL, error);
		mapping_free(mapping);
	} else {
		fuzz_files_write(data + 1, size - 1);
		struct settings *settings = settings_new(fuzz_paths[0]);

		for (gsize i = 0; i < settings_count; i++)
			g_assert_nonnull(settings_get(settings, settings_table[i].group,
						      settings_table[i].name));
		settings_free(settings);
	}
	return 0;
}
