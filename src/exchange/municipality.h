/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Municipalities by what files call them. */
#ifndef OSG_EXCHANGE_MUNICIPALITY_H
#define OSG_EXCHANGE_MUNICIPALITY_H

#include "osg/registry.h"

/* What a name is compared by: "Huddinge kommun" is Huddinge. Owned. */
char *municipality_key(const char *name);
/* Whether a cell says the municipality of that name, by its name ("Stockholms stad" for Stockholm)
 * or by the code that its area has, with or without the zero in front. */
gboolean municipality_is(const struct registry *registry, const char *name, const char *said);

#endif
