/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's own mappings: kept, shown, removed, and what was done last taken back. What a name
 * stood for before stays beside it as NAME.ini~. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/mapping.h"
#include "osg/file.h"
#include "osg/mapping_draft.h"
#include "osg/resource.h"
#include "osg/text.h"

enum { LONGEST_NAME = 40 };

static char *own_path(const char *id, const char *ending)
{
	g_autofree char *folder = mapping_folder();
	g_autofree char *name = g_strconcat(id, ending, NULL);

	return g_build_filename(folder, name, NULL);
}

static gboolean is_known(const char *id)
{
	g_autoptr(GPtrArray) ids = mapping_list();

	return g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL);
}

/* The first word of the file's name; what comes after it is usually a week. */
char *mapping_name_for(const char *file)
{
	g_autofree char *base = g_path_get_basename(file);
	g_autofree char *folded = text_fold(base);
	g_autoptr(GString) name = g_string_new(NULL);

	for (const char *p = folded; *p && name->len < LONGEST_NAME; p++) {
		if (!g_ascii_isalpha(*p) && name->len)
			break;
		if (g_ascii_isalpha(*p))
			g_string_append_c(name, *p);
	}
	if (!name->len || g_str_equal(name->str, "csv") || g_str_equal(name->str, "xlsx"))
		g_string_assign(name, "partner");
	for (int n = 2; is_known(name->str); n++) {
		g_string_truncate(name, strcspn(name->str, "-"));
		g_string_append_printf(name, "-%d", n);
	}
	return g_strdup(name->str);
}

gboolean mapping_name_check(const char *id, GError **error)
{
	gsize length = strlen(id);

	if (length && length <= LONGEST_NAME && g_ascii_isalnum(*id) &&
	    strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") == length)
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("“%s” is no name of a mapping; expected small letters a–z, digits, - and _, "
		      "like vaktlogg."),
		    id);
	return FALSE;
}

gboolean mapping_is_own(const char *id)
{
	g_autofree char *path = own_path(id, ".ini");

	return mapping_name_check(id, NULL) && g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static gboolean fail(const char *path, int number, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be written: %s."), path,
		    file_why(number));
	return FALSE;
}

char *mapping_keep(const char *id, const char *text, gboolean replace, GError **error)
{
	g_autofree char *folder = mapping_folder(), *path = own_path(id, ".ini"),
			*before = own_path(id, ".ini~");
	g_autoptr(GError) local = NULL;
	struct mapping *mapping;
	gboolean own;

	if (!mapping_name_check(id, error))
		return NULL;
	own = mapping_is_own(id);
	if (own && !replace) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("There is a mapping “%s” of your own already; choose another name, "
			      "or say that it is replaced (--replace)."),
			    id);
		return NULL;
	}
	mapping = mapping_parse(id, text, strlen(text), error);
	if (!mapping)
		return NULL;
	mapping_free(mapping);
	if (g_mkdir_with_parents(folder, 0700) < 0) {
		fail(folder, errno, error);
		return NULL;
	}
	if (own ? g_rename(path, before) < 0 : g_unlink(before) < 0 && errno != ENOENT) {
		fail(path, errno, error);
		return NULL;
	}
	if (g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
		return g_steal_pointer(&path);
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be written: %s."), path,
		    file_error_why(local));
	return NULL;
}

gboolean mapping_remove(const char *id, GError **error)
{
	g_autofree char *path = own_path(id, ".ini"), *before = own_path(id, ".ini~");

	if (!mapping_is_own(id)) {
		if (is_known(id))
			g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
				    _("The mapping “%s” comes with osg and cannot be removed; one "
				      "of your own with the same name takes its place."),
				    id);
		else
			g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no mapping “%s” of your own."), id);
		return FALSE;
	}
	return g_rename(path, before) == 0 || fail(path, errno, error);
}

/* What stands and what stood before change places. */
gboolean mapping_take_back(const char *id, GError **error)
{
	g_autofree char *path = own_path(id, ".ini"), *before = own_path(id, ".ini~"),
			*between = own_path(id, ".ini~~");
	gboolean stands, stood;

	if (!mapping_name_check(id, error))
		return FALSE;
	stands = g_file_test(path, G_FILE_TEST_IS_REGULAR);
	stood = g_file_test(before, G_FILE_TEST_IS_REGULAR);
	if (!stands && !stood) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is nothing of a mapping “%s” to take back."), id);
		return FALSE;
	}
	if ((stood && g_rename(before, between) < 0) || (stands && g_rename(path, before) < 0) ||
	    (stood && g_rename(between, path) < 0))
		return fail(path, errno, error);
	return TRUE;
}

static char *read_key_file(const char *id, GError **error)
{
	g_autofree char *own = own_path(id, ".ini"), *name = g_strdup_printf("mappings/%s.ini", id);
	const char *built_in;
	gsize size;

	if (!mapping_is_own(id)) {
		built_in = resource_data(name, &size);
		return built_in ? g_strndup(built_in, size) : NULL;
	}
	return file_load(own, MAPPING_LARGEST, &size, NULL, error);
}

char *mapping_show(const char *id, gboolean english, char **title, GError **error)
{
	struct mapping *mapping = mapping_name_check(id, error) ? mapping_load(id, error) : NULL;

	if (!mapping)
		return NULL;
	*title = g_strdup(!english && mapping->title_sv ? mapping->title_sv : mapping->title);
	mapping_free(mapping);
	return read_key_file(id, error);
}
