/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people call the columns of their tables, in Swedish and English (share/mappings/
 * headings.csv): one list for what is read without a mapping of its own and for what is proposed.
 */
#ifndef OSG_EXCHANGE_HEADINGS_H
#define OSG_EXCHANGE_HEADINGS_H

#include "exchange/mapping.h"

struct heading {
	enum column column;
	char *folded;
	gboolean only; /* too little to read by: it is proposed, and a person says */
};

/* All of them, of a column the surest first. Of the program. */
const struct heading *headings_known(guint *count);
/* LAT, LON, X (north on Swedish maps), Y or POSITION by what is left of a folded heading without
 * the words that say which system it is: "Nordlig koordinat", "SWEREF99 TM N", "WGS84 lat".
 * COLUMNS: it is none of them. */
enum column heading_coordinate(const char *folded);
/* Whether the heading of X says that north stands there: "X" and "Y" say nothing. */
gboolean heading_says_north(const char *folded);

/* What a number below the heading is in kronor: 1000 of "Kostnad (tkr)"; 0: it is other money. */
double heading_kronor(const char *heading);

#endif
