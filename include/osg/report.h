/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What osg prints: each kind of report is a row of the table and a file of its own; osg print,
 * screen 8 and completion follow from the row. */
#ifndef OSG_REPORT_H
#define OSG_REPORT_H

#include "osg/app.h"
#include "osg/app_programme.h"
#include "osg/before_after.h"
#include "osg/chart.h"
#include "osg/document.h"
#include "osg/image.h"

/* What a report is asked for; the row says which of them it looks at. */
enum report_parameter {
	REPORT_WEEK = 1 << 0,         /* week */
	REPORT_VERSION = 1 << 1,      /* number */
	REPORT_ORGANISATION = 1 << 2, /* organisation */
	REPORT_GROUP = 1 << 3,        /* group */
	REPORT_PERIOD = 1 << 4,       /* period: any, not only a week */
	REPORT_TEXT = 1 << 5,         /* text */
	REPORT_CATEGORY = 1 << 6,     /* category */
	REPORT_YEAR = 1 << 7,         /* of the programme: a year or a part of one, can be fixed */
};

/* number: a fixed version, 0 = the draft, or the newest there is. */
enum { REPORT_NEWEST = -1 };

struct report_options {
	int week;
	const struct period *period; /* instead of the week; NULL = the week */
	int number;
	gint64 organisation, group; /* keys, 0 = the participant's own; of a focus group */
	gint64 category;            /* key */
	gint64 about;               /* key: the guideline or the activation, 0 = the newest */
	const char *text;           /* a paragraph of the coordinator's, NULL = none; borrowed */
	int edition;                /* it is being fixed as that one; 0 = it is not */
	const char *dnr;            /* the register number that an edition gets; NULL = none */
};

struct report {
	const char *id;    /* "summary": what osg print takes */
	const char *title; /* msgid */
	const char *file;  /* msgid: how the file's name begins, without blanks */
	guint parameters;  /* enum report_parameter */
	/* That it was read is on the record. NULL with an error. Free with document_free. */
	struct document *(*build)(struct session *session, const struct report_options *options,
				  GError **error);
	/* What it can be about, GPtrArray of records: each is found by its register number or a
	 * part of its title. NULL = it is about nothing in particular. */
	GPtrArray *(*subjects)(struct session *session, GError **error);
};
extern const struct report reports[]; /* ends with id NULL; the first is the usual one */
const struct report *report_find(const char *id);
/* What it is to be about by a name that people write ("KS-2016/47", "brand i"): its key. 0 with
 * OSG_ERROR_INPUT: there is none, or it is about nothing. */
gint64 report_subject(struct session *session, const struct report *report, const char *name,
		      GError **error);
/* What a report of a period is of: years ("2024", "2019-2024") and all that period_parse reads; of
 * the programme also parts of a year (programme_period_parse). OSG_ERROR_INPUT with examples. */
gboolean report_period_parse(struct session *session, const struct report *report, const char *text,
			     struct period *period, GError **error);
/* Builds a report of the programme and stores it as the next edition of its period, decided by body
 * (may be NULL): that never changes, and is what is printed of the period from then on.
 * OSG_ERROR_RULE: a text cites a figure that there is not. */
struct document *report_fix(struct session *session, const struct report *report,
			    const struct report_options *options, const char *body, GError **error);

/* The period that a print of the programme is of: the one asked for; of a week, the year that it
 * lies in. */
struct period report_period(const struct report_options *options);
/* How many editions there are of what is asked for. */
int report_editions(struct session *session, const struct report *report,
		    const struct report_options *options);

/* A number of a print, in a sentence or a row. Owned texts, never NULL. */
struct report_figure {
	char *chapter, *where; /* the heading; the sentence, or what the row is about */
	char *shown;           /* as it stands there */
	char *source;          /* as programme_figure takes it: "oj.plats@2019" */
	char *fact;            /* what it was then, in no language: "110 exact" */
};
/* All of a print whose source is known, in their order. GPtrArray of struct report_figure. */
GPtrArray *report_figures(const struct document *document);

/* The situation summary of a week or a longer period. Everything comes from the picture: a fixed
 * version gives the same bytes again in the same language. */
struct document *report_summary(const struct picture *picture);
/* Its weeks as a chart, for screen and paper; values has room for all of picture->weekly and lives
 * as long as the chart. */
struct chart report_weeks_chart(const struct picture *picture, int *values);
/* What happened in those weeks: struct chart_mark, to be put into the chart. There are two weeks or
 * more. */
