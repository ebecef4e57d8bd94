/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links, what was withdrawn, places that are not told everybody and the last digits of numbers: a
 * file that is read back undoes none of them. */
#include "config.h"

#include "app/records_keep.h"

#include <math.h>
#include <string.h>

#include "osg/week.h"

/* What a note's figures were when it was written is remembered here, whatever the file has. */
static void keep_cited(const struct record *stored, struct record *record)
{
	struct note_record *note = (struct note_record *)record;

	if (stored && record->kind == &note_kind && !note->cited)
		note->cited = g_strdupv(((const struct note_record *)stored)->cited);
}

/* What was linked stays linked: a file without the link was written before, or by somebody who was
 * not told of it. */
static void keep_link(const struct record *stored, struct record *record)
{
	struct observation *o = (struct observation *)record;
	const struct observation *was = (const struct observation *)stored;

	if (!stored || record->kind != &observation_kind)
		return;
	if (o->entered_at == TIME_NONE)
		o->entered_at = was->entered_at;
	if (o->report_group)
		return;
	o->report_group = was->report_group;
	if (was->report_group)
		o->counted = was->counted;
}

/* Whose record it was at its source: a spreadsheet takes the zeros off an id, and no person gives
 * another. */
static void keep_source(const struct record *stored, struct record *record)
{
	struct observation *o = (struct observation *)record;
	const struct observation *was = (const struct observation *)stored;

	if (!stored || record->kind != &observation_kind)
		return;
	field_set_text(&o->source, was->source);
	field_set_text(&o->source_id, was->source_id);
}

/* A list does not say what was taken back: what is here stays so, and not; of an observation that
 * is new here its reason says it. */
static void keep_withdrawn(const struct record *stored, struct record *record)
{
	struct observation *o = (struct observation *)record;

	if (stored)
		record->withdrawn = stored->withdrawn;
	if (record->kind != &observation_kind)
		return;
	if (stored)
		field_set_text(&o->reason, ((const struct observation *)stored)->reason);
	else
		record->withdrawn = o->reason != NULL;
	if (record->withdrawn)
		o->counted = stored ? ((const struct observation *)stored)->counted : 0;
}

/* A list that was made for who may not be told the place says so by its precision, and nothing else
 * of where: what is here stays. */
static void keep_where(const struct record *stored, struct record *record)
{
	static const char *const where[] = {"place", "area", "lat", "lon", "place_words"};
	const struct observation *was = (const struct observation *)stored;
	struct observation *o = (struct observation *)record, *blank;
	gboolean says = FALSE;

	if (!stored || record->kind != &observation_kind ||
	    o->place_precision == was->place_precision)
		return;
	blank = record_new(&observation_kind);
	for (gsize i = 0; i < G_N_ELEMENTS(where); i++) {
		const struct field *f = fields_find(record->kind->fields, where[i]);

		says |= !field_equal(f, o, was) && !field_equal(f, o, blank);
	}
	record_free(blank);
	for (gsize i = 0; !says && i < G_N_ELEMENTS(where); i++)
		field_copy(fields_find(record->kind->fields, where[i]), o, was);
	if (!says)
		o->place_precision = was->place_precision;
}

/* Lists in JSON have twelve digits, spreadsheets keep fifteen: that changes nothing. */
static gboolean is_rounded(double is, double was)
{
	return fabs(is - was) < 1e-11 * fabs(was);
}

static gboolean rings_are_rounded(const GPtrArray *is, const GPtrArray *was)
{
	gboolean rounded = is->len == was->len;

	for (guint r = 0; rounded && r < is->len; r++) {
		const GArray *one = is->pdata[r], *other = was->pdata[r];

		rounded = one->len == other->len;
		for (guint i = 0; rounded && i < one->len; i++)
			rounded =
				g_array_index(one, double, i) == g_array_index(other, double, i) ||
				is_rounded(g_array_index(one, double, i),
					   g_array_index(other, double, i));
	}
	return rounded;
}

static void keep_digits(const struct record *stored, struct record *record)
{
	for (const struct field *f = record->kind->fields; stored && f->name; f++)
		if ((f->kind == FIELD_REAL && !f->count &&
		     is_rounded(FIELD_AT(const double, record, f),
				FIELD_AT(const double, stored, f))) ||
		    (f->kind == FIELD_RINGS &&
		     rings_are_rounded(FIELD_AT(GPtrArray *const, record, f),
				       FIELD_AT(GPtrArray *const, stored, f))))
			field_copy(f, record, stored);
}

/* What follows from another field of an observation, and is not kept where that one was changed; a
 * week that is not said lets it be worked out. */
static gboolean follows_change(const struct observation *was, const struct observation *o,
			       const char *name)
{
	static const char *const of_place[] = {
		"week", "area", "lat", "lon", "place_precision", "place_words", NULL};
	static const char *const of_time[] = {"week", "time_to", "time_precision", NULL};

	return (o->place != was->place && g_strv_contains(of_place, name)) ||
	       (o->time_from != was->time_from && g_strv_contains(of_time, name));
}

/* A column that was taken out of the file says nothing: what was there stays. */
void records_keep_unsaid(const char *const *says, const struct record *stored,
			 struct record *record)
{
	gboolean place = stored && says && g_strv_contains(says, "place"),
		 time = stored && says && g_strv_contains(says, "time_from");
	struct observation said = {0};

	if (!stored || !says)
		return;
	if (record->kind == &observation_kind) {
		const struct observation *was = (const struct observation *)stored;

		said.place = place ? ((struct observation *)record)->place : was->place;
		said.time_from = time ? ((struct observation *)record)->time_from : was->time_from;
	}
	for (const struct field *f = record->kind->fields; f->name; f++)
		if (!g_strv_contains(says, f->name) &&
		    !(record->kind == &observation_kind &&
		      follows_change((const struct observation *)stored, &said, f->name)))
			field_copy(f, record, stored);
}

void records_keep(gboolean foreign, const struct record *stored, struct record *record)
{
	if (!foreign) {
		keep_withdrawn(stored, record);
		keep_source(stored, record);
	}
	keep_where(stored, record);
	keep_digits(stored, record);
	keep_cited(stored, record);
	keep_link(stored, record);
}
