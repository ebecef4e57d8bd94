/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record of any kind can do, from its table of fields. The tables are in record_tables.c.
 * Knows no rule of any kind: those stand in the kind's own file. */
#include "config.h"

#include "osg/record.h"

#include <string.h>

#include "osg/week.h"

static const struct record_kind *kind_of(gconstpointer record)
{
	return ((const struct record *)record)->kind;
}

static void reset(const struct record_kind *kind, gpointer record)
{
	memset(record, 0, kind->size);
	((struct record *)record)->kind = kind;
	fields_reset(kind->fields, record);
}

gpointer record_new(const struct record_kind *kind)
{
	gpointer record = g_malloc(kind->size);

	reset(kind, record);
	return record;
}

gpointer record_copy(gconstpointer from)
{
	gpointer copy = g_memdup2(from, kind_of(from)->size);

	fields_copy(kind_of(from)->fields, copy, from);
	return copy;
}

void record_free(gpointer record)
{
	if (record)
		fields_free(kind_of(record)->fields, record);
}

GPtrArray *records_filter(GPtrArray *records, gboolean (*passes)(gpointer record, gpointer data),
			  gpointer data)
{
	guint kept = 0;

	for (guint i = 0; records && i < records->len; i++) {
		gpointer record = g_steal_pointer(&records->pdata[i]);

		if (passes(record, data))
			records->pdata[kept++] = record;
		else
			record_free(record);
	}
	if (records)
		g_ptr_array_set_size(records, (int)kept);
	return records;
}

void record_clear(gpointer record)
{
	fields_clear(kind_of(record)->fields, record);
	reset(kind_of(record), record);
}

gboolean record_equal(gconstpointer a, gconstpointer b)
{
	const struct record *x = a, *y = b;

	return x->withdrawn == y->withdrawn && fields_equal(x->kind->fields, a, b);
}

gboolean organisation_is_outside(enum organisation_kind kind)
{
	return kind != ORGANISATION_MUNICIPAL && kind != ORGANISATION_POLICE &&
	       kind != ORGANISATION_FIRE;
}

gboolean organisation_is_member(const struct organisation *o, int week)
{
	return !o->record.withdrawn && (o->first_week == WEEK_NONE || o->first_week <= week) &&
	       (o->last_week == WEEK_NONE || week <= o->last_week);
}

gboolean organisation_is_asked(const struct organisation *o, int week)
{
	return o->expected && organisation_is_member(o, week);
}

const struct record_kind *record_kind_named(const char *name)
{
	for (const struct record_kind *const *kind = record_kinds; *kind; kind++)
		if (strcmp((*kind)->name, name) == 0 || strcmp((*kind)->plural, name) == 0)
			return *kind;
	return NULL;
}
