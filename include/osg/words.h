/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of osg for what is computed: every mark, range, week name, count and state in the
 * current language is made here once, for screen, paper and verbs alike. Strings are owned unless
 * const. */
#ifndef OSG_WORDS_H
#define OSG_WORDS_H

#include "osg/before_after.h"
#include "osg/group.h"
#include "osg/picture.h"

/* The language that the sentences are in: "sv", "en". */
const char *words_language(void);
/* What something is called in it; in the other language where only that is known, "" for nothing.
 * Borrowed. */
const char *words_label(const struct picture_label *label);
/* A line of the places: its name, of a district "Länna (area)", since a place in it may be called
 * the same. Owned. */
char *words_place(const struct picture_place *place);
/* A period: "week 40, 2024", "September 2024", "quarter 3, 2024", "2024"; its days: "1–30 September
 * 2024"; in the head of a column: "w.39", "sep 2023", "Q3 2023". */
char *words_period(struct period period);
char *words_period_dates(struct period period);
char *words_period_column(struct period period);
/* As at the beginning of a line: "Quarter 3, 2024". */
char *words_capital(const char *text);
/* How often chance alone would do it: "about once in 4 years"; in a column "once in 4 years". */
char *words_rarity(double years, gboolean column);
/* An expected count: "15", "2.4" */
char *words_count(double count);
/* The whole counts within the limits: "118–157", "4". */
char *words_range(double lower, double upper);
/* "1,234 events (1,300 reports)": of the whole picture. */
char *words_events(const struct picture *picture);
/* "15 of 20 have reported" counts those; a nil report is an answer too, and no report. */
struct roll_count {
	int members, reported, nil, silent;
};
struct roll_count roll_count(const struct picture *picture);
/* "17 of 20 in": of the members, those that answered; NULL when there are no members. */
char *words_roll_count(const struct picture *picture);
/* "reported", "nothing to report: semester", "silent, week 3" */
char *words_roll(const struct picture_organisation *o);

/* Of a longer period: "11 of 13 weeks". */
char *words_roll_weeks(const struct picture_organisation *o);

/* Why the week, and why its hotspots, cannot be judged; NULL when they can. */
char *words_not_judged(const struct picture *picture);
char *words_hotspots_not_judged(const struct picture *picture);

/* The mark before a signal, two columns wide: "R▲" more than chance explains, "U▲" many, worth a
 * glance, "G▼" fewer than chance explains, "U▼" few, "U►" within the usual but highlighted, "  "
 * none; and the same in a word, for ears and fingers: "far more", "" none. */
const char *words_signal_mark(const struct picture_signal *signal);
const char *words_signal_word(const struct picture_signal *signal);
/* What it is about: "Fire", "All events". */
char *words_signal_what(const struct picture_signal *signal);
/* The same in a row beside its week's count: weeks that stand out together say so, "Graffiti, 21 in
 * 4 weeks". Owned. */
char *words_signal_row(const struct picture_signal *signal);
/* This week's count and what is usual: "9 (2-6)"; of weeks together "12 in 4 weeks (5.1)". Owned.
 */
char *words_signal_counts(const struct picture_signal *signal);
/* Seen, usual, how rare, what else it could be. */
char *words_signal_sentence(const struct picture *picture, const struct picture_signal *signal);
/* What holds for several of a table's signals, told once: worth a glance, marked week, one
 * reporter;
 * "" where nothing does. The reasons told are put into *told. */
char *words_signals_together(const struct picture *picture, const GPtrArray *signals, guint *told);
/* What another detector found: one line; the same with what stands behind it. Owned. */
char *words_finding_title(const struct picture *picture, const struct picture_finding *finding);
char *words_finding_sentence(const struct picture *picture, const struct picture_finding *finding);

/* What is said below a signal's row: all of it but the reasons told for a flag and for a
 * highlighted one; for the others what their row does not say, "" where nothing is left. */
char *words_signal_note(const struct picture *picture, const struct picture_signal *signal,
			guint told);

