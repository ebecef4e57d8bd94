/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identity and telephone numbers. Both are digits with something between: a number is looked for
 * from every digit that is not glued to the one before it, however the digits are grouped. */
#include "config.h"

#include <string.h>

#include "model/personal_private.h"

enum { GAP_MOST = 3 };

void personal_read_digits(struct personal_text *text)
{
	guint last = 0;
	gboolean broken = TRUE;

	for (guint i = 0; text->has & KIND_DIGIT && i < text->length; i++) {
		if (personal_is(text, i, KIND_DIGIT)) {
			struct personal_digit digit = {g_unichar_digit_value(text->c[i]), i, 0,
						       broken};

			if (!broken)
				digit.gap = i - last - 1;
			digit.far = broken || digit.gap > GAP_MOST;
			g_array_append_val(text->digits, digit);
			last = i;
			broken = FALSE;
		} else if (!personal_is(text, i, KIND_BETWEEN)) {
			broken = TRUE;
		}
	}
}

static const struct personal_digit *digit_at(const GArray *digits, guint i)
{
	return &g_array_index(digits, struct personal_digit, i);
}

/* Whether no digit is glued to the end of [from, from + count). */
static gboolean ends_there(const GArray *digits, guint end)
{
	return end == digits->len || digit_at(digits, end)->far || digit_at(digits, end)->gap > 0;
}

/* identity numbers */

static int two_digits(const GArray *digits, guint i)
{
	return digit_at(digits, i)->value * 10 + digit_at(digits, i + 1)->value;
}

/* Luhn's sum over ten digits. */
static gboolean sums_up(const GArray *digits, guint from)
{
	int sum = 0;

	for (guint i = 0; i < 10; i++) {
		int value = digit_at(digits, from + i)->value * (i % 2 ? 1 : 2);

		sum += value / 10 + value % 10;
	}
	return sum % 10 == 0;
}

/* Of a person, or of a co-ordination number: 60 more, and month and day may be unknown
 * (Skatteverket, SKV 704). A year that may be two has its 29 February in either. */
static gboolean dates(int year, int month, int day)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	gboolean coordination = day >= 60;

	if (coordination)
		day -= 60;
	if (coordination && (month == 0 || day == 0))
		return month <= 12 && day <= 31;
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return FALSE;
	return month != 2 || day < 29 || year % 4 == 0;
}

/* Digits may be grouped in pairs, or each may stand alone. A point within the date is one of two:
 * otherwise it is a decimal point. */
static gboolean grouped(const struct personal_text *text, const GArray *digits, guint from,
			guint count)
{
	gboolean all = TRUE, pairs = TRUE;
	guint month = from + count - 8, day = from + count - 6;

	for (guint i = from + 1; i < from + count; i++) {
		const struct personal_digit *d = digit_at(digits, i);

		if (d->far)
			return FALSE;
		all &= d->gap == 1;
		pairs &= d->gap == 0 || (i - from) % 2 == 0;
	}
	if (text->c[digit_at(digits, month)->at - 1] == '.' && !digit_at(digits, day)->gap)
		return FALSE;
	return all || pairs;
}

static gboolean is_time(const GArray *digits, guint i)
{
	return two_digits(digits, i) <= 24 && two_digits(digits, i + 2) < 60;
}

/* "2024-01-15 0700-0800": a day and its hours. */
static gboolean is_hours(const struct personal_text *text, const GArray *digits, guint last)
{
	guint next = last + 4;

	return next + 4 <= digits->len && digit_at(digits, last)->gap == 1 &&
	       personal_is(text, digit_at(digits, last)->at - 1, KIND_BLANK) &&
	       digit_at(digits, next)->gap == 1 &&
	       personal_is(text, digit_at(digits, next)->at - 1, KIND_DASH) &&
	       !digit_at(digits, next + 1)->gap && !digit_at(digits, next + 2)->gap &&
	       !digit_at(digits, next + 3)->gap && ends_there(digits, next + 4) &&
	       is_time(digits, last) && is_time(digits, next);
}

static gboolean is_identity(const struct personal_text *text, const GArray *digits, guint from,
			    guint count)
{
	guint year = from + count - 10;
	int century = count == 12 ? two_digits(digits, from) : 0;

	return (count == 10 || (century >= 18 && century <= 20)) &&
	       dates(two_digits(digits, year), two_digits(digits, year + 2),
		     two_digits(digits, year + 4)) &&
	       sums_up(digits, year) && ends_there(digits, from + count) &&
	       grouped(text, digits, from, count) && !is_hours(text, digits, from + count - 4);
}

void personal_find_identity(const struct personal_text *text, GArray *matches)
{
	const GArray *digits = text->digits;

	for (guint i = 0; i + 10 <= digits->len; i++) {
		guint count = i + 12 <= digits->len && is_identity(text, digits, i, 12) ? 12 : 10;

		if (!digit_at(digits, i)->far && !digit_at(digits, i)->gap)
			continue;
		if (count == 12 || is_identity(text, digits, i, 10))
			personal_add(text, matches, "identity", digit_at(digits, i)->at,
				     digit_at(digits, i + count - 1)->at + 1);
	}
}

/* telephone numbers */

/* The Swedish numbering plan (PTS): mobile numbers have ten digits, area codes two to four, and
 * what follows them five to eight. Service numbers (020, 0771, 0900 …) are nobody's. */
static gboolean is_three_digit_code(int code)
{
	static const int codes[] = {11, 13, 16, 18, 19, 21, 23, 26, 31, 33,
				    35, 36, 40, 42, 44, 46, 54, 60, 63, 90};

	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (codes[i] == code)
			return TRUE;
	return FALSE;
}

