/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture's life and its one written form. Tables say which members a picture has, in the order
 * of the struct; making the JSON, reading it and freeing all follow from them. The form is
 * canonical, because fixed pictures are stored and summed in it; reading takes a member that is
 * missing for "not said" (older versions knew fewer), and refuses one of the wrong kind by naming
 * it. */
#include "config.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "osg/error.h"
#include "osg/hotspot.h"
#include "osg/picture.h"
#include "osg/week.h"

enum member_kind {
	MEMBER_INT,
	MEMBER_REAL,
	MEMBER_FLAG,
	MEMBER_TEXT,
	MEMBER_TIME,
	MEMBER_WEEK, /* WEEK_NONE is null */
	MEMBER_WORD
};

struct member {
	const char *name;
	enum member_kind kind;
	gsize offset;
	int count;                /* > 0: an array of that many (MEMBER_INT, MEMBER_REAL) */
	const char *const *words; /* MEMBER_WORD */
	gboolean outside;         /* about the version, not of its content */
};

struct list {
	const char *name;
	gsize offset; /* of the GPtrArray * in struct picture */
	gsize size;
	const struct member *members;
	GDestroyNotify free;
};

#define MOST_ROWS 100000 /* of a list: more is no picture of a week */

static const char *const judged_words[] = {"judged", "too-short", "silent", NULL};
static const char *const hotspots_judged_words[] = {"judged", "too-few", "not-sought", NULL};
static const char *const roll_words[] = {"reported", "nil", "silent", "not-member", NULL};
static const char *const state_words[] = {"new", "growing", "steady", "fading", "gone", NULL};
static const char *const decision_words[] = {"none", "group", "dismissed", NULL};
static const char *const flag_words[] = {"none", "notice", "flag", NULL};

#define AT(type, member) offsetof(struct type, member)

static const struct member organisation_members[] = {
	{"code", MEMBER_TEXT, AT(picture_organisation, code)},
	{"name", MEMBER_TEXT, AT(picture_organisation, name)},
	{"roll", MEMBER_WORD, AT(picture_organisation, roll), .words = roll_words},
	{"reports", MEMBER_INT, AT(picture_organisation, reports)},
	{"counted", MEMBER_INT, AT(picture_organisation, counted)},
	{"last_week", MEMBER_INT, AT(picture_organisation, last_week)},
	{"mean4", MEMBER_REAL, AT(picture_organisation, mean4)},
	{"silent_weeks", MEMBER_INT, AT(picture_organisation, silent_weeks)},
	{"note", MEMBER_TEXT, AT(picture_organisation, note)},
	{NULL},
};

static const struct member signal_members[] = {
	{"category", MEMBER_TEXT, AT(picture_signal, category)},
	{"category_label", MEMBER_TEXT, AT(picture_signal, category_label)},
	{"area", MEMBER_TEXT, AT(picture_signal, area)},
	{"now", MEMBER_INT, AT(picture_signal, now)},
	{"last", MEMBER_INT, AT(picture_signal, last)},
	{"mean4", MEMBER_REAL, AT(picture_signal, mean4)},
	{"mean52", MEMBER_REAL, AT(picture_signal, mean52)},
	{"weeks", MEMBER_INT, AT(picture_signal, weeks)},
	{"expected", MEMBER_REAL, AT(picture_signal, expected)},
	{"lower", MEMBER_REAL, AT(picture_signal, lower)},
	{"upper", MEMBER_REAL, AT(picture_signal, upper)},
	{"z", MEMBER_REAL, AT(picture_signal, z)},
	{"p_value", MEMBER_REAL, AT(picture_signal, p_value)},
	{"drift", MEMBER_FLAG, AT(picture_signal, drift)},
	{"flag", MEMBER_WORD, AT(picture_signal, flag), .words = flag_words},
	{"direction", MEMBER_INT, AT(picture_signal, direction)},
	{"highlighted", MEMBER_FLAG, AT(picture_signal, highlighted)},
	{"method", MEMBER_TEXT, AT(picture_signal, method)},
	{"sentence", MEMBER_TEXT, AT(picture_signal, sentence)},
	{"history", MEMBER_INT, AT(picture_signal, history), .count = 14},
	{NULL},
};

