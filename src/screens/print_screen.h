/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the print screen share. */
#ifndef OSG_SCREENS_PRINT_SCREEN_H
#define OSG_SCREENS_PRINT_SCREEN_H

#include "osg/report.h"
#include "screens/screens.h"

/* What is printed; a copy of it goes to the worker, which calls print_page_build. */
struct print_page {
	const struct report *report;
	struct report_options options; /* number 0 = the draft; period unused */
	struct period period;          /* instead of the week; PERIOD_NONE = the week */
};

struct print {
	struct session *session;
	struct print_page page;
	const struct report *shown;    /* which it was before */
	const struct preview *preview; /* borrowed from the worker, NULL = none yet */
	int versions;
	int scroll, rows;
	char *went; /* a sentence: where it was saved or sent last, owned; NULL = nowhere yet */
};

/* Free with document_free. */
struct document *print_page_build(struct session *session, const struct print_page *page,
				  GError **error);

/* p, s and o */
void print_run_print(struct ui *ui, const char *argument);
void print_run_save(struct ui *ui, const char *argument);
void print_run_where(struct ui *ui, const char *argument);
/* v, t, O, k and f */
char *print_no_figures(struct ui *ui);
void print_run_figures(struct ui *ui, const char *argument);
char *print_no_versions(struct ui *ui);
void print_run_version(struct ui *ui, const char *argument);
void print_run_report(struct ui *ui, const char *argument);
char *print_no_organisation(struct ui *ui);
void print_run_organisation(struct ui *ui, const char *argument);
char *print_no_form(struct ui *ui);
void print_run_form(struct ui *ui, const char *argument);

#endif
