/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of one observation. */
#ifndef OSG_OBSERVATION_H
#define OSG_OBSERVATION_H

#include "osg/record.h"
#include "osg/rows.h"

struct registry;

/* Makes the fields that follow from others agree: week from time_from; area from the place, else
 * from the point (nearest-area fallback), else as given; place_precision; counted is left alone. */
void observation_settle(struct observation *o, const struct registry *v);
/* What is missing or wrong before it may be saved; NULL when it is complete. OSG_ERROR_RULE naming
 * *field (a field name). */
gboolean observation_check(const struct observation *o, const struct registry *v, gint64 now,
			   const char **field, GError **error);
/* As much of the observation as the functions below need. It owns nothing; not to be cleared. */
struct observation observation_of_row(const struct observation_row *row);
/* "fr 4 okt 18–24", "sö 6 okt 21:40", "on 2 okt ?", "v.40": the time at its true precision. Owned.
 */
char *observation_when(const struct observation *o, int week);
/* Place name, else "bakom kiosken (Skogås)" as somebody wrote it, else "Flemingsberg (område)",
 * else "ej platsangiven". Owned. */
char *observation_where(const struct observation *o, const struct registry *v);
/* "Brand · container". Owned. */
char *observation_what(const struct observation *o, const struct registry *v);
/* The code of the category that one of code is also told as ("SKA" and "KLO"); NULL: none. */
const char *observation_related_kind(const char *code);
/* 0..100: of pairs like these, how many in a hundred are one event told by two: by what chance
 * brings into the hours and the place that they leave open. Related categories (SKA/KLO, ORD/UNG,
 * HOT/VAL); the same organisation seldom reports twice. 0 when it cannot be. From LIKENESS_CERTAIN
 * on it may be called certain; nothing is linked by itself. */
#define LIKENESS_CERTAIN 95
int observation_likeness(const struct observation *a, const struct observation *b,
			 const struct registry *v);

#endif