static const struct member place_members[] = {
	{"name", MEMBER_TEXT, AT(picture_place, name)},
	{"area", MEMBER_TEXT, AT(picture_place, area)},
	{"now", MEMBER_INT, AT(picture_place, now)},
	{"last", MEMBER_INT, AT(picture_place, last)},
	{"weeks_of_8", MEMBER_INT, AT(picture_place, weeks_of_8)},
	{"top_category", MEMBER_TEXT, AT(picture_place, top_category)},
	{NULL},
};

static const struct member hotspot_members[] = {
	{"number", MEMBER_INT, AT(picture_hotspot, number)},
	{"state", MEMBER_WORD, AT(picture_hotspot, state), .words = state_words},
	{"flag", MEMBER_WORD, AT(picture_hotspot, flag), .words = flag_words},
	{"since", MEMBER_WEEK, AT(picture_hotspot, since)},
	{"places", MEMBER_TEXT, AT(picture_hotspot, places)},
	{"area", MEMBER_TEXT, AT(picture_hotspot, area)},
	{"group", MEMBER_TEXT, AT(picture_hotspot, group)},
	{"lat", MEMBER_REAL, AT(picture_hotspot, lat)},
	{"lon", MEMBER_REAL, AT(picture_hotspot, lon)},
	{"radius", MEMBER_REAL, AT(picture_hotspot, radius)},
	{"first_week", MEMBER_WEEK, AT(picture_hotspot, first_week)},
	{"last_week", MEMBER_WEEK, AT(picture_hotspot, last_week)},
	{"observed", MEMBER_INT, AT(picture_hotspot, observed)},
	{"expected", MEMBER_REAL, AT(picture_hotspot, expected)},
	{"expected_within", MEMBER_REAL, AT(picture_hotspot, expected_within)},
	{"recurrence_years", MEMBER_REAL, AT(picture_hotspot, recurrence_years)},
	{"sudden", MEMBER_FLAG, AT(picture_hotspot, sudden)},
	{"slow", MEMBER_FLAG, AT(picture_hotspot, slow)},
	{"alike", MEMBER_FLAG, AT(picture_hotspot, alike)},
	{"within", MEMBER_FLAG, AT(picture_hotspot, within)},
	{"tie", MEMBER_FLAG, AT(picture_hotspot, tie)},
	{"categories", MEMBER_TEXT, AT(picture_hotspot, categories)},
	{"reporters", MEMBER_TEXT, AT(picture_hotspot, reporters)},
	{"evidence", MEMBER_TEXT, AT(picture_hotspot, evidence)},
	{"history", MEMBER_INT, AT(picture_hotspot, history), .count = PICTURE_HOTSPOT_WEEKS},
	{"lower", MEMBER_REAL, AT(picture_hotspot, lower)},
	{"upper", MEMBER_REAL, AT(picture_hotspot, upper)},
	{"weekdays", MEMBER_INT, AT(picture_hotspot, weekdays), .count = 7},
	{"hours", MEMBER_REAL, AT(picture_hotspot, hours), .count = 24},
	{"hours_unknown", MEMBER_REAL, AT(picture_hotspot, hours_unknown)},
	{"reasons", MEMBER_INT, AT(picture_hotspot, reasons)},
	{"reporter", MEMBER_TEXT, AT(picture_hotspot, reporter)},
	{"changed", MEMBER_TEXT, AT(picture_hotspot, changed)},
	{"most_in_a_night", MEMBER_INT, AT(picture_hotspot, most_in_a_night)},
	{"without", MEMBER_INT, AT(picture_hotspot, without)},
	{"expected_without", MEMBER_REAL, AT(picture_hotspot, expected_without)},
	{"unchanged", MEMBER_INT, AT(picture_hotspot, unchanged)},
	{"expected_unchanged", MEMBER_REAL, AT(picture_hotspot, expected_unchanged)},
	{"stands_without_any", MEMBER_FLAG, AT(picture_hotspot, stands_without_any)},
	{"emerging", MEMBER_TEXT, AT(picture_hotspot, emerging)},
	{"decision", MEMBER_WORD, AT(picture_hotspot, decision), .words = decision_words},
	{"reason", MEMBER_TEXT, AT(picture_hotspot, reason)},
	{"decided_week", MEMBER_WEEK, AT(picture_hotspot, decided_week)},
	{"earlier", MEMBER_TEXT, AT(picture_hotspot, earlier)},
	{"title", MEMBER_TEXT, AT(picture_hotspot, title)},
	{"sentence", MEMBER_TEXT, AT(picture_hotspot, sentence)},
	{"what", MEMBER_TEXT, AT(picture_hotspot, what)},
	{"when", MEMBER_TEXT, AT(picture_hotspot, when)},
	{"who", MEMBER_TEXT, AT(picture_hotspot, who)},
	{"holds", MEMBER_TEXT, AT(picture_hotspot, holds)},
	{"otherwise", MEMBER_TEXT, AT(picture_hotspot, otherwise)},
	{NULL},
};

