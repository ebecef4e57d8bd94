/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people write them: "1 200", "1.200", "1 200,50 kr", "59,23633". */
#ifndef OSG_NUMBER_H
#define OSG_NUMBER_H

#include <glib.h>

enum number_kind {
	NUMBER_WHOLE,  /* kronor, inhabitants: "1.200" is 1200; two digits of öre are cut off where
			  there is a unit */
	NUMBER_DECIMAL /* degrees, metres, days: "1.200" is 1.2 */
};

/* Blanks of any width, apostrophes ("1’200"), and full stops or commas before three digits each
 * group thousands; the last full stop or comma of another kind is the decimal mark. units (NULL =
 * none) are words that may follow or, with a blank, stand before it, case ignored. FALSE: it is
 * none, or two readers would read it differently ("1,200" as a whole number). */
gboolean number_read(const char *text, enum number_kind kind, const char *const *units,
		     double *number);
/* "", "-", "NULL", "okänt" and what else people and programs write where there is nothing to say.
 */
gboolean number_is_unsaid(const char *text);
/* "2,02E+11": what a spreadsheet shows of a number that has no room; its digits are lost. */
gboolean number_is_shortened(const char *text);
/* Digits and signs of full width, hyphens and dashes as ASCII ones. Owned. */
char *number_narrow(const char *text);
/* An int of 0 or more. FALSE also when it has no room. */
gboolean number_read_count(const char *text, int *count);

/* Kronor of 0 or more, "1 200", "1.200", "1 200,50 kr"; öre are cut off. FALSE: it is none, or more
 * than a thousand billion. */
gboolean number_read_kronor(const char *text, gint64 *kronor);

#endif