/* How many digits the area code has with its 0, 0 = it is none; *least and *most of the whole. */
static guint area_code(const GArray *digits, guint i, guint *least, guint *most)
{
	int first = digit_at(digits, i)->value, second = digit_at(digits, i + 1)->value;

	if (first == 0 || (first == 2 && second == 0) || (first == 1 && second == 0) ||
	    (first == 9 && second != 1 && second != 2 && second != 4 && second != 5 &&
	     second != 6 && second != 7 && second != 8 && second != 0))
		return 0;
	if (first == 7) {
		*least = *most = 10;
		return strchr("02369", '0' + second) ? 3 : 0;
	}
	*least = first == 8 ? 8 : is_three_digit_code(first * 10 + second) ? 8 : 9;
	*most = 10;
	return first == 8 ? 2 : is_three_digit_code(first * 10 + second) ? 3 : 4;
}

static gboolean is_date_like(const GArray *digits, guint from)
{
	return two_digits(digits, from) <= 31 && digit_at(digits, from + 2)->gap &&
	       digit_at(digits, from + 4)->gap && !digit_at(digits, from + 5)->gap &&
	       !digit_at(digits, from + 6)->gap && !digit_at(digits, from + 7)->gap;
}

/* After the area code all is grouped by the same sign: "08-12 13-17" are hours. */
static gboolean same_signs(const struct personal_text *text, const GArray *digits, guint from,
			   guint end)
{
	gunichar sign = 0;

	for (guint i = from; i < end; i++) {
		gunichar here = text->c[digit_at(digits, i)->at - 1];

		if (!digit_at(digits, i)->gap)
			continue;
		if (sign && here != sign)
			return FALSE;
		sign = here;
	}
	return TRUE;
}

/* The digits of a number that begins at from with its 0, 0 = none does. skipped: a 0 that the
 * country's code stands for. */
static guint national(const struct personal_text *text, const GArray *digits, guint from,
		      gboolean skipped)
{
	guint first = skipped ? from : from + 1, least = 0, most = 0, code, best = 0;

	if (first + 2 >= digits->len || (!skipped && digit_at(digits, from)->value != 0))
		return 0;
	code = area_code(digits, first, &least, &most);
	if (!code)
		return 0;
	if (skipped) {
		code--;
		least--;
		most--;
	}
	for (guint count = 2; count <= most && from + count <= digits->len; count++) {
		if (count > 1 && digit_at(digits, from + count - 1)->far)
			break;
		if (count >= least && ends_there(digits, from + count))
			best = count;
	}
	if (!best || (!skipped && best == 8 && is_date_like(digits, from)) ||
	    !same_signs(text, digits, from + code + 1, from + best))
		return 0;
	for (guint i = 1; !skipped && i < code; i++)
		if (digit_at(digits, from + i)->gap)
			return 0;
	/* an area code stands alone, unless all is in one: otherwise it is hours or a number of
	 * something */
	if (!skipped && least != most) {
		gboolean glued = TRUE;

		for (guint i = from + 1; i < from + best; i++)
			glued &= !digit_at(digits, i)->gap;
		if (glued ? best < 9 : !digit_at(digits, from + code)->gap)
			return 0;
	}
	return best;
}

/* "+" or "00" before the country's code. */
static guint international(const struct personal_text *text, const GArray *digits, guint from)
{
	guint at = digit_at(digits, from)->at, next = from, count, end;
	gboolean plus = at > 0 && text->c[at - 1] == '+';

	if (!plus && at > 1 && personal_is(text, at - 1, KIND_BLANK) && text->c[at - 2] == '+')
		plus = TRUE;
	if (!plus) {
		if (from + 2 >= digits->len || digit_at(digits, from)->value ||
		    digit_at(digits, from + 1)->value)
			return 0;
		next = from + 2;
	}
	if (next + 2 < digits->len && two_digits(digits, next) == 46) {
		next += 2;
		if (digit_at(digits, next)->value == 0)
			next++;
		count = next < digits->len ? national(text, digits, next, TRUE) : 0;
		return count ? next + count - from : 0;
	}
	for (end = from + 1; end < digits->len && !digit_at(digits, end)->far; end++)
		;
	count = end - from;
	return plus && count >= 8 && count <= 15 && digit_at(digits, from)->value ? count : 0;
}

/* "tel 174 06 05": who says that it is one is believed. */
static guint announced(const struct personal_text *text, const GArray *digits, guint from)
{
	const struct personal_word *word = personal_word_before(text, digit_at(digits, from)->at);
	guint end = from + 1;

	if (!word || !(word->lists & LIST_PHONE))
		return 0;
	while (end < digits->len && !digit_at(digits, end)->far)
		end++;
	return end - from >= 6 && end - from <= 11 ? end - from : 0;
}

void personal_find_phone(const struct personal_text *text, GArray *matches)
{
	const GArray *digits = text->digits;

	for (guint i = 0; i + 6 <= digits->len; i++) {
		guint count = 0;

		if (!digit_at(digits, i)->far && !digit_at(digits, i)->gap)
			continue;
		count = international(text, digits, i);
		if (!count)
			count = national(text, digits, i, FALSE);
		if (!count)
			count = announced(text, digits, i);
		if (count)
			personal_add(text, matches, "phone", digit_at(digits, i)->at,
				     digit_at(digits, i + count - 1)->at + 1);
	}
}