static const struct member change_members[] = {
	{"added", MEMBER_INT, AT(picture, change.added)},
	{"changed", MEMBER_INT, AT(picture, change.changed)},
	{"withdrawn", MEMBER_INT, AT(picture, change.withdrawn)},
	{"late", MEMBER_INT, AT(picture, change.late)},
	{NULL},
};

static const struct member picture_members[] = {
	{"week", MEMBER_WEEK, AT(picture, week)},
	{"number", MEMBER_INT, AT(picture, number), .outside = TRUE},
	{"municipality", MEMBER_TEXT, AT(picture, municipality)},
	{"language", MEMBER_TEXT, AT(picture, language)},
	{"reason", MEMBER_TEXT, AT(picture, reason), .outside = TRUE},
	{"checksum", MEMBER_TEXT, AT(picture, checksum), .outside = TRUE},
	{"compiled_at", MEMBER_TIME, AT(picture, compiled_at)},
	{"fixed_at", MEMBER_TIME, AT(picture, fixed_at), .outside = TRUE},
	{"counted", MEMBER_INT, AT(picture, counted)},
	{"reports", MEMBER_INT, AT(picture, reports)},
	{"last_counted", MEMBER_INT, AT(picture, last_counted)},
	{"mean4", MEMBER_REAL, AT(picture, mean4)},
	{"mean52", MEMBER_REAL, AT(picture, mean52)},
	{"lower", MEMBER_REAL, AT(picture, lower)},
	{"upper", MEMBER_REAL, AT(picture, upper)},
	{"weeks", MEMBER_INT, AT(picture, weeks)},
	{"judged", MEMBER_WORD, AT(picture, judged), .words = judged_words},
	{"usual_week", MEMBER_WEEK, AT(picture, usual_week)},
	{"hotspots_judged", MEMBER_WORD, AT(picture, hotspots_judged),
	 .words = hotspots_judged_words},
	{"unplaced", MEMBER_INT, AT(picture, unplaced)},
	{"not_counted", MEMBER_INT, AT(picture, not_counted)},
	{"expected_late", MEMBER_INT, AT(picture, expected_late)},
	{"situation", MEMBER_TEXT, AT(picture, situation)},
	{"hours_of_week", MEMBER_REAL, AT(picture, grid), .count = 7 * 24},
	{"hours_unknown", MEMBER_REAL, AT(picture, grid_unknown)},
	{"hotspot_remark", MEMBER_TEXT, AT(picture, hotspot_remark)},
	{NULL},
};

