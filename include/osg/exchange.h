/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats in: one file a format, one table of formats. A format reads a stream and gives rows of
 * named values; it knows no store and no screen, decides nothing about duplicates, and never drops
 * a row: what it cannot read it gives as a fault. */
#ifndef OSG_EXCHANGE_H
#define OSG_EXCHANGE_H

#include <gio/gio.h>

#include "osg/error.h"
#include "osg/record.h"
#include "osg/registry.h"

/* What a format says about a row, in the terms of an observation. The callback may take the
 * observation over (copy the struct, then clear the fields that it took); the other texts are
 * borrowed until it returns. */
struct incoming {
	int line;          /* as row_place_words takes it */
	const char *sheet; /* of a workbook that has several; else NULL */
	struct observation
		observation; /* as far as it could be read; source_id, text … owned by the reader */
	const char *mapping;  /* id of the mapping it was read with, NULL = the format needs none */
	guint64 digest;       /* of what the source said: unchanged when equal */
	gboolean elsewhere;   /* it says another municipality than the one asked for */
	gboolean not_counted; /* no event: shift summaries */
	gboolean repeated;    /* the same row stood in this file before */
	const char *other_id; /* the id as it stands, where that is not source_id; NULL = it is */
	const char *field, *value, *reason; /* the fault, reason NULL = none: set aside */
	const char *raw;                    /* the whole row as key file text */
};

struct reader_options {
	const char *file; /* the name for messages */
	const struct registry *registry;
	gint64 organisation;      /* key, 0 = the row's or the mapping's */
	gint64 own_organisation;  /* key: where neither says one */
	const char *mapping;      /* id, path or NULL = guess */
	const char *sheet;        /* of a workbook, NULL = the mapping's, or those that are shown */
	const char *municipality; /* name; rows of others are marked elsewhere and not placed; NULL
				     = all are here */
	struct row_ids *ids;      /* of this file, kept over a second reading; may be NULL */
	gint64 now;
	gboolean guards;         /* rows that tell who somebody is are faults (row_guard.h) */
	gboolean excused;        /* a reason was stated: but for identity numbers */
	GHashTable *known_words; /* as personal_scan takes them, may be NULL */
	gboolean (*row)(struct incoming *row, gpointer data); /* FALSE stops */
	gboolean (*progress)(gint64 bytes, gpointer data);    /* FALSE cancels */
	void (*note)(const char *sentence, gpointer data); /* encoding, delimiter, unused columns */
	/* How each column is understood, in the file's order: as struct import_column, borrowed.
	 * May be NULL. */
	void (*column)(const char *name, const char *meaning, const char *sample, const char *read,
		       gpointer data);
	gpointer data;
};

/* Records of osg itself, one by one in the file's order, so that a reference may be to one that
 * came before. */
struct record_reader {
	const char *file;              /* for messages */
	const struct field_form *form; /* how references are named */
	const struct registry *registry;
	gint64 organisation; /* key: whose calendar it is */
	gint64 sender;       /* key: who is said to have sent the file, 0 = nobody said */
	gint64 now;
	gboolean (*record)(gpointer record, gpointer data, GError **error); /* borrowed */
	/* What a foreign format cannot read: line (as row_place_words takes it), field, value (may
	 * be NULL), why, and the whole as struct rejected_row keeps it. */
	gboolean (*aside)(int line, const char *field, const char *value, const char *reason,
			  const char *row, gpointer data, GError **error);
	/* What a source calls off is withdrawn, where it was read before. entry: an entry of the
	 * file says so of itself, and is counted as one. */
	gboolean (*call_off)(const struct record_kind *kind, const struct id *id, gboolean entry,
			     gpointer data, GError **error);
	/* The file is all that its source says: what was read of it before, lies ahead and does not
	 * stand in it (its ids) holds no longer and is withdrawn. */
	gboolean (*whole)(const char *source, GHashTable *stands, gpointer data, GError **error);
	/* A calendar's event that osg wrote out of a record with this id: whether it is here, so
	 * that the event is none of its own. May be NULL. */
	gboolean (*ours)(const struct id *id, gpointer data);
	void (*note)(const char *sentence, gpointer data);
	/* Which fields the records to come say (borrowed until it is called again, NULL at the
	 * end); NULL: all. What is not said stays as it is where the record is here. */
	void (*says)(const char *const *names, gpointer data);
	gpointer data;
};

