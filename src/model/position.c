/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions in one text. A comma between digits is a decimal mark, as in Sweden, unless a full stop
 * is one already or the digits on both sides are too many for it. */
#include "config.h"

#include "osg/position.h"

#include <math.h>
#include <string.h>

#include "osg/number.h"
#include "osg/text.h"

enum { MOST_PARTS = 3, MOST_COORDINATES = 2, LONGEST = 200 };

struct coordinate {
	double parts[MOST_PARTS]; /* degrees, minutes, seconds */
	int count;
	enum axis axis;
	gboolean negative;
};

struct position_reading {
	struct coordinate all[MOST_COORDINATES];
	int count;
	gboolean stops;  /* a full stop is the decimal mark */
	gboolean ended;  /* the next number is another coordinate's */
	gboolean marked; /* letters or signs of degrees tell the coordinates apart */
};

/* numbers */

/* How many digits stand there. */
static gsize digits_at(const char *p)
{
	return strspn(p, "0123456789");
}

static gboolean comma_is_decimal(const char *comma, gsize before, gboolean stops)
{
	gsize after = digits_at(comma + 1);

	return after && !stops && (before <= 3 || after <= 3);
}

/* "59,22", "59.22", "6 571 234": the number at *p, which is moved behind it. */
static double number_take(const char **p, gboolean stops)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	gsize run = digits_at(*p), first = run;

	g_string_append_len(plain, *p, (gssize)run);
	*p += run;
	while (first <= 3 && **p == ' ' && digits_at(*p + 1) == 3 && run) {
		g_string_append_len(plain, *p + 1, 3);
		*p += 4;
	}
	if ((**p == '.' && digits_at(*p + 1)) ||
	    (**p == ',' && comma_is_decimal(*p, plain->len, stops))) {
		run = digits_at(*p + 1);
		g_string_append_c(plain, '.');
		g_string_append_len(plain, *p + 1, (gssize)run);
		*p += run + 1;
	}
	return g_ascii_strtod(plain->str, NULL);
}

/* words and signs */

static const struct {
	const char *word;
	enum axis axis; /* AXIS_UNSAID: it says nothing */
	gboolean negative;
} axis_words[] = {
	{"n", AXIS_NORTH, FALSE},         {"s", AXIS_NORTH, TRUE},
	{"e", AXIS_EAST, FALSE},          {"w", AXIS_EAST, TRUE},
	{"o", AXIS_EAST, FALSE},          {"v", AXIS_EAST, TRUE},
	{"lat", AXIS_NORTH, FALSE},       {"latitude", AXIS_NORTH, FALSE},
	{"latitud", AXIS_NORTH, FALSE},   {"lon", AXIS_EAST, FALSE},
	{"long", AXIS_EAST, FALSE},       {"lng", AXIS_EAST, FALSE},
	{"longitude", AXIS_EAST, FALSE},  {"longitud", AXIS_EAST, FALSE},
	{"nord", AXIS_NORTH, FALSE},      {"norr", AXIS_NORTH, FALSE},
	{"north", AXIS_NORTH, FALSE},     {"ost", AXIS_EAST, FALSE},
	{"oster", AXIS_EAST, FALSE},      {"east", AXIS_EAST, FALSE},
	{"geo", AXIS_UNSAID, FALSE},      {"wgs", AXIS_UNSAID, FALSE},
	{"wgs84", AXIS_UNSAID, FALSE},    {"sweref", AXIS_UNSAID, FALSE},
	{"sweref99", AXIS_UNSAID, FALSE}, {"sweref99tm", AXIS_UNSAID, FALSE},
	{"tm", AXIS_UNSAID, FALSE},
};

/* A letter alone may stand close to its digits ("N59.22"); longer words take theirs with them. */
static char *word_take(const char **p)
{
	const char *start = *p;
	glong letters = 0;

	while (**p && g_unichar_isalpha(g_utf8_get_char(*p))) {
		*p = g_utf8_next_char(*p);
		letters++;
	}
	if (letters > 1)
		*p += digits_at(*p);
	return g_strndup(start, (gsize)(*p - start));
}

