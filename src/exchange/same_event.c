/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a row tells anew of the event that its id stands for. A source corrects a day, a place or
 * a category; a list that is numbered from 1 each week or month says all of them otherwise, and its
 * rows overwrite nothing. What may be either is a question. */
#include "config.h"

#include "osg/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "osg/text.h"
#include "osg/week.h"

#define DAY_IS_SLIPPED 1    /* days: a night's event that was put on the other day */
#define DAY_IS_CORRECTED 14 /* days: further off it is a list that was numbered anew */
#define SAYS_SOMETHING 3    /* letters of a word that tells */
#define SETTLED(a, b) ((a) && (b) && (a) != (b))

/* How two texts speak for one event. */
enum voucher { VOUCHED_NOT, VOUCHED_UNSAID, VOUCHED_ALIKE, VOUCHED_SAME };

static guint count_words(char **words, char *const *among)
{
	guint count = 0;

	for (; *words; words++)
		if (g_utf8_strlen(*words, -1) >= SAYS_SOMETHING)
			count += !among || g_strv_contains((const char *const *)among, *words);
	return count;
}

/* More than half of the words of the one that says less stand in the other. */
static gboolean texts_are_alike(const char *a, const char *b)
{
	g_autofree char *x = text_fold(a), *y = text_fold(b);
	g_auto(GStrv) these = g_strsplit(x, " ", -1), those = g_strsplit(y, " ", -1);
	gboolean more = count_words(these, NULL) > count_words(those, NULL);
	char **few = more ? those : these, **many = more ? these : those;

	return 2 * count_words(few, many) > count_words(few, NULL);
}

static enum voucher texts_vouch(const char *a, const char *b)
{
	if (!a || !*a || !b || !*b)
		return VOUCHED_UNSAID;
	if (g_str_equal(a, b))
		return VOUCHED_SAME;
	return texts_are_alike(a, b) ? VOUCHED_ALIKE : VOUCHED_NOT;
}

static gboolean is_elsewhere(const struct observation *a, const struct observation *b)
{
	return SETTLED(a->place, b->place) ||
	       (!(a->place && b->place) && SETTLED(a->area, b->area));
}

static enum sameness same_day(gboolean elsewhere, gboolean otherwise, enum voucher voucher,
			      gboolean one_place)
{
	if (!otherwise || voucher >= VOUCHED_ALIKE)
		return SAME_EVENT;
	if (elsewhere)
		return OTHER_EVENT;
	return one_place && voucher == VOUCHED_NOT ? PERHAPS_SAME_EVENT : SAME_EVENT;
}

static enum sameness days_apart(int days, gboolean elsewhere, gboolean otherwise,
				enum voucher voucher)
{
	if (days > DAY_IS_CORRECTED)
		return elsewhere || otherwise || voucher != VOUCHED_SAME ? OTHER_EVENT
									 : PERHAPS_SAME_EVENT;
	if (elsewhere)
		return otherwise || voucher < VOUCHED_ALIKE ? OTHER_EVENT : PERHAPS_SAME_EVENT;
	if (otherwise)
		return voucher < VOUCHED_ALIKE ? OTHER_EVENT : SAME_EVENT;
	if (voucher == VOUCHED_UNSAID)
		return days <= DAY_IS_SLIPPED ? SAME_EVENT : PERHAPS_SAME_EVENT;
	return voucher == VOUCHED_NOT ? PERHAPS_SAME_EVENT : SAME_EVENT;
}

/* Its ids are given once: a time, a type, a place or a text is corrected under them, but not all at
 * once. */
enum sameness observation_sameness_by_id(const struct observation *stored,
					 const struct observation *row)
{
	gboolean other_time = stored->time_from != row->time_from;
	gboolean far =
		abs(time_day(stored->time_from) - time_day(row->time_from)) > DAY_IS_CORRECTED;
	gboolean otherwise = stored->category != row->category;

	if (stored->time_from == TIME_NONE || row->time_from == TIME_NONE || !other_time ||
	    !otherwise || texts_vouch(stored->text, row->text) >= VOUCHED_ALIKE)
		return SAME_EVENT;
	return far || is_elsewhere(stored, row) ? PERHAPS_SAME_EVENT : SAME_EVENT;
}

enum sameness observation_sameness(const struct observation *stored, const struct observation *row)
{
	int days = abs(time_day(stored->time_from) - time_day(row->time_from));
	gboolean elsewhere = is_elsewhere(stored, row);
	gboolean otherwise = stored->category != row->category;
	enum voucher voucher = texts_vouch(stored->text, row->text);

	if (stored->time_from == TIME_NONE || row->time_from == TIME_NONE)
		return SAME_EVENT;
	return days ? days_apart(days, elsewhere, otherwise, voucher)
		    : same_day(elsewhere, otherwise, voucher,
			       stored->place && stored->place == row->place);
}