static void free_members(const struct member *members, gpointer object)
{
	for (const struct member *m = members; m->name; m++)
		if (m->kind == MEMBER_TEXT)
			g_free(G_STRUCT_MEMBER(char *, object, m->offset));
	g_free(object);
}

static void organisation_free(gpointer organisation)
{
	free_members(organisation_members, organisation);
}

static void signal_free(gpointer signal)
{
	free_members(signal_members, signal);
}

static void place_free(gpointer place)
{
	free_members(place_members, place);
}

void picture_hotspot_free(gpointer hotspot)
{
	if (hotspot)
		free_members(hotspot_members, hotspot);
}

struct picture_hotspot *picture_hotspot_copy(const struct picture_hotspot *hotspot)
{
	struct picture_hotspot *copy = g_memdup2(hotspot, sizeof *hotspot);

	for (const struct member *m = hotspot_members; m->name; m++)
		if (m->kind == MEMBER_TEXT)
			G_STRUCT_MEMBER(char *, copy, m->offset) =
				g_strdup(G_STRUCT_MEMBER(char *, hotspot, m->offset));
	return copy;
}

static const struct list lists[] = {
	{"organisations", AT(picture, organisations), sizeof(struct picture_organisation),
	 organisation_members, organisation_free},
	{"signals", AT(picture, signals), sizeof(struct picture_signal), signal_members,
	 signal_free},
	{"places", AT(picture, places), sizeof(struct picture_place), place_members, place_free},
	{"hotspots", AT(picture, hotspots), sizeof(struct picture_hotspot), hotspot_members,
	 picture_hotspot_free},
};

struct picture *picture_new(void)
{
	struct picture *picture = g_new0(struct picture, 1);
	picture->compiled_at = picture->fixed_at = TIME_NONE;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		G_STRUCT_MEMBER(GPtrArray *, picture, lists[i].offset) =
			g_ptr_array_new_with_free_func(lists[i].free);
	return picture;
}

void picture_free(struct picture *picture)
{
	if (!picture)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_unref(G_STRUCT_MEMBER(GPtrArray *, picture, lists[i].offset));
	free_members(picture_members, picture);
}

/* writing */

/* Rounded here already, so that 0.1 + 0.2 and 0.3 are the same picture; -0 is 0. A number that is
 * none becomes null. */
static json_t *real_value(double value)
{
	if (!isfinite(value))
		return json_null();
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	double rounded = g_ascii_strtod(g_ascii_formatd(text, sizeof text, "%.6g", value), NULL);
	return json_real(rounded == 0 ? 0 : rounded);
}

static json_t *text_value(const char *text)
{
	if (!text)
		return json_null();
	json_t *value = json_string(text);
	if (value)
		return value;
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	return json_string(valid);
}

static json_t *own_text_value(char *take_text)
{
	json_t *value = text_value(take_text);
	g_free(take_text);
	return value;
}

static json_t *array_value(const struct member *m, gconstpointer at)
{
	json_t *array = json_array();
	for (int i = 0; i < m->count; i++)
		json_array_append_new(array, m->kind == MEMBER_REAL
						     ? real_value(((const double *)at)[i])
						     : json_integer(((const int *)at)[i]));
	return array;
}

static json_t *member_value(const struct member *m, gconstpointer object)
{
	gconstpointer at = G_STRUCT_MEMBER_P(object, m->offset);
	if (m->count)
		return array_value(m, at);
	switch (m->kind) {
	case MEMBER_INT:
		return json_integer(*(const int *)at);
	case MEMBER_REAL:
		return real_value(*(const double *)at);
	case MEMBER_FLAG:
		return json_boolean(*(const gboolean *)at);
	case MEMBER_TEXT:
		return text_value(*(char *const *)at);
	case MEMBER_TIME:
		return *(const gint64 *)at == TIME_NONE
			       ? json_null()
			       : own_text_value(time_format_rfc3339(*(const gint64 *)at));
	case MEMBER_WEEK:
		return *(const int *)at == WEEK_NONE
			       ? json_null()
			       : own_text_value(week_format(*(const int *)at));
	case MEMBER_WORD:
		return json_string(m->words[*(const int *)at]);
	}
	g_assert_not_reached();
}