/* A letter before its number says what comes, one behind it what was. FALSE: no such word. */
static gboolean axis_take(struct position_reading *r, const char **p, enum axis *next,
			  gboolean *negative)
{
	g_autofree char *word = word_take(p), *folded = text_fold(word);
	struct coordinate *c = r->count ? &r->all[r->count - 1] : NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(axis_words); i++) {
		if (!g_str_equal(axis_words[i].word, folded))
			continue;
		if (axis_words[i].axis == AXIS_UNSAID)
			return TRUE;
		r->marked = TRUE;
		if (c && c->axis == AXIS_UNSAID && (*next == AXIS_UNSAID) && !r->ended) {
			c->axis = axis_words[i].axis;
			c->negative |= axis_words[i].negative;
		} else {
			*next = axis_words[i].axis;
			*negative = axis_words[i].negative;
		}
		r->ended = TRUE;
		return TRUE;
	}
	return FALSE;
}

static gboolean mark_take(const char **p, const char *const *marks)
{
	for (; *marks; marks++)
		if (g_str_has_prefix(*p, *marks)) {
			*p += strlen(*marks);
			return TRUE;
		}
	return FALSE;
}

static gboolean part_add(struct position_reading *r, double number, gboolean degrees,
			 enum axis axis, gboolean negative)
{
	struct coordinate *c = r->count ? &r->all[r->count - 1] : NULL;

	if (!c || r->ended || degrees) {
		if (r->count == MOST_COORDINATES)
			return FALSE;
		c = &r->all[r->count++];
		c->axis = axis;
		c->negative = negative;
	} else if (negative) {
		return FALSE;
	}
	if (c->count == MOST_PARTS)
		return FALSE;
	c->parts[c->count++] = number;
	r->ended = FALSE;
	return TRUE;
}

static gboolean reading_take(struct position_reading *r, const char *p)
{
	static const char *const degrees[] = {"°", "º", NULL};
	static const char *const smaller[] = {"''", "'", "′", "’", "´", "\"", "″", "”", NULL};
	static const char *const ends[] = {",", ";", "/", "|", NULL};
	static const char *const nothing[] = {" ", "(", ")", "[", "]", ":", "=", NULL};
	enum axis next = AXIS_UNSAID;
	gboolean negative = FALSE;

	while (*p) {
		if (g_ascii_isdigit(*p)) {
			double number = number_take(&p, r->stops);
			gboolean whole = mark_take(&p, degrees);

			r->marked |= whole;
			if (!part_add(r, number, whole, next, negative))
				return FALSE;
			next = AXIS_UNSAID;
			negative = FALSE;
		} else if (*p == '-' && g_ascii_isdigit(p[1]) && !negative) {
			negative = TRUE;
			p++;
		} else if (*p == '+' && g_ascii_isdigit(p[1]) && !negative) {
			p++;
		} else if (mark_take(&p, ends)) {
			r->ended = TRUE;
		} else if (!mark_take(&p, smaller) && !mark_take(&p, nothing) &&
			   !(g_unichar_isalpha(g_utf8_get_char(p)) &&
			     axis_take(r, &p, &next, &negative))) {
			return FALSE;
		}
	}
	return r->count > 0 && next == AXIS_UNSAID && !negative;
}

static gboolean coordinate_value(const struct coordinate *c, double *value)
{
	double unit = 1;

	*value = 0;
	for (int i = 0; i < c->count; i++, unit /= 60) {
		if ((i && c->parts[i] >= 60) ||
		    (i + 1 < c->count && c->parts[i] > floor(c->parts[i])))
			return FALSE;
		*value += c->parts[i] * unit;
	}
	if (c->negative)
		*value = -*value;
	return c->count > 0;
}

/* "59.22 17.94" has nothing between its two numbers. */
static void part_in_two(struct position_reading *r)
{
	if (r->count != 1 || r->all[0].count != 2 || r->marked)
		return;
	r->all[1] = (struct coordinate){.parts = {r->all[0].parts[1]}, .count = 1};
	r->all[0].count = 1;
	r->count = 2;
}

static gboolean reading_begin(struct position_reading *r, const char *text)
{
	g_autofree char *wide = text_clean(text, -1, FALSE), *clean = number_narrow(wide);

	*r = (struct position_reading){0};
	for (const char *p = clean; *p && !r->stops; p++)
		r->stops = *p == '.' && g_ascii_isdigit(p[1]);
	return strlen(clean) <= LONGEST && reading_take(r, clean);
}

