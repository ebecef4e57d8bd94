/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a focus group's screen as rows of a list: causes as a tree, measures, steps and
 * members, visits, the story, and whether it helped. */
#ifndef OSG_GROUP_SECTIONS_H
#define OSG_GROUP_SECTIONS_H

#include "osg/app.h"
#include "osg/before_after.h"
#include "osg/surface.h"

enum section {
	SECTION_CAUSES,
	SECTION_MEASURES,
	SECTION_STEPS,
	SECTION_VISITS,
	SECTION_STORY,
	SECTION_RESULT,
	SECTIONS
};
enum { SECTION_CELLS = 5 };

/* A row; the first cell takes the room that the others leave. */
struct section_row {
	gint64 identity;
	const struct record *record; /* borrowed from the dossier, NULL = a heading */
	char *cells[SECTION_CELLS];
	enum style style;
	char *sentence; /* what is told of it when it is selected; NULL = nothing */
};

/* What a section needs. */
struct section_source {
	struct session *session;
	const struct dossier *dossier;
	const struct before_after *result; /* NULL = not counted yet, or it has no yardstick */
};

/* How a step of the catalogue is taken. */
struct step_way {
	const char *code;
	const char *command; /* what Enter on it runs, NULL = it shows the section */
	enum section section;
	const char *sentence; /* msgid with {commands} */
};
/* NULL = a step of the group's own. */
const struct step_way *step_way_find(const char *code);

const char *section_title(enum section section);
/* Headings of its cells (msgids), NULL = no such cell. */
const char *const *section_headings(enum section section);
/* Identity of a record's row. */
gint64 section_row_of(const struct record *record);
/* GPtrArray of struct section_row. */
GPtrArray *section_rows(enum section section, const struct section_source *from);

#endif
