/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo municipality inside: its tables (the world), a generated year, and what makes texts,
 * records and files of it. Indexes, not keys: a demo_report points into the world's arrays, -1 =
 * none. Reports of one event share its number. */
#ifndef OSG_DEMO_H
#define OSG_DEMO_H

#include "osg/csv.h"
#include "osg/app.h"

#include "demo/numbers.h"

#define DEMO_NAME_SPACE "osg-demo" /* of the ids that are made of names */

enum {
	DEMO_WEEKS = 52,
	DEMO_CATEGORIES = 32,
	DEMO_PLACES = 64,
	DEMO_AREAS = 24,
	DEMO_ORGANISATIONS = 32,
	DEMO_POINTS = 8, /* points of its own that a place has */
	DEMO_CELLS = 7 * 24,
	DEMO_SLOTS = DEMO_PLACES +
		     DEMO_AREAS /* where something can happen: places, then areas that have none */
};

/* tables */

/* A table of share/demo/NAME.csv; the first row names the columns. Owned cells. */
struct demo_table {
	char *name;
	struct csv_table *csv;
};
struct demo_table *demo_table_new(const char *name);
void demo_table_free(struct demo_table *table);
guint demo_table_rows(const struct demo_table *table); /* without the head */
const char *demo_cell(const struct demo_table *table, guint row,
		      const char *column); /* borrowed, never NULL */
double demo_cell_real(const struct demo_table *table, guint row, const char *column); /* "" is 0 */
int demo_cell_int(const struct demo_table *table, guint row, const char *column);

/* the world */

struct demo_family {
	const char *name;
	double season[12], weekday[7], hour[24];
};

struct demo_category {
	const char *code, *style;
	int family, low, high; /* hours of an interval */
	double interval,
		minutes; /* per cent that are intervals; median until a report made at once */
	double police;   /* per cent reported to the police */
	gboolean area_only;
};

struct demo_area {
	const char *code, *name, *boundary; /* JSON of the field */
	gboolean whole;                     /* the municipality itself */
	double weight;
	int population;
};

struct demo_place {
	const char *name, *kind, *owner;
	char **aliases; /* one at least, owned */
	int area;
	double lat, lon;
	double weight;                                /* within its area */
	double east[DEMO_POINTS], north[DEMO_POINTS]; /* metres from the place */
};

struct demo_organisation {
	const char *code, *name, *kind, *handle, *title, *delivery;
	int first_week; /* WEEK_NONE = from the beginning */
	gboolean school;
	double place_share, point_share, area_share, silent, nil; /* per cent */
	double rate[DEMO_CATEGORIES], break_factor;
	double slot[DEMO_SLOTS]; /* share of its reports, sum 1 */
};

struct demo_day {
	int from, to, hour_from, hour_to; /* days, inclusive; hours, the last exclusive */
	guint32 categories;
	double factor;
	gboolean is_break, outside; /* a school break; only for organisations that are no schools */
};

struct demo_world {
	GPtrArray *tables; /* keep every borrowed text above */
	struct demo_family families[16];
	struct demo_category categories[DEMO_CATEGORIES];
	struct demo_area areas[DEMO_AREAS];
	struct demo_place places[DEMO_PLACES];
	struct demo_organisation organisations[DEMO_ORGANISATIONS];
	struct demo_day days[32];
	int family_count, category_count, area_count, place_count, organisation_count, day_count;
	double zipf[DEMO_POINTS], zipf_sum;
};

struct demo_world *demo_world_new(void);
void demo_world_free(struct demo_world *world);
const struct demo_table *demo_world_table(const struct demo_world *world, const char *name);
int demo_find_organisation(const struct demo_world *world, const char *code);
int demo_find_category(const struct demo_world *world, const char *code);
int demo_find_place(const struct demo_world *world, const char *name);
int demo_find_area(const struct demo_world *world, const char *name);
guint32 demo_category_set(const struct demo_world *world,
			  const char *codes); /* blanks between; "" = all */
int demo_slot_area(const struct demo_world *world, int slot);
gboolean demo_word_in(const char *words, const char *word, char separator);

/* a year */

enum demo_correction {
	DEMO_AS_IS,
	DEMO_NEW_TEXT,
	DEMO_NEW_CATEGORY,
	DEMO_NEW_PLACE,
	DEMO_WITHDRAWN
};

