/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the programme's records, the lists that they choose from, and the three
 * computations: what was done in time, what has changed, and which reading a figure in a text comes
 * from. Knows no database and no clock: today and now are parameters. */
#ifndef OSG_PROGRAMME_H
#define OSG_PROGRAMME_H

#include "osg/catalogue.h"
#include "osg/error.h"
#include "osg/period.h"
#include "osg/record.h"

/* Each is struct record_kind's settle of its kind: fills in what follows, refuses with a sentence
 * that names the field. OSG_ERROR_RULE or OSG_ERROR_INPUT. */
gboolean mandate_settle(gpointer record, int today, const char **field, GError **error);
gboolean objective_settle(gpointer record, int today, const char **field, GError **error);
gboolean activity_settle(gpointer record, int today, const char **field, GError **error);
gboolean indicator_settle(gpointer record, int today, const char **field, GError **error);
gboolean reading_settle(gpointer record, int today, const char **field, GError **error);
gboolean asset_settle(gpointer record, int today, const char **field, GError **error);
gboolean inspection_settle(gpointer record, int today, const char **field, GError **error);
gboolean defect_settle(gpointer record, int today, const char **field, GError **error);
gboolean note_settle(gpointer record, int today, const char **field, GError **error);
gboolean edition_settle(gpointer record, int today, const char **field, GError **error);

/* mandates and objectives among their own */

/* What a mandate lacks before it can be in force: bits. */
enum mandate_lack {
	MANDATE_LACKS_DECIDED = 1 << 0,
	MANDATE_LACKS_DNR = 1 << 1,
	MANDATE_LACKS_BODY = 1 << 2,
	/* agreements and partnerships (9 § of the law 2023:196) */
	MANDATE_LACKS_PARTIES = 1 << 3,
	MANDATE_LACKS_PURPOSE = 1 << 4,
	MANDATE_LACKS_SCOPE = 1 << 5,
	MANDATE_LACKS_END = 1 << 6
};
/* Bits of enum mandate_lack: what stands empty and must not. */
guint mandate_lacks(const struct mandate *mandate);
/* Whether it lacks nothing and the day lies within it. */
gboolean mandate_in_force(const struct mandate *mandate, int day);
/* The same day so many months on, the month's last where it has no such day. */
int day_months_on(int day, int months);
/* The day on which it is to be followed up next: so many months after last (a day, DAY_NONE = never
 * followed up: after it was decided). DAY_NONE: it says nothing about that. */
int mandate_review(const struct mandate *mandate, int last);
/* OSG_ERROR_RULE: another agreement (others: GPtrArray of struct mandate) is in force on the same
 * days and this one does not say that it replaces it. */
gboolean mandate_fits(const struct mandate *mandate, const GPtrArray *others, const char **field,
		      GError **error);
/* OSG_ERROR_RULE: it would stand under itself, or its code is another's in the same mandate. */
gboolean objective_fits(const struct objective *objective, const GPtrArray *others,
			const char **field, GError **error);

/* readings */

/* "nästan 400", "ca 23 000 tim", "30 %", "2,5": the number and how exactly it is meant; what stands
 * behind the number is a unit and is left. OSG_ERROR_INPUT with an example. */
gboolean reading_parse(const char *said, double *value, int *precision, GError **error);
/* "nästan 400", "ungefär 23 000", "110", in the current language; "–" where nothing is known.
 * Owned. */
char *reading_words(const struct reading_record *reading);
/* A reading as it is remembered where it was cited, the same in every language: "23000 about",
 * "110 exact". Owned. */
char *reading_fact(const struct reading_record *reading);
/* The same in words of the current language, NULL = "–"; a plain count ("5") is one too. Owned. */
char *reading_fact_words(const char *fact);
/* "2019T3", "2019-T3": a third of a year. Everything else as period_parse without today's help. */
gboolean programme_period_parse(const char *text, struct period *period, GError **error);
/* "2019", "2019T3", else as period_format. Owned. */
char *programme_period_format(struct period period);

