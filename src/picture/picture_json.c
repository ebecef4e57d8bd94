/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one written form of a picture: facts, no words. It is canonical, because fixed pictures are
 * stored and summed in it; a member that is missing is "not said" (older versions knew fewer). */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>

#include "osg/error.h"
#include "osg/hotspot.h"
#include "osg/picture.h"
#include "osg/week.h"
#include "picture/picture_fields.h"

/* Reals with six digits, so that 0.1 + 0.2 and 0.3 are the same picture. */
enum { DIGITS = 6 };

char *picture_canonical(json_t *take_value)
{
	char *dumped = json_dumps(take_value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
	char *text = g_strdup(dumped);

	free(dumped);
	json_decref(take_value);
	return text;
}

json_t *picture_json(const struct picture *picture, gboolean content_only)
{
	const struct field_form form = {.digits = DIGITS, .content_only = content_only};

	return fields_to_json(picture_fields, picture, &form);
}

char *picture_to_json(const struct picture *picture, gboolean content_only)
{
	return picture_canonical(picture_json(picture, content_only));
}

GBytes *picture_to_bytes(const struct picture *picture)
{
	return fields_to_bytes(picture_fields, picture);
}

struct picture *picture_from_bytes(GBytes *bytes)
{
	struct picture *picture = picture_new();

	if (!fields_from_bytes(picture_fields, bytes, picture))
		g_clear_pointer(&picture, picture_free);
	return picture;
}

static json_t *load(const char *json, GError **error)
{
	json_error_t fault;
	json_t *root = json_loads(json ? json : "", JSON_REJECT_DUPLICATES, &fault);

	if (!root)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("This is not a stored picture: the JSON is broken at line %d, column "
			      "%d."),
			    fault.line, fault.column);
	return root;
}

struct picture *picture_from_json(const char *json, GError **error)
{
	json_t *root = load(json, error);
	struct picture *picture = NULL;

	if (root && (!json_is_object(root) || !json_is_string(json_object_get(root, "week"))))
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("This is not a stored picture: it should be a JSON object "
				      "with a \"week\", such as "
				      "\"2024-W40\"."));
	else if (root)
		picture = picture_new();
	if (picture && !fields_from_json(picture_fields, root, picture, NULL, "", error))
		g_clear_pointer(&picture, picture_free);
	if (picture && picture->period.first == DAY_NONE && picture->week != WEEK_NONE) {
		picture->period = period_of_week(picture->week);
		picture->before = period_of_week(picture->week - 1);
	}
	json_decref(root);
	return picture;
}

/* one hotspot */

json_t *picture_hotspot_json(const struct picture_hotspot *hotspot)
{
	const struct field_form form = {.digits = DIGITS};

	return fields_to_json(picture_hotspot_fields, hotspot, &form);
}

char *picture_hotspot_to_json(const struct picture_hotspot *hotspot)
{
	return picture_canonical(picture_hotspot_json(hotspot));
}

struct picture_hotspot *picture_hotspot_from_json(const char *json, GError **error)
{
	json_t *root = load(json, error);
	struct picture_hotspot *hotspot = root ? picture_hotspot_new() : NULL;

	if (hotspot &&
	    !fields_from_json(picture_hotspot_fields, root, hotspot, NULL, "hotspot.", error))
		g_clear_pointer(&hotspot, picture_hotspot_free);
	json_decref(root);
	return hotspot;
}

/* what the search rested on */

char *hotspot_basis_to_json(const struct hotspot_basis *basis)
{
	const struct field_form form = {.digits = DIGITS};

	return picture_canonical(fields_to_json(hotspot_basis_fields, basis, &form));
}

gboolean hotspot_basis_from_json(const char *json, struct hotspot_basis *basis, GError **error)
{
	json_t *root = load(json, error);
	gboolean ok =
		root && fields_from_json(hotspot_basis_fields, root, basis, NULL, "basis.", error);

	json_decref(root);
	return ok;
}
