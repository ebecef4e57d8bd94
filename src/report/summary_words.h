/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of the summary. All are owned by the caller. */
#ifndef OSG_SUMMARY_WORDS_H
#define OSG_SUMMARY_WORDS_H

#include "osg/picture.h"

char *words_title(const struct picture *p);   /* "Lägesbild vecka 40, 2024" */
char *words_group(const struct picture *p);   /* "Huddinge · Operativ samverkansgrupp" */
char *words_version(const struct picture *p); /* "Version 1, fastställd 2024-10-08 kl. 12.00, …" */
char *words_head(const struct picture *p);    /* "Vecka 40, 2024 · version 1 · fa6a7a2411b6" */

/* The total against what is usual; of a longer period against the year before. */
char *words_whole(const struct picture *p);
char *
words_basis(const struct picture *p); /* who was heard, what is still to come, what has no place */
char *words_signals_left(guint more, guint usual);
char *words_busiest(const struct picture *p);
char *words_changes(const struct picture *p);

/* The whole counts within the limits, "118–157"; "–" where there is too little history to say. */
char *words_usual(double lower, double upper, int weeks);
char *words_real(double value); /* one decimal, with the language's comma */

gboolean words_any_hours(const struct picture *p);

#endif