struct demo_report {
	int organisation;
	char origin; /* 'F' first report, 'S' signal, 'D' second report, 'P' planted */
	int serial;  /* with organisation and origin: which report it is, whatever else is generated
		      */
	int number;  /* running number at the organisation, by entry */
	int category, place, area; /* where it truly was; place -1 in areas without places */
	double lat, lon;           /* where it truly was, NAN in areas without places */
	int week;                  /* 0 .. DEMO_WEEKS - 1 */
	gint64 from, to, entered;
	enum time_precision time_precision;
	enum place_precision precision; /* as recorded */
	enum known known;
	enum answer police_report;
	int event;        /* reports with the same number are one event */
	const char *kind; /* of the rule that made a second report, NULL */
	int signal;       /* 0 = none */
	int planted;      /* row of planted.csv or -1 */
	enum demo_correction correction;
	gint64 corrected;
	int other; /* the category or place that a correction puts right, -1 */
};

struct demo_pair {
	int a, b; /* index of reports: the first and the second */
	const char *kind;
};

struct demo_nil {
	int organisation, week;
	gint64 entered;
};

struct demo_year {
	const struct demo_world *world;
	guint64 seed;
	double scale;
	gboolean quiet; /* no planted signals */
	int first_week;
	GArray *reports;       /* struct demo_report, by entry */
	GArray *pairs, *alike; /* struct demo_pair: the same event; not the same event */
	GArray *nils;          /* struct demo_nil */
	int events;
	double factor[DEMO_WEEKS];
	gboolean silent[DEMO_ORGANISATIONS][DEMO_WEEKS];
	gint64 batch[DEMO_ORGANISATIONS][DEMO_WEEKS + 16]; /* when it sends what it has */
	int serials[DEMO_ORGANISATIONS][128];              /* next, by origin */
};

struct demo_year *demo_year_new(const struct demo_world *world, guint64 seed, double scale,
				gboolean quiet);
void demo_year_free(struct demo_year *year);
/* When the draft of a week is compiled: Tuesday 08:30 of the next. */
gint64 demo_meeting(const struct demo_year *year, int week);
#define DEMO_REPORT(year, i) (&g_array_index((year)->reports, struct demo_report, (i)))

/* What the parts of the generator share. Places and times that a draw is held to; all zero = none.
 */
struct demo_limits {
	gboolean some_places;
	guint8 slots[DEMO_SLOTS]; /* allowed, when some_places */
	int hour_from, hour_to;   /* both 0 = all */
	guint8 weekdays;          /* bits, 0 = all */
};
/* How many an organisation is expected to report in a week. */
double demo_mean(const struct demo_year *year, int organisation, int category, int week);
/* Share of an organisation's reports that the limits' places have. */
double demo_slots_share(const struct demo_year *year, int organisation,
			const struct demo_limits *limits);
/* Draws where, when and what else; appends it, and gives it back until the next is added. */
struct demo_report *demo_draw(struct demo_year *year, struct random *r, int organisation,
			      int category, int week, char origin,
			      const struct demo_limits *limits);
struct demo_report *demo_add(struct demo_year *year, const struct demo_report *report, char origin);
/* When the organisation sends it, and what is corrected later. */
void demo_send(struct demo_year *year, struct random *r, struct demo_report *report,
	       gboolean may_change);
void demo_record_place(const struct demo_year *year, struct random *r, struct demo_report *report);
void demo_move(struct demo_report *report, double east, double north); /* metres */

void demo_add_signals(struct demo_year *year);
void demo_add_planted(struct demo_year *year);
void demo_add_seconds(struct demo_year *year);

/* what is made of it */

/* The words of one report: sub-category label (borrowed, may be "") and text (owned, NULL where the
 * organisation sends none). corrected: as it reads after a correction. */
struct demo_words {
	const char *sub;
	char *text;
};
struct demo_writer;
struct demo_writer *demo_writer_new(const struct demo_year *year);
void demo_writer_free(struct demo_writer *writer);
struct demo_words demo_write(const struct demo_writer *writer, const struct demo_report *report,
			     gboolean corrected);
/* What was added that looks like personal data and is none, NULL = nothing. */
const char *demo_harmless(const struct demo_writer *writer, const struct demo_report *report);
/* How a place was written in a file: its name or, now and then, one of its other names. Owned. */
char *demo_place_name(const struct demo_year *year, const struct demo_report *report);

/* How a report stands in its organisation's file: its own id (owned), its point (rounded by the
 * police), the file of a week (owned). */
char *demo_source_id(const struct demo_year *year, const struct demo_report *report);
void demo_police_grid(const struct demo_report *report, double *north,
		      double *east); /* SWEREF 99 TM */
void demo_recorded_point(const struct demo_year *year, const struct demo_report *report,
			 double *lat, double *lon);
char *demo_file_name(const struct demo_year *year, int organisation, int week);

#endif