GArray *report_weeks_marks(const struct picture *picture);
/* What the week's meeting decided. */
struct document *report_minutes(struct session *session, const struct report_options *options,
				GError **error);
/* What a new coordinator needs: all that is open up to today, and what the group knows. */
struct document *report_handover(struct session *session, const struct report_options *options,
				 GError **error);
/* What became of an organisation's reports of a week. */
struct document *report_feedback(struct session *session, const struct report_options *options,
				 GError **error);

/* The week for anybody: by rule, with the coordinator's paragraph. OSG_ERROR_RULE: it could tell
 * who somebody is. */
struct document *report_public(struct session *session, const struct report_options *options,
			       GError **error);
/* The same for a wall, one A3. */
struct document *report_poster(struct session *session, const struct report_options *options,
			       GError **error);
/* A category over the years: how often, where, when, of what kind, at what cost. */
struct document *report_theme(struct session *session, const struct report_options *options,
			      GError **error);
/* A focus group from what made it start to whether it helped; group 0: the newest active one. */
struct document *report_dossier(struct session *session, const struct report_options *options,
				GError **error);
/* The weeks of the treated place before and after, the latter marked, for screen and paper; values
 * has room for all weeks and lives as long as the chart. */
struct chart report_before_after_chart(const struct before_after *b, int *values);
/* what is looked at as charts: each GPtrArray of struct titled_chart that frees them, perhaps empty
 */

/* Of a picture: the row that is selected (may be NULL), the weeks with the year before, kinds
 * against the usual, hours, places, presence. NULL with an error. */
GPtrArray *report_picture_charts(struct session *session, const struct picture *picture,
				 const struct picture_signal *selected, GError **error);
/* Of a hotspot: its weeks with what happened in them, hours, kinds, reporters. */
GPtrArray *report_hotspot_charts(struct session *session, const struct picture_hotspot *hotspot,
				 GError **error);
GPtrArray *report_before_after_charts(const struct before_after *b);
/* Of an indicator: its readings with margins and breaks; kinds of the same unit beside it. */
GPtrArray *report_indicator_charts(const struct programme *programme,
				   const struct indicator *indicator);
/* The readings alone, drawn for so many rows of cells; NULL = there are none. Free with
 * drawing_free. */
struct drawing *report_readings_chart(const struct programme *programme,
				      const struct indicator *indicator, int rows);
/* The figures of a print, with their captions. */
GPtrArray *report_document_charts(const struct document *document);

/* A layer of the map as GeoJSON: density, or one of app_export_map; as that. */
char *report_map_layer(struct session *session, const char *layer, int first_week, int last_week,
		       GError **error);
/* How far an event of so many weeks is smoothed: the kernel's standard deviation, metres. */
double report_map_bandwidth(int weeks);

/* Its causes as a fishbone. Free with drawing_free. */
struct drawing *report_fishbone(const struct dossier *dossier);

/* A PDF is wanted whose document is still to be made: what makes it is started meanwhile, for the
 * next that is rendered; it loads its libraries and fonts beside the search for hotspots. And: none
 * is wanted any more. */
void report_typeset_ahead(void);
void report_typeset_not(void);
/* Whether PDFs can be made: osg-pdf was built and is where it is looked for. *program (owned, may
 * be NULL): where that is, NULL where osg was built without. */
gboolean report_typesets(char **program);
/* The image that was wished for (image_pack_wish), made by osg-pdf. On any thread; NULL with
 * OSG_ERROR_STORE or G_SPAWN_ERROR when it cannot be had. */
struct image *report_image(GBytes *wish, GError **error);

/* Bytes to a file ("-" = standard output), written whole or not at all. */
gboolean report_write(GBytes *bytes, const char *file, GError **error);
/* Bytes to a print queue through lp; printer NULL = the standard one. *receipt (owned) is lp's
 * request id. OSG_ERROR_STORE says what lp said. */
gboolean report_send(GBytes *bytes, const char *printer, const char *title, char **receipt,
		     GError **error);

struct mail {
	const char *to; /* one address */
	const char *subject, *text;
	GBytes *file;                 /* attached, NULL = nothing is */
	const char *file_name, *type; /* ASCII: "summary.pdf", "application/pdf" */
};
/* Through the system's sendmail. OSG_ERROR_INPUT: no address; OSG_ERROR_STORE: there is no
 * sendmail, or what it said. */
gboolean mail_send(const struct mail *mail, GError **error);

#endif
