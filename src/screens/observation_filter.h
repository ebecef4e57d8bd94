/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter line of the observations. */
#ifndef OSG_SCREENS_OBSERVATION_FILTER_H
#define OSG_SCREENS_OBSERVATION_FILTER_H

#include "osg/filter.h"

struct session;
struct ui;

/* Owned; NULL where it cannot be understood. */
struct filter *observation_filter_parse(const struct session *session, const char *text);
/* A word of it that names nothing, and what was perhaps meant: a sentence, owned; NULL = none. */
char *observation_filter_slip(const struct session *session, const char *text);
/* The whole line with each word that could stand last: a prompt's complete. */
GPtrArray *observation_filter_complete(struct ui *ui, const char *text);
/* What filter.h says, for those who type it: a prompt's help. */
extern const char observation_filter_help[];

#endif
