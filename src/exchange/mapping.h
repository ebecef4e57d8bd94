/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a CSV file mean: a key file says which column is what, how dates are written,
 * which words are which category, in which system coordinates are. Shipped under share/mappings,
 * the user's own under $XDG_CONFIG_HOME/osg/mappings. */
#ifndef OSG_EXCHANGE_MAPPING_H
#define OSG_EXCHANGE_MAPPING_H

#include <glib.h>

#include "osg/error.h"
#include "osg/key_file.h"

struct registry;

enum column {
	COLUMN_ID,
	COLUMN_WHEN,
	COLUMN_TO,
	COLUMN_DATE,
	COLUMN_TIME,
	COLUMN_TO_DATE,
	COLUMN_TO_TIME,
	COLUMN_CATEGORY,
	COLUMN_SUB,
	COLUMN_PLACE,
	COLUMN_AREA,
	COLUMN_ADDRESS,
	COLUMN_LAT,
	COLUMN_LON,
	COLUMN_X,
	COLUMN_Y,
	COLUMN_POSITION, /* both coordinates in one cell */
	COLUMN_ORGANISATION,
	COLUMN_MUNICIPALITY,
	COLUMN_TEXT,
	COLUMN_SEARCH, /* running text in which places are looked for when no column names one */
	COLUMN_KNOWN,
	COLUMN_POLICE_REPORT,
	COLUMN_COST,
	COLUMNS
};

/* ANY: each point tells by its size. */
enum coordinate_system { SYSTEM_WGS84, SYSTEM_SWEREF99TM, SYSTEM_SWEREF991800, SYSTEM_ANY };

#define MAPPING_MOST_JOINED 8
#define MAPPING_LARGEST (1 << 20) /* bytes of a key file */

struct mapping {
	char *id, *title, *title_sv;
	char delimiter;     /* 0 = guessed */
	int skip;           /* lines above the header */
	char *organisation; /* code, NULL = the row's or the caller's */
	char *source;
	char *sheet; /* of a workbook, NULL = those that are shown */
	char *other; /* category code of words that are not listed; NULL = such rows are set aside
		      */
	gboolean loose;              /* fits a header that has only a few of its columns */
	GPtrArray *columns[COLUMNS]; /* alternatives, each char **: names that are joined; NULL =
					not said */
	char **unused;               /* columns known and left unread */
	char **formats;              /* of dates and moments, when_parse_format's */
	gboolean midnight_unknown;
	enum coordinate_system system;
	gboolean outside_keep;   /* points outside the municipality are points all the same */
	double near;             /* metres within which a place stands for a point */
	int police_report;       /* enum answer where no column says */
	GHashTable *words;       /* folded word -> category code */
	GHashTable *not_counted; /* folded words that are no single events */
	gboolean own;            /* a person's, not one that is shipped */
	struct key_file *file;   /* its lines, for messages */
};

/* A mapping laid over a header: numbers of the columns, ending with -1. */
struct binding {
	int at[COLUMNS][MAPPING_MOST_JOINED + 1];
	int bound; /* how many columns of the file the mapping itself gives a meaning or passes over
		    */
	gboolean by_heading; /* the time or the category is known by what people call it alone */
	GPtrArray *left;     /* names of columns without a meaning, borrowed from the header */
};

void mapping_free(struct mapping *mapping);
/* By id or by the path of a key file. OSG_ERROR_INPUT that lists the ids; OSG_ERROR_FORMAT for a
 * key file that cannot be used. */
struct mapping *mapping_load(const char *id_or_file, GError **error);
/* From the bytes of a key file, in any encoding: people write these files. OSG_ERROR_FORMAT. */
struct mapping *mapping_parse(const char *id, const char *bytes, gsize size, GError **error);
/* Where a person's own mappings are; owned. */
char *mapping_folder(void);
/* FALSE: an own mapping names a category that the registry does not have or, with whose, an
 * organisation; OSG_ERROR_FORMAT with the line. Shipped ones name those of the shipped lists, which
 * a database may have left: their rows are set aside one by one. */
gboolean mapping_check(const struct mapping *mapping, const struct registry *registry,
		       gboolean whose, GError **error);
/* The mapping whose columns cover the header best; among equals the one whose id stands in the
 * file's name, or that is of the organisation (code, may be NULL). OSG_ERROR_FORMAT when none fits,
 * saying which columns were seen. *broken (owned, may be NULL): why an own mapping could not be
 * looked at. */
struct mapping *mapping_guess(const char *const *header, int count, const char *file, int line,
			      const char *organisation, char **broken, GError **error);
/* FALSE: a needed column is not there; *missing (may be NULL) is its first name. */
gboolean mapping_bind(const struct mapping *mapping, const char *const *header, int count,
		      struct binding *binding, const char **missing);
void binding_clear(struct binding *binding);
/* The column among those without a meaning that says how often; -1: there is none. */
int mapping_count_column(const char *const *header, const GPtrArray *left);
/* The name of a coordinate system: "wgs84". */
const char *coordinate_system_name(enum coordinate_system system);
/* The key of a column in a mapping's [columns]: "category". */
const char *column_name(enum column column);
/* The same for people, in their language. */
const char *column_title(enum column column);
extern const char *const coordinate_systems[]; /* their names, NULL at the end */
/* Reads share/mappings/NAME (type,code,counts) into words and those that do not count. FALSE: there
 * is none. */
gboolean mapping_read_types(const char *name, GHashTable *words, GHashTable *not_counted);

#endif
