/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a struct holds, told by a table of its members. Making, copying, comparing, freeing, JSON
 * and text follow from the table, for records and for pictures alike: a new member is one line in
 * the struct and one in the table (osg/field_rows.h has the lines). */
#ifndef OSG_FIELD_H
#define OSG_FIELD_H

#include <glib.h>
#include <jansson.h>

/* "Not said" is NULL in the database and null in JSON. */
enum field_kind {
	FIELD_INT,   /* gint64 */
	FIELD_SMALL, /* int */
	FIELD_FLAG,  /* int: 0 or 1; true or false in JSON */
	FIELD_WEEK,  /* int, WEEK_NONE = not said; "2024-W40" */
	FIELD_DAY,   /* int, DAY_NONE = not said; "2024-10-18" */
	FIELD_TIME,  /* gint64, seconds UTC, TIME_NONE = not said; RFC 3339 */
	FIELD_REAL,  /* double, NAN = not said */
	FIELD_REF,   /* gint64, key of another record, 0 = none */
	FIELD_WORD,  /* int, index into words: an enum; stored as its number, written as its word */
	FIELD_CODE,  /* char *, owned: text that is no prose: a name, a code, an address, JSON */
	FIELD_PROSE, /* char *, owned: text that people wrote: cleaned, guarded, searched, redacted
		      */
	FIELD_CODES, /* char **, owned, NULL = none: a list of codes */
	FIELD_REFS,  /* GArray * of gint64, owned, never NULL: a list of keys */
	FIELD_RINGS, /* GPtrArray * of GArray * of double, owned, never NULL: closed lines, each
			x y x y …; [[[x, y], …], …] in JSON */
	FIELD_OBJECT,  /* a struct inside this one */
	FIELD_OBJECTS, /* GPtrArray * of structs, owned, never NULL; its free function is the
			  field's */
};

struct field {
	const char *name; /* column and JSON key, English */
	enum field_kind kind;
	gsize offset;
	const char *below; /* SMALL: what a number below 0 counts, for others: "record 7" is -7 */
	const char *const *words; /* WORD: NULL-terminated, stable English words ("seen", "told") */
	gboolean multiline;       /* CODE: line breaks belong to it, as always to PROSE */
	gboolean exact;           /* CODE: a machine made it, to be kept to the byte */
	const char *refers;       /* REF, REFS: name of the kind */
	int initial;              /* INT, SMALL, FLAG, WORD: what a new struct has */
	int count;                /* SMALL, REAL: > 0 is an array of so many, all of them said */
	const struct field *members; /* OBJECT, OBJECTS: ends with name NULL */
	gsize size;                  /* OBJECTS: of one */
	GDestroyNotify free;         /* OBJECTS: of one */
	gboolean outside; /* about the version of a thing, not of its content (struct field_form) */
};

/* The member itself: FIELD_AT(gint64, record, field). An lvalue. */
#define FIELD_AT(type, object, field) (*(type *)(void *)((char *)(object) + (field)->offset))

/* How values are written and read. NULL = reals as exact as they are, references as keys of this
 * database, all fields. */
struct field_form {
	int digits;            /* significant ones of a real, 0 = all that it has */
	gboolean content_only; /* without the fields that are outside */
	/* What a reference is called (owned, NULL = no such record), and whose name that is (0 =
	 * nobody's). NULL: keys. */
	char *(*name)(gpointer data, const char *refers, gint64 key);
	gint64 (*key)(gpointer data, const char *refers, const char *name);
	/* Whether one reference to nobody is read as "not said". NULL: it is refused. */
	gboolean (*leave_out)(gpointer data, const struct field *field, const char *name);
	gpointer data;
};

/* all fields of an object; a table ends with name NULL */

