/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of files. A number that two readers would read differently is none. */
#include "config.h"

#include "osg/number.h"

#include <math.h>
#include <string.h>

#include "osg/text.h"

#define MOST_DIGITS 20 /* of a fraction as spreadsheets write it */
#define LARGEST 1e15   /* that a double holds exactly */
#define PLAIN_DIGITS 15

struct digits {
	char text[48]; /* digits and marks: ' ' for a blank or an apostrophe, '.', ',' */
	int length, count;
};

/* Bytes of a digit or of a mark between digits, 0 = it is neither. inside: digits came before. */
static gsize digit_size(const char *p, gboolean inside)
{
	static const char *const apostrophes[] = {"’", "ʼ", "′"};

	if (g_ascii_isdigit(*p) || (*p && strchr(" .,'", *p)))
		return 1;
	for (gsize i = 0; inside && i < G_N_ELEMENTS(apostrophes); i++)
		if (g_str_has_prefix(p, apostrophes[i]) && g_ascii_isdigit(p[-1]) &&
		    g_ascii_isdigit(p[strlen(apostrophes[i])]))
			return strlen(apostrophes[i]);
	return 0;
}

/* Takes digits and marks off the front of text. FALSE: too many. */
static gboolean digits_take(const char **text, struct digits *d)
{
	const char *p = *text;

	for (gsize size; (size = digit_size(p, p > *text)); p += size) {
		if (d->length >= (int)sizeof d->text - 1)
			return FALSE;
		d->count += g_ascii_isdigit(*p) != 0;
		d->text[d->length++] = size > 1 || *p == '\'' ? ' ' : *p;
	}
	while (d->length && d->text[d->length - 1] == ' ')
		d->length--;
	d->text[d->length] = '\0';
	*text = p;
	return d->count > 0 && d->count <= MOST_DIGITS;
}

/* Every mark up to end stands before exactly three digits, the first after one to three. */
static gboolean digits_grouped(const struct digits *d, int end, char mark)
{
	int run = 0, groups = 0;

	for (int i = 0; i < end; i++) {
		if (g_ascii_isdigit(d->text[i])) {
			run++;
			continue;
		}
		if (d->text[i] != mark || (groups ? run != 3 : run < 1 || run > 3))
			return FALSE;
		groups++;
		run = 0;
	}
	return !groups || run == 3;
}

/* Where the decimal mark stands, length = nowhere, -1 = the marks make no number. */
static int digits_decimal(const struct digits *d, enum number_kind kind)
{
	const char *first = strpbrk(d->text, ".,");
	const char *stop = strrchr(d->text, '.'), *comma = strrchr(d->text, ',');
	const char *last = !stop || (comma && comma > stop) ? comma : stop;
	gboolean blank = strchr(d->text, ' ') != NULL;
	int at = last ? (int)(last - d->text) : d->length;

	if (!first)
		return digits_grouped(d, d->length, ' ') ? d->length : -1;
	if (first != last && *first == *last)
		return !blank && digits_grouped(d, d->length, *last) ? d->length : -1;
	if (first != last)
		return !blank && digits_grouped(d, at, *first) ? at : -1;
	if (!blank && kind == NUMBER_WHOLE && d->length - at == 4 && at >= 1 && at <= 3 &&
	    d->text[0] != '0')
		return *last == '.' ? d->length : -1;
	return digits_grouped(d, at, ' ') ? at : -1;
}

static gboolean is_unit(const char *text, const char *const *units)
{
	for (; units && *units; units++)
		if (g_ascii_strcasecmp(*units, text) == 0)
			return TRUE;
	return !*text;
}

