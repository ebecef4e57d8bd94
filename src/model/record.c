/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record of any kind can do, from its table of fields. The tables are in record_tables.c.
 * Knows no rule of any kind: those stand in the kind's own file. */
#include "config.h"

#include "osg/record.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"

#define SLOT(type, record, field) ((type *)(void *)((char *)(record) + (field)->offset))
#define VALUE(type, record, field)                                                                 \
	(*(type const *)(const void *)((const char *)(record) + (field)->offset))

static void reset_field(gpointer record, const struct field *field)
{
	switch (field->kind) {
	case FIELD_INT:
		*SLOT(gint64, record, field) = field->initial;
		break;
	case FIELD_TIME:
		*SLOT(gint64, record, field) = TIME_NONE;
		break;
	case FIELD_REF:
		*SLOT(gint64, record, field) = 0;
		break;
	case FIELD_REAL:
		*SLOT(double, record, field) = NAN;
		break;
	case FIELD_TEXT:
		*SLOT(char *, record, field) = NULL;
		break;
	case FIELD_WORD:
	case FIELD_SMALL:
		*SLOT(int, record, field) = field->initial;
		break;
	}
}

static const struct record_kind *kind_of(gconstpointer record)
{
	return ((const struct record *)record)->kind;
}

static void reset(const struct record_kind *kind, gpointer record)
{
	memset(record, 0, kind->size);
	((struct record *)record)->kind = kind;
	for (const struct field *field = kind->fields; field->name; field++)
		reset_field(record, field);
}

gpointer record_new(const struct record_kind *kind)
{
	gpointer record = g_malloc(kind->size);

	reset(kind, record);
	return record;
}

gpointer record_copy(gconstpointer from)
{
	const struct record_kind *kind = kind_of(from);
	gpointer copy = g_memdup2(from, kind->size);

	for (const struct field *field = kind->fields; field->name; field++)
		if (field->kind == FIELD_TEXT)
			*SLOT(char *, copy, field) = g_strdup(VALUE(char *, from, field));
	return copy;
}

static void free_texts(gpointer record)
{
	const struct record_kind *kind = kind_of(record);

	for (const struct field *field = kind->fields; field->name; field++)
		if (field->kind == FIELD_TEXT)
			g_free(VALUE(char *, record, field));
}

void record_free(gpointer record)
{
	if (!record)
		return;
	free_texts(record);
	g_free(record);
}

void record_clear(gpointer record)
{
	free_texts(record);
	reset(kind_of(record), record);
}

static gboolean field_equal(const struct field *field, gconstpointer a, gconstpointer b)
{
	switch (field->kind) {
	case FIELD_INT:
	case FIELD_TIME:
	case FIELD_REF:
		return VALUE(gint64, a, field) == VALUE(gint64, b, field);
	case FIELD_REAL: {
		double x = VALUE(double, a, field), y = VALUE(double, b, field);
		return x == y || (isnan(x) && isnan(y));
	}
	case FIELD_TEXT:
		return g_strcmp0(VALUE(char *, a, field), VALUE(char *, b, field)) == 0;
	default:
		return VALUE(int, a, field) == VALUE(int, b, field);
	}
}

gboolean record_equal(gconstpointer a, gconstpointer b)
{
	const struct record_kind *kind = kind_of(a);

	for (const struct field *field = kind->fields; field->name; field++)
		if (!field_equal(field, a, b))
			return FALSE;
	return TRUE;
}

const struct field *record_field(const struct record_kind *kind, const char *name)
{
	for (const struct field *field = kind->fields; field->name; field++)
		if (strcmp(field->name, name) == 0)
			return field;
	return NULL;
}

const char *record_word(const struct field *field, int value)
{
	for (int i = 0; field->words[i]; i++)
		if (i == value)
			return field->words[i];
	return NULL;
}

int record_word_index(const struct field *field, const char *word)
{
	for (int i = 0; field->words[i]; i++)
		if (strcmp(field->words[i], word) == 0)
			return i;
	return -1;
}

void record_set_text(char **slot, const char *text)
{
	char *copy = text && *text ? g_strdup(text) : NULL; /* text may be part of the old one */

	g_free(*slot);
	*slot = copy;
}
