/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields: every kind is made, copied, compared, freed, written and read by the table alone. */
#include "config.h"

#include "osg/field_rows.h"

#include <math.h>

#include "osg/error.h"
#include "osg/week.h"

enum colour { COLOUR_RED, COLOUR_BLUE };

struct thing_part {
	char *name;
	int many;
};

struct thing {
	gint64 cost;
	int many, said, week, day, colour;
	gint64 time, place;
	double lat;
	char *code, *text;
	char **names;
	GArray *places;
	GPtrArray *points;
	int history[3];
	double hours[2];
	struct thing_part part;
	GPtrArray *parts;
	int number;
};

static const char *const colour_words[] = {"red", "blue", NULL};

#define RECORD struct thing_part
static const struct field part_fields[] = {CODE(name), SMALL(many, 1), {NULL}};
#undef RECORD

static void part_free(gpointer part)
{
	fields_clear(part_fields, part);
	g_free(part);
}

#define RECORD struct thing
static const struct field thing_fields[] = {
	INT(cost, -1),
	SMALL(many, 0),
	FLAG(said, 1),
	WEEK(week),
	DAY(day),
	WORD(colour, colour_words, COLOUR_BLUE),
	TIME(time),
	REF(place, "place"),
	REAL(lat),
	CODE(code),
	PROSE(text),
	CODES(names),
	REFS(places, "place"),
	RINGS(points),
	SMALL_ARRAY(history, 3),
	REAL_ARRAY(hours, 2),
	OBJECT(part, part_fields),
	OBJECTS(parts, struct thing_part, part_fields, part_free),
	{.name = "number",
	 .kind = FIELD_SMALL,
	 .offset = offsetof(struct thing, number),
	 .outside = TRUE},
	{NULL},
};
#undef RECORD

static void fill(struct thing *thing)
{
	static const double points[] = {18.1, 59.2};
	struct thing_part *part = g_new0(struct thing_part, 1);

	fields_reset(thing_fields, thing);
	thing->cost = G_GINT64_CONSTANT(5000000000);
	thing->many = -7;
	thing->said = 0;
	thing->week = week_from_iso(2024, 40);
	thing->day = day_from_civil(2024, 10, 18);
	thing->colour = COLOUR_RED;
	thing->time = 1728369000;
	thing->place = 12;
	thing->lat = 0.1 + 0.2;
	field_set_text(&thing->code, "SKA");
	field_set_text(&thing->text, "två \"rutor\"\nvid entrén");
	codes_add(&thing->names, "a|b");
	codes_add(&thing->names, "c, d");
	refs_add(thing->places, 3);
	refs_add(thing->places, 4);
	refs_add(thing->places, 3);
	g_array_append_vals(rings_add(thing->points), points, 2);
	thing->history[1] = 5;
	thing->hours[0] = 2.5;
	field_set_text(&thing->part.name, "inside");
	fields_reset(part_fields, part);
	field_set_text(&part->name, "first");
	g_ptr_array_add(thing->parts, part);
	thing->number = 2;
}

static void test_new(void)
{
	struct thing thing;

	fields_reset(thing_fields, &thing);
	g_assert_true(thing.cost == -1 && thing.said == 1 && thing.week == WEEK_NONE &&
		      thing.colour == COLOUR_BLUE && thing.time == TIME_NONE && isnan(thing.lat) &&
		      !thing.names && thing.places->len == 0 && thing.part.many == 1);
	fields_clear(thing_fields, &thing);
}

/* A caretaker's CSV has no JSON in its cells. */
static void test_list_as_people_write_it(void)
{
	const struct field *names = fields_find(thing_fields, "names");
	struct thing thing;

	fields_reset(thing_fields, &thing);
	g_assert_true(field_from_text(names, "POL; SBFF,  HUGE,", &thing, NULL, NULL));
	g_assert_cmpuint(g_strv_length(thing.names), ==, 3);
	g_assert_cmpstr(thing.names[1], ==, "SBFF");
	g_assert_cmpstr(thing.names[2], ==, "HUGE");
	fields_clear(thing_fields, &thing);
}

static char *no_name(gpointer data G_GNUC_UNUSED, const char *refers G_GNUC_UNUSED,
		     gint64 key G_GNUC_UNUSED)
{
	return NULL;
}