static void put_members(json_t *into, const struct member *members, gconstpointer object,
			gboolean content_only)
{
	for (const struct member *m = members; m->name; m++)
		if (!m->outside || !content_only)
			json_object_set_new(into, m->name, member_value(m, object));
}

static char *written(json_t *take_root)
{
	char *text = json_dumps(take_root, JSON_SORT_KEYS | JSON_COMPACT | JSON_REAL_PRECISION(6));
	char *owned = g_strdup(text);

	json_decref(take_root);
	free(text);
	return owned;
}

char *picture_hotspot_to_json(const struct picture_hotspot *hotspot)
{
	json_t *root = json_object();

	put_members(root, hotspot_members, hotspot, FALSE);
	return written(root);
}

char *picture_to_json(const struct picture *picture, gboolean content_only)
{
	json_t *root = json_object(), *change = json_object();
	put_members(root, picture_members, picture, content_only);
	put_members(change, change_members, picture, content_only);
	json_object_set_new(root, "change", change);
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		const GPtrArray *rows = G_STRUCT_MEMBER(GPtrArray *, picture, lists[i].offset);
		json_t *array = json_array();
		for (guint row = 0; row < rows->len; row++) {
			json_t *object = json_object();
			put_members(object, lists[i].members, rows->pdata[row], content_only);
			json_array_append_new(array, object);
		}
		json_object_set_new(root, lists[i].name, array);
	}
	return written(root);
}

/* reading */

static gboolean get_int(const json_t *value, int *out)
{
	json_int_t n = json_integer_value(value);
	*out = (int)n;
	return json_is_integer(value) && n > G_MININT && n <= G_MAXINT;
}

static gboolean get_real(const json_t *value, double *out)
{
	*out = json_is_null(value) ? NAN : json_number_value(value);
	return json_is_number(value) || json_is_null(value);
}

static gboolean get_text(const json_t *value, char **out)
{
	g_free(*out);
	*out = g_strdup(json_string_value(value));
	return json_is_string(value) || json_is_null(value);
}

static gboolean get_time(const json_t *value, gint64 *out)
{
	*out = TIME_NONE;
	return json_is_null(value) ||
	       (json_is_string(value) && time_parse_rfc3339(json_string_value(value), out));
}

static gboolean get_week(const json_t *value, int *out)
{
	*out = json_is_string(value) ? week_parse(json_string_value(value), 0) : WEEK_NONE;
	return *out != WEEK_NONE || json_is_null(value);
}

static gboolean get_word(const json_t *value, const char *const *words, int *out)
{
	for (*out = 0; words[*out]; ++*out)
		if (g_strcmp0(words[*out], json_string_value(value)) == 0)
			return TRUE;
	*out = 0;
	return FALSE;
}

static gboolean get_array(const struct member *m, const json_t *value, gpointer at)
{
	if (json_array_size(value) != (gsize)m->count)
		return FALSE;
	for (int i = 0; i < m->count; i++) {
		const json_t *element = json_array_get(value, i);
		if (m->kind == MEMBER_REAL ? !get_real(element, (double *)at + i)
					   : !get_int(element, (int *)at + i))
			return FALSE;
	}
	return TRUE;
}

static gboolean get_member(const struct member *m, const json_t *value, gpointer object)
{
	gpointer at = G_STRUCT_MEMBER_P(object, m->offset);
	if (m->count)
		return get_array(m, value, at);
	switch (m->kind) {
	case MEMBER_INT:
		return get_int(value, at);
	case MEMBER_REAL:
		return get_real(value, at);
	case MEMBER_FLAG:
		*(gboolean *)at = json_is_true(value);
		return json_is_boolean(value);
	case MEMBER_TEXT:
		return get_text(value, at);
	case MEMBER_TIME:
		return get_time(value, at);
	case MEMBER_WEEK:
		return get_week(value, at);
	case MEMBER_WORD:
		return get_word(value, m->words, at);
	}
	g_assert_not_reached();
}

