/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids, random numbers, compiled-in files, settings and exit statuses. */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "osg/digest.h"
#include "osg/error.h"
#include "osg/id.h"
#include "osg/random.h"
#include "osg/resource.h"
#include "osg/settings.h"

/* The examples of FIPS 180-2, appendix B. */
static void test_digest(void)
{
	g_autoptr(Digest) digest = digest_new();
	g_autofree char *whole = digest_of_text("abc"), *pieces = NULL, *empty = digest_of_text("");

	g_assert_cmpstr(whole, ==,
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	g_assert_cmpstr(empty, ==,
			"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_add(digest, "a", 1);
	struct digest *copy = digest_copy(digest);
	digest_add(digest, "bc", 2);
	pieces = digest_end_text(digest);
	g_assert_cmpstr(pieces, ==, whole);
	digest_add(copy, "bc", 2);
	g_autofree char *copied = digest_end_text(copy);
	g_assert_cmpstr(copied, ==, whole);
	digest_free(copy);
}

static void test_id(void)
{
	char text[ID_TEXT_SIZE], next[ID_TEXT_SIZE], named[ID_TEXT_SIZE];
	struct id a = id_new(1700000000000), b = id_new(1700000000000), c = id_new(1700000000001),
		  read, none = {{0}};
	struct id name = id_from_name("osg", "SKA"), same = id_from_name("osg", "SKA"),
		  other = id_from_name("os", "gSKA");

	id_format(&a, text);
	id_format(&b, next);
	g_assert_true(g_str_has_prefix(text, "018bcfe5-6800-7"));
	g_assert_nonnull(strchr("89ab", text[19]));
	g_assert_cmpstr(text, <, next);
	g_assert_cmpint(memcmp(&b, &c, sizeof b), <, 0);
	g_assert_true(id_parse(text, &read) && id_equal(&read, &a));
	g_assert_true(id_is_null(&none) && !id_is_null(&a));
	id_format(&name, named);
	g_assert_cmpint(named[14], ==, '8');
	g_assert_true(id_equal(&name, &same) && !id_equal(&name, &other));
	static const char *const bad[] = {"",
					  "018bcfe5",
					  "{018bcfe5-6800-7b41-939f-333fdd3d6399}",
					  "018bcfe5-6800-7b41-939f-333fdd3d639",
					  "018bcfe5-6800-7b41-939f-333fdd3d63990",
					  "018bcfe5x6800-7b41-939f-333fdd3d6399",
					  "018bcfe5-6800-7b41-939f-333fdd3d639g"};
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(id_parse(bad[i], &read));
	g_assert_true(id_parse("018BCFE5-6800-7B41-939F-333FDD3D6399", &read));
}

/* splitmix64 of 1234567 and xoshiro256** of {1,2,3,4}: the numbers that other implementations
 * publish as their test. */
static void test_random(void)
{
	struct random r = {{1, 2, 3, 4}}, one, two;
	static const guint64 expected[] = {11520, 0, 1509978240,
					   G_GUINT64_CONSTANT(1215971899390074240)};

	for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
		g_assert_cmpuint(random_u64(&r), ==, expected[i]);
	random_seed(&r, 1234567);
	g_assert_cmpuint(r.s[0], ==, G_GUINT64_CONSTANT(6457827717110365317));
	g_assert_cmpuint(r.s[1], ==, G_GUINT64_CONSTANT(3203168211198807973));
	random_seed_stream(&one, 7, 1);
	random_seed_stream(&two, 7, 2);
	g_assert_cmpuint(random_u64(&one), !=, random_u64(&two));
	int counts[6] = {0};
	for (int i = 0; i < 60000; i++) {
		double unit = random_unit(&r);
		g_assert_true(unit >= 0 && unit < 1);
		counts[random_below(&r, 6)]++;
	}
	for (int i = 0; i < 6; i++)
		g_assert_cmpint(ABS(counts[i] - 10000), <, 500);
}

static void test_resource(void)
{
	gsize size = 0;
	const char *taxonomy = resource_data("taxonomy.csv", &size);
	g_autoptr(GPtrArray) list = resource_list(""), none = resource_list("nowhere/");

	g_assert_nonnull(taxonomy);
	g_assert_true(g_str_has_prefix(taxonomy, "code,label_sv"));
	g_assert_cmpuint(strlen(taxonomy), ==, size);
	g_assert_null(resource_data("nothing.csv", &size));
	g_assert_true(g_ptr_array_find_with_equal_func(list, "taxonomy.csv", g_str_equal, NULL));
	g_assert_cmpuint(none->len, ==, 0);
}

static void test_settings(void)
{
	g_autofree char *folder = g_dir_make_tmp("osg-settings-XXXXXX", NULL),
			*path = g_build_filename(folder, "a", "settings.ini", NULL);
	g_autofree char *sub = g_path_get_dirname(path), *content = NULL;
	g_autoptr(GError) error = NULL;

	g_unsetenv("OSG_LANG");
	g_unsetenv("OSG_THEME");
	struct settings *s = settings_new(path);
	g_assert_cmpuint(settings_complaints(s)->len, ==, 0);
	g_assert_cmpstr(settings_get(s, "screen", "theme"), ==, "colour");
	g_assert_true(settings_set(s, "screen", "theme", "light", &error));
	settings_free(s);
	g_assert_true(g_file_set_contents(
		path,
		"# min fil\n[screen]\ntheme=light\nmouse=kanske\nescape=25\nfärg\n[okänd]\nx=1\n",
		-1, NULL));
	s = settings_new(path);
	g_assert_cmpuint(settings_complaints(s)->len, ==, 3);
	g_assert_nonnull(strstr(settings_complaints(s)->pdata[0], "line 4"));
	g_assert_nonnull(strstr(settings_complaints(s)->pdata[0], "yes|no"));
	g_assert_nonnull(strstr(settings_complaints(s)->pdata[0], path));
	g_assert_cmpstr(settings_origin(s, "screen", "theme"), ==, "file");
	g_assert_cmpstr(settings_origin(s, "screen", "mouse"), ==, "default");
	g_assert_true(settings_bool(s, "screen", "mouse"));
	g_assert_cmpint(settings_int(s, "screen", "escape"), ==, 25);
	g_assert_false(settings_set(s, "screen", "theme", "pink", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_INPUT);
	g_assert_true(settings_set(s, "screen", "theme", "mono", NULL));
	g_assert_true(settings_set(s, "general", "language", "sv", NULL));
	settings_free(s);
	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	g_assert_cmpstr(content, ==,
			"# min "
			"fil\n[screen]\ntheme=mono\nmouse=kanske\nescape=25\nfärg\n[okänd]\nx=1\n["
			"general]\nlanguage=sv\n");
	g_setenv("OSG_LANG", "en", TRUE);
	s = settings_new(path);
	g_assert_cmpstr(settings_get(s, "general", "language"), ==, "en");
	g_assert_cmpstr(settings_origin(s, "general", "language"), ==, "environment");
	settings_free(s);
	g_unlink(path);
	g_rmdir(sub);
	g_rmdir(folder);
}

static void test_settings_defaults(void)
{
	for (gsize i = 0; i < settings_count; i++) {
		g_autoptr(GError) error = NULL;
		setting_check(&settings_table[i], settings_table[i].standard, &error);
		g_assert_no_error(error);
	}
}

static void test_exit_status(void)
{
	for (int code = OSG_ERROR_INPUT; code <= OSG_ERROR_CANCELLED; code++) {
		g_autoptr(GError) error = g_error_new_literal(OSG_ERROR, code, "x");
		g_assert_cmpint(osg_error_exit_status(error), ==, code == OSG_ERROR_STORE ? 3 : 1);
	}
	g_autoptr(GError) other = g_error_new_literal(G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
	g_assert_cmpint(osg_error_exit_status(other), ==, 3);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/id", test_id);
	g_test_add_func("/base/digest", test_digest);
	g_test_add_func("/base/random", test_random);
	g_test_add_func("/base/resource", test_resource);
	g_test_add_func("/base/settings", test_settings);
	g_test_add_func("/base/settings/defaults", test_settings_defaults);
	g_test_add_func("/base/exit-status", test_exit_status);
	return g_test_run();
}