/* A number below 0 that counts something else is a word for others, and itself in the log. */
static void test_below(void)
{
	static const struct field below = {.name = "line", .kind = FIELD_SMALL, .below = "record"};
	static const struct field_form others = {.name = no_name};
	static const int lines[] = {7, -7};
	static const char *const texts[] = {"7", "record 7"}, *const logged[] = {"7", "-7"};

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *text = field_to_text(&below, &lines[i], &others),
				*log = field_to_text(&below, &lines[i], NULL);
		int back = 0;

		g_assert_cmpstr(text, ==, texts[i]);
		g_assert_cmpstr(log, ==, logged[i]);
		g_assert_true(field_from_text(&below, text, &back, &others, NULL));
		g_assert_cmpint(back, ==, lines[i]);
		g_assert_false(field_from_text(&below, "record x", &back, &others, NULL));
	}
}

static void test_copy(void)
{
	struct thing a, b;

	fill(&a);
	b = a;
	fields_copy(thing_fields, &b, &a);
	g_assert_true(fields_equal(thing_fields, &a, &b));
	for (const struct field *f = thing_fields; f->name; f++) {
		struct thing other;

		fields_reset(thing_fields, &other);
		g_assert_false(field_equal(f, &a, &other));
		field_copy(f, &other, &a);
		g_assert_true(field_equal(f, &a, &other));
		fields_clear(thing_fields, &other);
	}
	g_array_index(b.places, gint64, 1) = 5;
	g_assert_false(fields_equal(thing_fields, &a, &b));
	fields_clear(thing_fields, &a);
	fields_clear(thing_fields, &b);
}

static void test_json(void)
{
	struct thing a, b;
	g_autoptr(GError) error = NULL;

	fill(&a);
	fields_reset(thing_fields, &b);
	json_auto_t *json = fields_to_json(thing_fields, &a, NULL);
	g_assert_cmpstr(json_string_value(json_object_get(json, "week")), ==, "2024-W40");
	g_assert_cmpstr(json_string_value(json_object_get(json, "colour")), ==, "red");
	g_assert_true(json_is_false(json_object_get(json, "said")));
	g_assert_true(fields_from_json(thing_fields, json, &b, NULL, "", &error));
	g_assert_no_error(error);
	g_assert_true(fields_equal(thing_fields, &a, &b));
	fields_clear(thing_fields, &a);
	fields_clear(thing_fields, &b);
}

/* Reads so many bytes as a thing; whether there is one in them. */
static gboolean read_bytes(gconstpointer bytes, gsize size, struct thing *thing)
{
	g_autoptr(GBytes) part = g_bytes_new_static(bytes, size);

	fields_reset(thing_fields, thing);
	return fields_from_bytes(thing_fields, part, thing);
}

static void test_bytes(void)
{
	struct thing a, b;
	gsize size;

	fill(&a);
	g_autoptr(GBytes) bytes = fields_to_bytes(thing_fields, &a);
	const guint8 *data = g_bytes_get_data(bytes, &size);
	g_assert_true(read_bytes(data, size, &b));
	g_assert_false(b.number == a.number); /* outside */
	b.number = a.number;
	g_assert_true(fields_equal(thing_fields, &a, &b));
	fields_clear(thing_fields, &b);
	fields_reset(part_fields, &b.part);
	g_assert_false(fields_from_bytes(part_fields, bytes, &b.part)); /* of another table */
	fields_clear(part_fields, &b.part);
	fields_clear(thing_fields, &a);
}

/* Whatever lies on the disk: it is refused or read, never believed. */
static void test_bytes_broken(void)
{
	struct thing a, b;
	gsize size;

	fill(&a);
	g_autoptr(GBytes) bytes = fields_to_bytes(thing_fields, &a);
	const guint8 *data = g_bytes_get_data(bytes, &size);
	for (gsize left = 0; left < size; left++) {
		g_autofree guint8 *part = g_memdup2(data, left);

		g_assert_false(read_bytes(part, left, &b));
		fields_clear(thing_fields, &b);
	}
	for (gsize i = 0; i < size; i++) {
		g_autofree guint8 *other = g_memdup2(data, size);

		other[i] ^= 0xff;
		if (read_bytes(other, size, &b))
			g_assert_true(b.colour == COLOUR_RED &&
				      (!b.text || g_utf8_validate(b.text, -1, NULL)));
		fields_clear(thing_fields, &b);
	}
	fields_clear(thing_fields, &a);
}

