/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widths of a table's columns, the same rule on paper and in text: a word is broken only where
 * no other way is left. */
#include "config.h"

#include <string.h>

#include "report/columns.h"

/* Words end at blanks, and after a hyphen or stroke as lines do. */
static double longest_word(const char *text, columns_measure measure, gconstpointer data)
{
	double longest = 0;
	while (*text) {
		gsize size = strcspn(text, " -/");
		g_autofree char *word = g_strndup(text, size + (text[size] && text[size] != ' '));
		longest = MAX(longest, measure(word, data));
		text += size + (text[size] != '\0');
	}
	return longest;
}

void columns_widen(struct columns *columns, const struct block *cells, columns_measure measure,
		   double bar, gconstpointer data)
{
	for (int i = 0; i < columns->count; i++) {
		const double *levels;
		int bars = bar > 0 ? cell_bars(cells, i, &levels) : 0;
		double natural = bars ? bars * bar : measure(cells->texts[i], data);
		columns->width[i] = MAX(columns->width[i], natural);
		double least = bars ? natural : longest_word(cells->texts[i], measure, data);
		columns->least[i] = MAX(columns->least[i], least);
	}
}

/* A column without share keeps what it likes, as long as that is not more than a third. */
static void keep_unshared(struct columns *c, const struct block *table, double room)
{
	for (int i = 0; i < c->count; i++)
		if (!table_share(table, i))
			c->least[i] = c->width[i] = MIN(c->width[i], room / 3);
}

static double sum(const double *values, int count)
{
	double total = 0;
	for (int i = 0; i < count; i++)
		total += values[i];
	return total;
}

/* Where even the longest words have no room together, only the longest of them give way. */
static void level(double *least, int count, double room)
{
	double cap = room / count;
	for (int pass = 0; pass < count; pass++) {
		double below = 0;
		int above = 0;
		for (int i = 0; i < count; i++) {
			below += least[i] <= cap ? least[i] : 0;
			above += least[i] > cap;
		}
		cap = above ? (room - below) / above : cap;
	}
	for (int i = 0; i < count; i++)
		least[i] = MIN(least[i], cap);
}

void columns_fit(struct columns *c, const struct block *table, double room, gboolean stretch)
{
	keep_unshared(c, table, room);
	if (sum(c->least, c->count) > room)
		level(c->least, c->count, room);
	double like = sum(c->width, c->count), least = sum(c->least, c->count);
	double given = like > least ? MAX(room - least, 0) / (like - least)
				    : 0; /* of what they would like beyond a word */
	int shares = 0;
	for (int i = 0; i < c->count; i++)
		shares += table_share(table, i);
	for (int i = 0; i < c->count; i++) {
		if (like > room)
			c->width[i] = c->least[i] + (c->width[i] - c->least[i]) * given;
		else if (stretch && shares)
			c->width[i] += (room - like) * table_share(table, i) / shares;
	}
}