/* "R▲" beyond the budget, "U▲" worth a glance, "▼" gone, "✓" decided. */
const char *words_hotspot_mark(const struct picture_hotspot *hotspot);
/* "new", "growing" … */
const char *words_hotspot_state(const struct picture_hotspot *hotspot);
/* "41 in 4 w., 15 usual" */
char *words_hotspot_figures(const struct picture_hotspot *hotspot);
/* "Visättraskolan + 3 places, damage" */
char *words_hotspot_title(const struct picture_hotspot *hotspot);
/* How many, where, against what is usual, by what chance, since when. */
char *words_hotspot_sentence(const struct picture_hotspot *hotspot);
/* "UNG 14 · SKA 9"; "mostly 17–23, most on fr, sa"; "BEV 12 · SBFF 9" */
char *words_hotspot_what(const struct picture_hotspot *hotspot);
char *words_hotspot_when(const struct picture_hotspot *hotspot);
char *words_hotspot_who(const struct picture_hotspot *hotspot);
/* Whether it stands without any one reporter. */
char *words_hotspot_holds(const struct picture_hotspot *hotspot);
/* What else it could be, as seen in a week; what was decided here before; what kind of place it has
 * been over the year. NULL = nothing to say. */
char *words_hotspot_otherwise(const struct picture_hotspot *hotspot, int week);
char *words_hotspot_earlier(const struct picture_hotspot *hotspot);
const char *words_hotspot_year(const struct picture_hotspot *hotspot);
/* Of one without a named place: "400 m north of Visättraskolan (Flemingsberg)", "near Storgatan",
 * its area, else its coordinates. Owned. */
char *words_hotspot_where(const struct picture_hotspot *hotspot);
/* About the search of a week: too few to judge, what was left out; NULL = nothing. */
char *words_hotspot_remark(const struct hotspot_basis *basis);
/* "focus group, v.41", "dismissed, v.42"; NULL when nothing is decided. */
char *words_hotspot_decision(const struct picture_hotspot *hotspot);
/* Whether it asks for a decision: beyond the budget, not gone, nothing decided. */
gboolean hotspot_is_open(const struct picture_hotspot *hotspot);

/* What a signal's row says of what else it could be, in a few words: "mostly BEV", "one night";
 * NULL = nothing but the reasons told. */
char *words_signal_doubt(const struct picture_signal *signal, guint told);

/* what was agreed */

/* The written anchor of a level, 0 calm .. 4 acute: "calm" and its sentence. NULL outside 0..4.
 * Borrowed. */
enum { LEVELS = 5 };
const char *words_level_name(int level);
const char *words_level_anchor(int level);
/* "▲" higher than the week before, "▼" lower, "" the same or not known. */
const char *words_level_change(const struct picture_district *district);
/* What was decided; what it is about, "" = nothing; by when: "fr 18 okt", "w.44", NULL = not said.
 */
char *words_decision(const struct picture_decision *decision);
char *words_decision_about(const struct picture_decision *decision);
char *words_decision_when(const struct picture_decision *decision);
/* "Sa 12 Oct 13:00 Derby, Huddingehallen (KUF)" */
char *words_coming(const struct picture_coming *coming);
/* What the calendar and the year before say of the week after; "" = nothing. */
char *words_week_after(const struct picture *picture);
/* "Week 3. Until 31 Dec. …" */
char *words_focus_group(const struct picture *picture, const struct picture_group *group);

/* the picture in a line or two */

/* "112 events (130 reports), usual 98–141 (w.39)" */
char *words_total(const struct picture *picture);
/* "Still expected: about 12 · 3 without a place"; of a fixed version "2 new since version 1". */
char *words_waited(const struct picture *picture);
/* The codes of those with this answer, in as many columns as there are: "BOJ, HEBA (3 weeks)",
 * "BOJ, HEBA", "BOJ +1"; "" for none. */
char *words_roll_codes(const struct picture *picture, enum roll roll, int columns);
/* The rarest hotspot and how many more, or why none is named; NULL = nothing to say. */
char *words_hotspots_line(const struct picture *picture);

/* the summary */

/* "Situation picture, week 40, 2024" */
char *words_title(const struct picture *picture);
/* "Huddinge · Operational collaboration group" */
char *words_group(const struct picture *picture);
/* "Version 1, fixed 2024-10-08 at 12:00." */
char *words_version(const struct picture *picture);
/* At the top of each page: "Week 40, 2024 · version 1 · fa6a7a2411b6". */
char *words_head(const struct picture *picture);
/* The total against what is usual; of a longer period against the year before. */
char *words_whole(const struct picture *picture);
/* Who was heard, what is still to come, what has no place. */
char *words_basis(const struct picture *picture);
/* What was not shown: more lines that stand out, usual lines within the usual. */
char *words_signals_left(guint more, guint usual);
/* The six hours with most events, and what the grid leaves out. */
char *words_busiest(const struct picture *picture);
/* Whether an event has a known hour. */
gboolean words_any_hours(const struct picture *picture);
/* What has been added, changed and withdrawn since the version before. */
char *words_changes(const struct picture *picture);
/* words_range, or "–" where there is too little history to say what is usual. */
char *words_usual(double lower, double upper, int weeks);
/* One decimal with the language's comma, "–" for what is not known. */
char *words_real(double value);

