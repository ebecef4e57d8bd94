/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which counts of a table may be told to anybody: none that is small, and none from which a small
 * one follows. */
#ifndef OSG_DISCLOSURE_H
#define OSG_DISCLOSURE_H

#include <glib.h>

enum { DISCLOSURE_LEAST = 5 };

/* hidden[n]: TRUE for counts under DISCLOSURE_LEAST, and for as many of the smallest others as it
 * takes that the sum of the hidden ones tells none of them, not even to who knows this rule
 * (complementary suppression). That sum, -1 = it may not be told either. Every count is 0 or more.
 */
int disclosure_hide(const int *counts, guint n, gboolean *hidden);

#endif