/* Observations of others (read, again) or other records (read_records, write_*). */
struct format {
	const char *id, *title; /* "polisen", N_("the police's event feed (JSON)") */
	/* How sure, 0..100, from the first bytes of the file and its name. */
	int (*sniff)(const char *head, gsize length, const char *name);
	gboolean binary; /* sniff looks at the bytes as they are; else at the text that they say */
	gboolean (*read)(GInputStream *stream, const struct reader_options *options,
			 GError **error);
	/* Reads one row again from what struct rejected_row keeps of it, through options->row. */
	gboolean (*again)(const char *raw, int line, const struct reader_options *options,
			  GError **error);
	const char *ending; /* what "osg export --format" calls it, NULL = it cannot write */
	/* Records that another program wrote: who may read files in may read them, and faults are
	 * set aside. */
	gboolean foreign;
	gboolean (*read_records)(const char *bytes, gsize length,
				 const struct record_reader *reader, GError **error);
	void (*write_head)(GString *out, const struct record_kind *kind);
	void (*write_record)(GString *out, gconstpointer record, const struct field_form *form,
			     gboolean first);
	void (*write_tail)(GString *out); /* may be NULL */
};

/* What only a library can do that is loaded when it is needed. */
struct exchange_part {
	const char *does;    /* msgid: "coordinates in SWEREF 99" */
	const char *library; /* its file, NULL = osg was built without */
	gboolean (*loads)(void);
};
extern const struct exchange_part exchange_parts[]; /* does NULL ends */

/* Whether a workbook holds records as "osg export" writes them, for format "osg-xlsx". */
gboolean records_in_workbook(GBytes *bytes);

extern const struct format *const formats[]; /* NULL-terminated */
const struct format *format_find(const char *id);
/* The one that writes files with that ending ("csv"), NULL = none. */
const struct format *format_writing(const char *ending);
/* The surest; NULL with an OSG_ERROR_FORMAT that says what was seen instead ("it looks like a
 * PDF"). */
const struct format *format_guess(const char *head, gsize length, const char *name, GError **error);

/* Whether what an id of a table says now is the event that it stood for. */
enum sameness { SAME_EVENT, PERHAPS_SAME_EVENT, OTHER_EVENT };
/* The same day, or one that was corrected: at most 14 days off, at the same place, where the texts
 * say the same. Another event: 15 days off, or another day and place, or day and category, that no
 * text vouches for. What lies between is for a person to say. */
enum sameness observation_sameness(const struct observation *stored, const struct observation *row);
/* The same of a source that gives each id once, as the police do: SAME_EVENT, or a question where
 * time, type and text are others and the place is, too, or the day is 15 days off or more. */
enum sameness observation_sameness_by_id(const struct observation *stored,
					 const struct observation *row);
/* The id of an event whose own id stands for another one: "17/2024-10-04". Owned. */
char *source_id_of_day(const char *id, gint64 time);
/* The id that stands for another one, "17"; NULL: it is no such id. Owned. */
char *source_id_without_day(const char *id);

/* The ids of a file, met row by row. */
struct row_ids;
struct row_ids *row_ids_new(void);
void row_ids_free(struct row_ids *ids);
/* After a reading to the end. TRUE: ids stand there with several contents, and which of them is
 * taken is known only now; the file has to be read again. FALSE after that one. */
gboolean row_ids_settle(struct row_ids *ids);
/* A row (by its digest) may be another event than the one its id stands for here, which was on that
 * day: it is set aside when the file is read again. */
void row_ids_ask(struct row_ids *ids, guint64 digest, int day);
/* Whether that is known already, while it is read. */
gboolean row_ids_clash(const struct row_ids *ids);

/* Mappings of CSV files: key files under share/mappings (built in) and
 * $XDG_CONFIG_HOME/osg/mappings. Ids, owned strings. */
GPtrArray *mapping_list(void);

/* Areas and places from GeoJSON (FeatureCollection of polygons) and CSV (name, latitude, longitude,
 * kind, area …); records without keys, place.area and area.parent refer by position in areas + 1
 * until stored. name: which feature of municipality.geojson is meant where there are several, may
 * be NULL. notes: owned sentences about what was passed over, may be NULL. OSG_ERROR_FORMAT names
 * file, line and field of all faults, a line each. */
gboolean geography_read(const char *directory, const char *name, GPtrArray *areas,
			GPtrArray *places, GPtrArray *organisations, char **municipality,
			GPtrArray *notes, GError **error);

/* The seats of participants.csv in the same folder, if it is there; participant.organisation by
 * position in organisations + 1. notes: as in geography_read. OSG_ERROR_FORMAT with all faults. */
gboolean participants_read(const char *directory, const GPtrArray *organisations,
			   GPtrArray *participants, GPtrArray *notes, GError **error);

/* The taxonomy that every database begins with (share/taxonomy.csv): categories, the parent by
 * position + 1. */
GPtrArray *taxonomy_read(GError **error);

#endif