gboolean coordinate_read(const char *text, double *number, enum axis *axis)
{
	struct position_reading r;

	if (!reading_begin(&r, text) || r.count != 1 || (r.all[0].count > 1 && !r.marked))
		return FALSE;
	*axis = r.all[0].axis;
	return coordinate_value(&r.all[0], number);
}

/* forms of programs: east stands first */

/* "POINT(17.94 59.22)", with an SRID before it or a height behind; {"type":"Point",…}. */
static gboolean position_of_program(const char *text, struct position *position)
{
	g_autofree char *upper = g_ascii_strup(text, -1);
	const char *point = strstr(upper, "POINT");
	const char *open = point ? strpbrk(point, "([") : NULL;
	char *end, *last;

	if (!open || strlen(text) > LONGEST || (*open == '[') != (strchr("{", *text) != NULL))
		return FALSE;
	position->second = g_ascii_strtod(open + 1, &end);
	if (end == open + 1)
		return FALSE;
	open = end + strspn(end, " ,");
	position->first = g_ascii_strtod(open, &last);
	position->said = TRUE;
	return open > end && last > open && strpbrk(last, ")]");
}

/* Two numbers of degrees with one of the marks between them, at p. */
static gboolean pair_take(const char *p, const char *marks, struct position *position)
{
	char *end, *last;

	position->first = g_ascii_strtod(p, &end);
	if (end == p)
		return FALSE;
	if (g_ascii_strncasecmp(end, "%2C", 3) == 0)
		end += 2; /* ends with the mark's own last letter */
	else if (!*end || !strchr(marks, *end))
		return FALSE;
	end += 1 + strspn(end + 1, "+ ");
	end += g_str_has_prefix(end, "4d") ? 2 : 0; /* "!3d59.2!4d18.0" of Google */
	position->second = g_ascii_strtod(end, &last);
	position->said = TRUE;
	return last > end && (!*last || strchr("/&,#?;)!zZ ", *last)) &&
	       fabs(position->first) <= 90 && fabs(position->second) <= 180;
}

/* "mlat=59.2&mlon=18.0", as OpenStreetMap marks a point. */
static gboolean position_of_marker(const char *text, struct position *position)
{
	const char *lat = strstr(text, "mlat="), *lon = strstr(text, "mlon=");
	char *end, *last;

	if (!lat || !lon)
		return FALSE;
	lat += strlen("mlat=");
	lon += strlen("mlon=");
	position->first = g_ascii_strtod(lat, &end);
	position->second = g_ascii_strtod(lon, &last);
	position->said = TRUE;
	return end > lat && last > lon && fabs(position->first) <= 90 &&
	       fabs(position->second) <= 180;
}

/* geo:59.2,18.0 and links to maps: what is marked there comes before where the map looks. */
static gboolean position_of_link(const char *text, struct position *position)
{
	static const struct {
		const char *begin, *between;
	} forms[] = {{"geo:", ","},    {"!3d", "!"}, {"query=", ","},  {"q=loc:", ","},
		     {"q=", ","},      {"ll=", ","}, {"/place/", ","}, {"/@", ","},
		     {"center=", ","}, {"cp=", "~"}};
	const char *map = strstr(text, "#map=");

	if (!strstr(text, "://") && g_ascii_strncasecmp(text, "geo:", 4) != 0)
		return FALSE;
	if (strstr(text, "/dir/"))
		return FALSE; /* a way has two ends */
	if (position_of_marker(text, position))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
		const char *at = strstr(text, forms[i].begin);

		if (at && pair_take(at + strlen(forms[i].begin), forms[i].between, position))
			return TRUE;
	}
	map = map ? strchr(map, '/') : NULL;
	return map && pair_take(map + 1, "/", position);
}

gboolean position_read(const char *text, struct position *position)
{
	struct position_reading r;
	enum axis first, second;

	if (position_of_link(text, position))
		return TRUE;

	if (position_of_program(text, position))
		return TRUE;
	if (!reading_begin(&r, text))
		return FALSE;
	part_in_two(&r);
	first = r.all[0].axis;
	second = r.all[1].axis;
	if (r.count != 2 || (first && first == second) ||
	    !coordinate_value(&r.all[first == AXIS_EAST || second == AXIS_NORTH],
			      &position->first) ||
	    !coordinate_value(&r.all[!(first == AXIS_EAST || second == AXIS_NORTH)],
			      &position->second))
		return FALSE;
	position->said = first || second;
	return TRUE;
}