/* "kr 1200": moves past a unit that stands before its number. */
static gboolean take_unit(const char **text, const char *const *units)
{
	for (; units && *units; units++) {
		gsize length = strlen(*units);
		const char *rest = *text + length;

		if (g_ascii_isalpha(**units) && g_ascii_strncasecmp(*text, *units, length) == 0 &&
		    *rest == ' ' && g_ascii_isdigit(rest[1])) {
			*text = rest + 1;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean number_is_shortened(const char *text)
{
	gsize digits = strspn(text, "0123456789"), more;
	const char *p = text + digits;

	if (*p == ',' || *p == '.')
		p += 1 + strspn(p + 1, "0123456789");
	more = (*p == 'E' || *p == 'e') && p[1] == '+' ? strspn(p + 2, "0123456789") : 0;
	return digits && more && !p[2 + more];
}

char *number_narrow(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		if (c > 0xFF00 && c < 0xFF5F)
			c -= 0xFF00 - 0x20;
		else if ((c >= 0x2010 && c <= 0x2014) || c == 0x2212)
			c = '-';
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* "59,23633", "-17": what nearly all cells of a million rows hold. The mark in a whole number may
 * be one of thousands, which takes a closer look. */
static gboolean read_plain(const char *text, enum number_kind kind, double *number)
{
	const char *p = text + (*text == '-'), *mark = NULL;
	int digits = 0, decimals = 0;
	double all = 0, unit = 1;

	for (; g_ascii_isdigit(*p) || (digits && !mark && (*p == '.' || *p == ',')); p++) {
		if (!g_ascii_isdigit(*p)) {
			mark = p;
			continue;
		}
		all = all * 10 + (*p - '0');
		unit *= mark ? 10 : 1;
		decimals += mark != NULL;
		digits++;
	}
	if (*p || !digits || digits > PLAIN_DIGITS || (mark && (!decimals || kind == NUMBER_WHOLE)))
		return FALSE;
	*number = *text == '-' ? -(all / unit) : all / unit;
	return TRUE;
}

gboolean number_read(const char *text, enum number_kind kind, const char *const *units,
		     double *number)
{
	if (read_plain(text, kind, number))
		return TRUE;

	g_autofree char *wide = text_clean(text, -1, FALSE), *clean = number_narrow(wide);
	const char *p = clean;
	struct digits d = {0};
	gboolean minus = *p == '-' || g_str_has_prefix(p, "−"), plus = *p == '+';
	char plain[sizeof d.text];
	int decimal, n = 0;
	gboolean unit = !minus && !plus && take_unit(&p, units);

	if (minus)
		p += *p == '-' ? 1 : strlen("−");
	p += plus;
	if ((plus && !g_ascii_isdigit(*p)) || !digits_take(&p, &d))
		return FALSE;
	if (units && strchr(".,", d.text[d.length - 1]))
		p += strspn(p, "-–"); /* "1200,-" */
	if ((unit && *p) || !is_unit(p, units))
		return FALSE;
	unit = unit || *p;
	decimal = digits_decimal(&d, kind);
	if (decimal < 0)
		return FALSE;
	for (int i = 0; i < d.length; i++)
		if (g_ascii_isdigit(d.text[i]))
			plain[n++] = d.text[i];
		else if (i == decimal)
			plain[n++] = '.';
	plain[n] = '\0';
	*number = g_ascii_strtod(plain, NULL);
	if (kind == NUMBER_WHOLE && *number > floor(*number)) {
		/* öre may go ("1200.5" as a spreadsheet has it); half a person not, nor "1,50"
		 * that may be millions, nor three digits that may be thousands */
		if (!units || d.length - decimal == 4 || (!unit && *number < 100))
			return FALSE;
		*number = floor(*number);
	}
	if (minus)
		*number = -*number;
	return fabs(*number) < LARGEST;
}

gboolean number_is_unsaid(const char *text)
{
	static const char *const words[] = {"-",
					    "–",
					    "—",
					    "--",
					    "---",
					    "?",
					    "null",
					    "(null)",
					    "<null>",
					    "none",
					    "nan",
					    "na",
					    "n/a",
					    "n.a.",
					    "#n/a",
					    "#saknas!",
					    "okänd",
					    "okänt",
					    "unknown",
					    "saknas",
					    "oklar",
					    "oklart",
					    "ej känd",
					    "ej känt",
					    "ej angivet",
					    "ej angiven",
					    "framgår ej",
					    "uppgift saknas",
					    "ingen uppgift",
					    "vet ej",
					    NULL};

	if (!*text || g_ascii_isdigit(*text)) /* none of them begins so */
		return !*text;

	g_autofree char *clean = text_clean(text, -1, FALSE), *lower = text_lower(clean);

	return !*lower || g_strv_contains(words, lower);
}

gboolean number_read_count(const char *text, int *count)
{
	double number;

	if (!number_read(text, NUMBER_WHOLE, NULL, &number) || number < 0 || number > G_MAXINT)
		return FALSE;
	*count = (int)number;
	return TRUE;
}

gboolean number_read_kronor(const char *text, gint64 *kronor)
{
	static const char *const units[] = {"kr", "sek", "kronor", ":-", "kr.", NULL};
	double number;

	if (!number_read(text, NUMBER_WHOLE, units, &number) || number < 0 || number >= 1e12)
		return FALSE;
	*kronor = (gint64)number;
	return TRUE;
}