/* As a new one has them. What stood there is not freed. */
void fields_reset(const struct field *fields, gpointer object);
/* Frees what the object owns, not the object. */
void fields_clear(const struct field *fields, gpointer object);
/* Frees both; NULL is fine. */
void fields_free(const struct field *fields, gpointer object);
/* Owned copies of all that from owns; to holds the same bytes as from (g_memdup2). */
void fields_copy(const struct field *fields, gpointer to, gconstpointer from);
gboolean fields_equal(const struct field *fields, gconstpointer a, gconstpointer b);
const struct field *fields_find(const struct field *fields, const char *name);
/* A new JSON object, members in the order of the table. */
json_t *fields_to_json(const struct field *fields, gconstpointer object,
		       const struct field_form *form);
/* Reads what json has of the fields; others stay as they are. where ("", "signals[3].") is put
 * before the field's name in the message, OSG_ERROR_FORMAT. */
gboolean fields_from_json(const struct field *fields, const json_t *json, gpointer object,
			  const struct field_form *form, const char *where, GError **error);

/* The object as bytes of this machine, without the fields that are outside, for what the program
 * keeps for itself: a tenth of the time of JSON. They begin with a digest of the table. */
GBytes *fields_to_bytes(const struct field *fields, gconstpointer object);
/* Reads them into an object as fields_reset makes it. FALSE: of another table, cut short, or with
 * values that do not exist; what was read of them is then freed with the object. */
gboolean fields_from_bytes(const struct field *fields, GBytes *bytes, gpointer object);

/* one field */

/* Whether two objects have the same there. */
gboolean field_equal(const struct field *field, gconstpointer a, gconstpointer b);
/* Frees what the field owns and makes it as a new one is. */
void field_reset(const struct field *field, gpointer object);
/* Frees what the field of to owns and gives it a copy of from's. */
void field_copy(const struct field *field, gpointer to, gconstpointer from);
/* Bytes of a value that owns nothing; 0 for the others and for arrays. */
gsize field_size(const struct field *field);
static inline gboolean field_is_text(const struct field *field)
{
	return field->kind == FIELD_CODE || field->kind == FIELD_PROSE;
}
/* In a table of its own. */
static inline gboolean field_is_list(const struct field *field)
{
	return field->kind == FIELD_CODES || field->kind == FIELD_REFS ||
	       field->kind == FIELD_RINGS;
}
/* The field alone, as fields_to_json and fields_from_json do it. New; the word of a value. */
json_t *field_to_json(const struct field *field, gconstpointer object,
		      const struct field_form *form);
gboolean field_from_json(const struct field *field, const json_t *value, gpointer object,
			 const struct field_form *form, const char *where, GError **error);
/* For a cell of CSV: as in JSON without quotes, a flag 1 or 0, a list as a JSON array, "" where
 * nothing is said. Owned. field_from_text reads what field_to_text wrote, and a list as people
 * write it ("POL, SBFF"); "" is "not said". */
char *field_to_text(const struct field *field, gconstpointer object, const struct field_form *form);
gboolean field_from_text(const struct field *field, const char *text, gpointer object,
			 const struct field_form *form, GError **error);
/* The word of a FIELD_WORD value, borrowed, NULL = no such; the index of a word or -1. */
const char *field_word(const struct field *field, int value);
int field_word_index(const struct field *field, const char *word);

/* values */

/* Replaces an owned text: NULL or "" makes NULL. text may be part of the old one. */
void field_set_text(char **slot, const char *text);
/* Lists of keys. */
gboolean refs_contain(const GArray *refs, gint64 key);
void refs_add(GArray *refs, gint64 key); /* once: no key stands twice */
gint64 refs_at(const GArray *refs, guint i);
/* Lists of codes, *codes NULL = none. */
guint codes_count(char *const *codes);
gboolean codes_contain(char *const *codes, const char *code);
void codes_add(char ***codes, const char *code);
/* FALSE: it was not among them. */
gboolean codes_remove(char ***codes, const char *code);
/* Rings. */
GPtrArray *rings_new(void);
/* An empty one, at the end. */
GArray *rings_add(GPtrArray *rings);
/* Copies of all rings of more, at the end. */
void rings_append(GPtrArray *rings, const GPtrArray *more);

#endif
