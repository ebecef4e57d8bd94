/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the prints of the programme share: the sheet with its period and its gaps, texts that cite
 * figures, what has moved since, and editions. */
#ifndef OSG_REPORT_PROGRAMME_SHEET_H
#define OSG_REPORT_PROGRAMME_SHEET_H

#include "osg/app_programme.h"
#include "osg/report.h"

struct programme_sheet {
	struct session *session;
	struct programme *p;
	struct document *document;
	const struct report_options *options;
	char *period;       /* "2019" */
	GPtrArray *gaps;    /* sentences */
	GHashTable *before; /* number of a figure in the document, and its fact as it was written */
	GError *error;      /* a text that cites nothing, of an edition */
};

/* What is asked for, read: NULL with an error, or what builds it fills in sheet->document. The
 * period is the one asked for; of a week, the year that it lies in. */
typedef void sheet_build(struct programme_sheet *sheet);
/* The newest edition of that report, or the one that is asked for, else a draft. */
struct document *programme_sheet_print(struct session *session,
				       const struct report_options *options, const char *report,
				       sheet_build *build, GError **error);

/* Begins the document. */
void sheet_begin(struct programme_sheet *sheet, const char *title);
/* What is missing, told at the end. Takes the sentence. */
void sheet_gap(struct programme_sheet *sheet, char *take_sentence);
/* The last chapters: what has moved since the newest edition, or since it was written, and what is
 * missing. */
void sheet_end(struct programme_sheet *sheet, const char *report);

/* A paragraph that people wrote, its figures filled in and each with its source. */
void sheet_note(struct programme_sheet *sheet, const char *lead, const struct note_record *note);
/* A reading that stands in the last row or paragraph. */
void sheet_reading(struct programme_sheet *sheet, const struct indicator *indicator,
		   const struct reading_record *reading);
/* A count that does: its sort ("done:1.4") is of the sheet's period. */
void sheet_count(struct programme_sheet *sheet, const char *sort, const char *code, int count);

const char *sheet_word(const struct record_kind *kind, const char *field, int value); /* borrowed */
/* Of an organisation, "–" = none; borrowed. */
const char *sheet_code(const struct programme_sheet *sheet, gint64 organisation);
/* "KF 2017-12-11 §12"; owned. */
char *sheet_decision(const struct mandate *mandate);
/* "17 jun–18 aug 2019", "" = not said; owned. */
char *sheet_when(const struct activity_record *activity);

#endif