/* lists of share/programme */

extern struct catalogue activity_catalogue; /* value: 1 = belongs to an objective */

struct asset_property {
	const char *form, *property; /* property "" = the form itself */
	gboolean required;
	const char *label_sv, *label_en;
};
/* NULL = there is no such form, or no such property of it. */
const struct asset_property *asset_property_find(const char *form, const char *property);

struct check_point {
	const char *list, *applies_to, *point; /* point "" = the list itself */
	int version, months;
	const char *clock;
	const char *text_sv, *text_en;
};
/* All lists and points, GPtrArray of struct check_point in order of the file. Borrowed. */
const GPtrArray *check_points(void);
const struct check_point *check_point_find(const char *list, const char *point);
/* The list that things of that form are checked by, NULL = none. */
const struct check_point *check_list_of(const char *asset_form);
const char *check_text(const struct check_point *point, gboolean english);

struct service_clock {
	const char *code;
	gboolean workdays; /* else hours */
	int amount;
	const char *guideline; /* a word of the title of the guideline that sets it; "" = none */
	const char *label_sv, *label_en;
};
/* Those that the guideline of that title sets; GPtrArray of borrowed struct service_clock. */
GPtrArray *service_clocks_of(const char *title);
/* NULL: no clock has that code. */
const struct service_clock *service_clock_find(const char *code);

struct law_duty {
	const char *section, *part, *duty_sv, *duty_en;
	const char *evidence, *form; /* kind of record and which of them */
	int months;                  /* how old the evidence may be, 0 = in force is enough */
};
/* Of the law 2023:196. GPtrArray of struct law_duty. Borrowed. */
const GPtrArray *law_duties(void);

/* Answers of a round: "ok", "fault", "na" and the words behind; NULL = the point is not answered.
 * Borrowed. */
const char *inspection_answer(const struct inspection *round, const char *point);
void inspection_set_answer(struct inspection *round, const char *point, const char *answer);
/* Points of its list that are not answered. */
guint inspection_open_points(const struct inspection *round);

/* in time */

/* When a clock that starts at a time runs out: so many hours on, or the end of so many working days
 * after the day. Pauses are not taken off. TIME_NONE: there is no such clock. */
gint64 service_clock_due(const char *clock, gint64 started);

/* Waiting and overdue never vanish from the share:
 *   in time = fixed in time / (fixed + open past due)
 * What is open and not yet due says nothing about the share. */
struct in_time {
	int fixed, fixed_in_time, late_open, waiting, open;
};
/* Counts a defect as it stands at now. */
void in_time_add(struct in_time *sum, const struct defect *defect, gint64 now);
/* NAN where nothing can be told yet. */
double in_time_share(const struct in_time *sum);

/* change */

enum change_verdict {
	CHANGE_UNKNOWN, /* there is nothing to compare with, or too few years: only the numbers */
	CHANGE_BROKEN,  /* recorded otherwise since: never compared */
	CHANGE_WITHIN,  /* within the margins, or within what years usually differ */
	CHANGE_UP,
	CHANGE_DOWN
};
/* Readings of one indicator and subject in order of time, the last one is judged. A figure with
 * margins has changed when it leaves the margins of the one before and its own does not reach it; a
 * count when it leaves mean ± 2 standard deviations of five or more comparable years before it.
 * break_year: years from there on are not compared with earlier ones; 0 = none. */
enum change_verdict change_judge(const struct reading_record *const *readings, guint count,
				 int break_year);

/* texts with figures */

/* A text with "{code}" or "{code@2018}" replaced by what value says of it (owned by the caller of
 * value; NULL = there is no such reading). OSG_ERROR_RULE names the first unknown code. Owned. */
typedef char *cite_value(gpointer data, const char *code, const char *period);
char *cite_expand(const char *text, cite_value *value, gpointer data, GError **error);
/* Numbers that somebody typed in it and no reading backs, owned words: years, § and register
 * numbers and what stands in {} are none. */
GPtrArray *cite_loose_numbers(const char *text);

#endif