/* a period longer than a week */

/* "R▲" more than chance explains, "G▼" fewer, "  " neither. */
const char *words_line_mark(const struct picture_line *line);
char *words_line_what(const struct picture_line *line);
/* "23", or "23 (18)": those of the organisations that reported in both periods. */
char *words_line_now(const struct picture_line *line);
char *words_line_sentence(const struct picture *picture, const struct picture_line *line);
/* "1,234 events (1,300 reports). In quarter 3, 2023: 1,100, and 980–1,230 would be no change:
 * more."
 */
char *words_whole_period(const struct picture *picture);
/* How far it has gone, what it is compared with, and what is not part of it. */
char *words_period_basis(const struct picture *picture);

/* measures */

/* "owner, cause"; "" when nothing is lacking. */
char *words_lacks(guint lacks);
/* "draft: owner?", "5 days late", "under way", "done", "dropped" */
char *words_measure_state(const struct measure *measure, guint lacks, int days_late);
/* "Damage, disturbance at Visättra 18–24, at most 2 a week in w.45–52; compared with Skogås
 * centrum." NULL: nothing is said. */
char *words_yardstick(const struct registry *v, const struct yardstick *yardstick);
/* "A halving yes, in 8 weeks; less than that not." */
char *words_outlook(const struct outlook *outlook);
/* Why these places, or why none. */
char *words_comparison(const struct registry *v, const struct comparison *comparison);

/* did it help */

/* "helped", "no difference that shows", "worse", "cannot be told"; "" for none. */
const char *words_verdict(enum verdict verdict);
/* What an area of the counts is called: the treated places, the ring, what it is compared with. */
char *words_before_after_area(const struct registry *v, const struct before_after *b,
			      enum evaluation_area area);
/* "−18", "+3", "0" */
char *words_difference(double difference);
/* The verdict in a sentence with its counts; then, a line each, what was left out, what was checked
 * and what speaks against it. Owned lines. */
char *words_before_after(const struct before_after *b);
/* "Events a week w.26–w.37: 4 6 …; after, w.42–w.49: 1 0 …": of the treated place. */
char *words_before_after_weeks(const struct before_after *b);
GPtrArray *words_before_after_remarks(const struct registry *v, const struct before_after *b);

/* For other programs: the facts, and beside them what they say in words. New values. */
json_t *words_picture_json(const struct picture *picture);
json_t *words_hotspot_json(const struct picture_hotspot *hotspot, int week);

/* what a cursor tells of a chart */

/* "w.40, 30 Sep–6 Oct: 12 · usual 2–5 · a year before 9"; upper 0, before -1 = not known. */
char *words_chart_week(int week, int value, double lower, double upper, int before);
/* "Friday 18–19: 2.5"; weekday -1 = of all days. */
char *words_chart_hour(int weekday, int hour, double value);
/* "Fire: 4 · usual 0–1" */
char *words_chart_bar(const char *label, int value, double lower, double upper);
/* "Visättraskolan: 7 · with those before it 18 of 40" */
char *words_chart_share(const char *name, int value, int sum, int total);

/* A field by the name that files have for it: "time_from" is "began"; what has no words as it is.
 */
const char *words_field(const char *name);

/* focus groups */

const char *words_aspect(int aspect);      /* "Place"; enum aspect */
const char *words_site_aspect(int aspect); /* "lighting"; enum site_aspect */
const char *words_influence(int influence);
const char *words_exit(int exit); /* "goal met"; "" for none */
/* "active", "closed w.52: helped" */
char *words_group_state(const struct focus_group *group);
/* "│  └─ ": where a cause hangs; "" for a direct one. */
char *words_cause_branch(const struct cause_node *node);
/* What became of the measure of a trace: its verdict, else its state; "" where there is none. */
char *words_trace_result(const struct trace_row *row);
/* "nothing is done about it"; "" for none. */
char *words_gaps(guint gaps);
/* "measure done: Lamps are replaced" */
char *words_moment(const struct group_moment *moment);
/* "BEV  12 reports there in a year, owns Visättra" */
char *words_proposal(const struct registry *v, const struct member_proposal *proposal);

#endif