static void test_text(void)
{
	struct thing a, b;

	fill(&a);
	fields_reset(thing_fields, &b);
	for (const struct field *f = thing_fields; f->name; f++) {
		g_autofree char *text = field_to_text(f, &a, NULL);
		g_autoptr(GError) error = NULL;

		g_assert_true(field_from_text(f, text, &b, NULL, &error));
		g_assert_no_error(error);
		g_assert_true(field_equal(f, &a, &b));
		g_assert_true(field_from_text(f, "", &b, NULL, &error));
	}
	g_assert_true(b.week == WEEK_NONE && !b.names && b.places->len == 0 && !b.text);
	fields_clear(thing_fields, &a);
	fields_clear(thing_fields, &b);
}

static char *place_name(gpointer data, const char *refers, gint64 key)
{
	g_assert_cmpstr(refers, ==, "place");
	return key == 4 ? NULL : g_strdup_printf("%s %d", (const char *)data, (int)key);
}

static gint64 place_key(gpointer data, const char *refers, const char *name)
{
	g_assert_cmpstr(refers, ==, "place");
	return g_str_has_prefix(name, data) ? g_ascii_strtoll(name + strlen(data), NULL, 10) : 0;
}

static void test_form(void)
{
	char word[] = "place";
	const struct field_form form = {.digits = 6,
					.content_only = TRUE,
					.name = place_name,
					.key = place_key,
					.data = word};
	struct thing a, b;

	fill(&a);
	fields_reset(thing_fields, &b);
	json_auto_t *json = fields_to_json(thing_fields, &a, &form);
	g_assert_cmpstr(json_string_value(json_object_get(json, "place")), ==, "place 12");
	g_assert_true(json_real_value(json_object_get(json, "lat")) == 0.3);
	g_assert_null(json_object_get(json, "number"));
	g_assert_true(fields_from_json(thing_fields, json, &b, &form, "", NULL));
	/* 4 is nobody, and no number that another database would take for a key */
	g_assert_true(b.place == 12 && refs_at(b.places, 0) == 3 && b.places->len == 1);
	g_assert_false(field_from_text(fields_find(thing_fields, "place"), "12", &b, &form, NULL));
	fields_clear(thing_fields, &a);
	fields_clear(thing_fields, &b);
}

static void test_broken(void)
{
	static const struct {
		const char *json, *said;
	} cases[] = {
		{"{\"week\": 40}", "week cannot be read: it should be a week, such as “2024-W40”."},
		{"{\"colour\": \"green\"}",
		 "colour “green” cannot be read: it should be one of the known words: red, blue."},
		{"{\"week\": \"\\u001b[2J0123456789012345678901234567890123456789\"}",
		 "week “[2J0123456789012345678901234567890123456” cannot be read: it should be a "
		 "week, such as “2024-W40”."},
		{"{\"history\": [1, 2]}",
		 "history cannot be read: it should be a list of 3 numbers."},
		{"{\"names\": [1]}", "names cannot be read: it should be a list of texts."},
		{"{\"parts\": [{}, {\"many\": 9999999999}]}",
		 "parts[1].many cannot be read: it should be a whole number, such as 12."},
		{"{\"part\": {\"name\": 1}}",
		 "part.name cannot be read: it should be a text or null."},
		{"{\"places\": [0]}",
		 "places cannot be read: it should be a list of names of things that are there."},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_auto_t *json = json_loads(cases[i].json, 0, NULL);
		g_autoptr(GError) error = NULL;
		struct thing thing;

		fields_reset(thing_fields, &thing);
		g_assert_false(fields_from_json(thing_fields, json, &thing, NULL, "", &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
		g_assert_cmpstr(error->message, ==, cases[i].said);
		fields_clear(thing_fields, &thing);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field/list-as-people-write-it", test_list_as_people_write_it);
	g_test_add_func("/field/new", test_new);
	g_test_add_func("/field/copy", test_copy);
	g_test_add_func("/field/below", test_below);
	g_test_add_func("/field/json", test_json);
	g_test_add_func("/field/bytes", test_bytes);
	g_test_add_func("/field/bytes-broken", test_bytes_broken);
	g_test_add_func("/field/text", test_text);
	g_test_add_func("/field/form", test_form);
	g_test_add_func("/field/broken", test_broken);
	return g_test_run();
}
