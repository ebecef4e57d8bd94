/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words of a file are as categories. */
#ifndef OSG_EXCHANGE_MEANING_H
#define OSG_EXCHANGE_MEANING_H

#include "exchange/mapping.h"
#include "osg/registry.h"

/* What a pair of category cells means. */
struct meaning {
	gint64 category, sub;              /* keys; sub 0 = not said or not known */
	gboolean known, counts, sub_known; /* known FALSE: no category */
};

struct meanings;

struct meanings *meanings_new(const struct registry *v, const struct mapping *mapping);
void meanings_free(struct meanings *all);
/* Borrowed until the next call. */
const struct meaning *meaning_of(struct meanings *all, const char *word, const char *sub);

#endif