static const char *expected_form(const struct member *m)
{
	static const char *const forms[] = {
		[MEMBER_INT] = N_("a whole number, such as 12"),
		[MEMBER_REAL] = N_("a number, such as 4.5"),
		[MEMBER_FLAG] = N_("true or false"),
		[MEMBER_TEXT] = N_("a text or null"),
		[MEMBER_TIME] = N_("a time, such as \"2024-10-08T08:30:00+02:00\""),
		[MEMBER_WEEK] = N_("a week, such as \"2024-W40\""),
		[MEMBER_WORD] = N_("one of the known words, such as \"reported\" or \"flag\""),
	};
	return m->count ? N_("a list of numbers of the right length") : forms[m->kind];
}

/* where: "" or "signals[3]." for the message. */
static gboolean get_members(const json_t *from, const struct member *members, gpointer object,
			    const char *where, GError **error)
{
	for (const struct member *m = members; m->name; m++) {
		const json_t *value = json_object_get(from, m->name);
		if (!value || get_member(m, value, object))
			continue;
		g_set_error(
			error, OSG_ERROR, OSG_ERROR_FORMAT,
			_("This is not a stored picture: %s%s cannot be read, it should be %s."),
			where, m->name, _(expected_form(m)));
		return FALSE;
	}
	return TRUE;
}

static gboolean get_list(const struct list *list, const json_t *root, struct picture *picture,
			 GError **error)
{
	const json_t *array = json_object_get(root, list->name);
	gsize count = json_array_size(array);
	if (array && (!json_is_array(array) || count > MOST_ROWS)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("This is not a stored picture: %s should be a list."), list->name);
		return FALSE;
	}
	for (gsize i = 0; i < count; i++) {
		g_autofree char *where = g_strdup_printf("%s[%" G_GSIZE_FORMAT "].", list->name, i);
		gpointer row = g_malloc0(list->size);
		g_ptr_array_add(G_STRUCT_MEMBER(GPtrArray *, picture, list->offset), row);
		if (!get_members(json_array_get(array, i), list->members, row, where, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean get_picture(const json_t *root, struct picture *picture, GError **error)
{
	if (!json_is_object(root) || !json_is_string(json_object_get(root, "week"))) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("This is not a stored picture: it should be a JSON object "
				      "with a \"week\", such as "
				      "\"2024-W40\"."));
		return FALSE;
	}
	if (!get_members(root, picture_members, picture, "", error) ||
	    !get_members(json_object_get(root, "change"), change_members, picture, "change.",
			 error))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		if (!get_list(&lists[i], root, picture, error))
			return FALSE;
	return TRUE;
}

struct picture *picture_from_json(const char *json, GError **error)
{
	json_error_t fault;
	json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &fault);
	if (!root) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("This is not a stored picture: the JSON is broken at line %d, column "
			      "%d."),
			    fault.line, fault.column);
		return NULL;
	}
	struct picture *picture = picture_new();
	if (!get_picture(root, picture, error))
		g_clear_pointer(&picture, picture_free);
	json_decref(root);
	return picture;
}

struct picture_hotspot *picture_hotspot_from_json(const char *json, GError **error)
{
	json_error_t fault;
	json_t *root = json_loads(json ? json : "", JSON_REJECT_DUPLICATES, &fault);
	struct picture_hotspot *hotspot = g_new0(struct picture_hotspot, 1);

	if (!get_members(root, hotspot_members, hotspot, "hotspot.", error)) {
		picture_hotspot_free(hotspot);
		hotspot = NULL;
	}
	json_decref(root);
	return hotspot;
}
