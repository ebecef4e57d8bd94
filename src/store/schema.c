/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a kind of record, made from its fields. The migrations say the same by hand,
 * because a database must come to be as it was made then; a test compares the two. */
#include "config.h"

#include "store/store_private.h"

/* NULL: in a table of its own. */
static const char *column_type(const struct field *field)
{
	switch (field->kind) {
	case FIELD_INT:
	case FIELD_SMALL:
	case FIELD_FLAG:
	case FIELD_WEEK:
	case FIELD_DAY:
	case FIELD_WORD:
		return "INTEGER NOT NULL";
	case FIELD_TIME:
	case FIELD_REF:
		return "INTEGER";
	case FIELD_REAL:
		return "REAL";
	case FIELD_CODE:
	case FIELD_PROSE:
		return "TEXT";
	case FIELD_CODES:
	case FIELD_REFS:
	case FIELD_RINGS:
		return NULL;
	default: /* objects are written as JSON, not as columns */
		g_assert_not_reached();
	}
}

static void append_list(GString *sql, const struct record_kind *kind, const struct field *field)
{
	g_string_append_printf(sql,
			       "CREATE TABLE \"%s_%s\" (\n"
			       "\t\"record\" INTEGER NOT NULL REFERENCES \"%s\" (\"key\"),\n"
			       "\t\"position\" INTEGER NOT NULL,\n\t\"value\" ",
			       kind->name, field->name, kind->name);
	if (field->kind == FIELD_REFS)
		g_string_append_printf(sql, "INTEGER NOT NULL REFERENCES \"%s\" (\"key\")",
				       field->refers);
	else
		g_string_append(sql,
				field->kind == FIELD_CODES ? "TEXT NOT NULL" : "BLOB NOT NULL");
	g_string_append(sql, ",\n\tPRIMARY KEY (\"record\", \"position\")\n"
			     ") STRICT, WITHOUT ROWID;\n");
}

char *kind_schema(const struct record_kind *kind)
{
	GString *sql = g_string_new(NULL);

	g_string_append_printf(sql,
			       "CREATE TABLE \"%s\" (\n"
			       "\t\"key\" INTEGER PRIMARY KEY,\n"
			       "\t\"id\" BLOB NOT NULL UNIQUE,\n"
			       "\t\"version\" INTEGER NOT NULL,\n"
			       "\t\"withdrawn\" INTEGER NOT NULL",
			       kind->name);
	for (const struct field *f = kind->fields; f->name; f++) {
		if (field_is_list(f))
			continue;
		g_string_append_printf(sql, ",\n\t\"%s\" %s", f->name, column_type(f));
		if (f->kind == FIELD_REF)
			g_string_append_printf(sql, " REFERENCES \"%s\" (\"key\")", f->refers);
	}
	g_string_append(sql, "\n) STRICT;\n");
	for (const struct field *f = kind->fields; f->name; f++)
		if (field_is_list(f))
			append_list(sql, kind, f);
	return g_string_free(sql, FALSE);
}
