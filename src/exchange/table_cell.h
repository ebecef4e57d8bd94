/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs on the way have done to the text of a cell, undone where it can be. */
#ifndef OSG_EXCHANGE_TABLE_CELL_H
#define OSG_EXCHANGE_TABLE_CELL_H

#include <glib.h>

/* A word of the first cell that was changed, before and after. */
struct cell_example {
	char was[64], is[64];
};

/* What was met in the cells of a file. Lines are those of the first. */
struct cell_facts {
	int repaired;        /* UTF-8 that had been read as an old code page, and was put right */
	int left, left_line; /* that look like it and could not be put right as a whole */
	int lost, lost_line; /* that hold U+FFFD: a letter was lost before the file came here */
	int asked,
		asked_line; /* that hold "?" inside a word, as "V?rby": likely a lost letter too */
	int html;           /* that had been written as HTML */
	struct cell_example mended, plain, stays; /* of repaired, of html, and (was) of left */
};

/* Signs of what may have been done to a cell: letters above ASCII, "&", and any other. */
enum { SIGN_HIGH = 1, SIGN_AMPERSAND = 2, SIGN_LESS = 4, SIGN_EQUALS = 8, SIGN_ASKS = 16 };

/* Those that bytes have, as bits. */
int cell_signs(const char *bytes, gsize length);
/* Of a cell with no other signs than these: the cell as it was meant: ="0701" without its wrapping,
 * "VisÃ¤ttra" with its letters, "Vår &amp; höst" with its &. Owned; NULL = as it stands. */
char *cell_mend(const char *cell, int signs, int line, struct cell_facts *facts);
/* UTF-8 that was read as an old code page once or more, wherever in the text. Owned; NULL: there is
 * none. */
char *garbled_repair(const char *text);

#endif
