/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of reading a file in: the first rows of each sort for whoever asks to see them, and
 * sentences about the file as a whole. */
#include "config.h"

#include "app/import_result.h"

#include "osg/text.h"

#include "osg/week.h"

#define MOST_SAMPLES 200
#define MOST_REJECTED 1000

static void column_free(gpointer data)
{
	struct import_column *column = data;

	g_free(column->name);
	g_free(column->meaning);
	g_free(column->sample);
	g_free(column->read);
	g_free(column);
}

struct import_result *import_result_new(void)
{
	struct import_result *result = g_new0(struct import_result, 1);

	result->rejected = g_ptr_array_new_with_free_func(record_free);
	result->samples = g_ptr_array_new_with_free_func(record_free);
	result->notes = g_ptr_array_new_with_free_func(g_free);
	result->understood = g_ptr_array_new_with_free_func(column_free);
	result->newest = WEEK_NONE;
	return result;
}

void import_result_free(struct import_result *result)
{
	if (!result)
		return;
	g_free(result->file);
	g_free(result->format);
	g_free(result->mapping);
	g_ptr_array_unref(result->rejected);
	g_ptr_array_unref(result->samples);
	g_ptr_array_unref(result->notes);
	g_ptr_array_unref(result->understood);
	g_free(result);
}

void import_result_sample(struct import_result *result, const struct observation *o)
{
	result->newest = MAX(result->newest, o->week);
	if (result->samples->len < MOST_SAMPLES)
		g_ptr_array_add(result->samples, record_copy(o));
}

static char *shown(const char *text)
{
	return text ? text_clean(text, -1, FALSE) : NULL;
}

void import_result_say(struct rejected_row *rejected, const char *field, const char *value,
		       const char *reason)
{
	rejected->field = shown(field);
	rejected->value = shown(value);
	rejected->reason = shown(reason);
}

void import_result_reject(struct import_result *result, struct rejected_row *take_rejected)
{
	if (result->rejected->len < MOST_REJECTED)
		g_ptr_array_add(result->rejected, take_rejected);
	else
		record_free(take_rejected);
}

void import_result_tell_withdrawn(struct import_result *r, int withdrawn)
{
	if (withdrawn)
		text_add_line(r->notes,
			      ngettext("%d row is a record that was withdrawn here, and stays "
				       "withdrawn.",
				       "%d rows are records that were withdrawn here, and stay "
				       "withdrawn.",
				       (gulong)withdrawn),
			      withdrawn);
}

void import_result_tell(struct import_result *r, int restarted, int own, int told,
			const char *municipality)
{
	if (told)
		text_add_line(r->notes,
			      ngettext("%d row without an id says what a record here says, to the "
				       "letter, and was left out.",
				       "%d rows without an id say what records here say, to the "
				       "letter, and were left out.",
				       (gulong)told),
			      told);
	if (own)
		text_add_line(
			r->notes,
			ngettext(
				"%d row has the id of a record that is here, and was left out; osg "
				"reads changes from what “osg export” writes.",
				"%d rows have the ids of records that are here, and were left out; "
				"osg reads changes from what “osg export” writes.",
				(gulong)own),
			own);
	if (restarted)
		g_ptr_array_add(
			r->notes,
			g_strdup_printf(
				ngettext("%d id was used before for another event; the row is an "
					 "event of its own.",
					 "%d ids were used before for other events; the rows are "
					 "events of their own.",
					 (gulong)restarted),
				restarted));
	if (r->skipped && r->skipped == r->read)
		g_ptr_array_add(
			r->notes,
			g_strdup_printf(ngettext("%d event was read past: it is not in %s.",
						 "%d events were read past: none of them is in %s.",
						 (gulong)r->skipped),
					r->skipped, municipality));
	else if (r->skipped)
		g_ptr_array_add(
			r->notes,
			g_strdup_printf(
				ngettext("%d event in another municipality was read past; "
					 "--all keeps such events too, uncounted.",
					 "%d events in other municipalities were read past; "
					 "--all keeps them too, uncounted.",
					 (gulong)r->skipped),
				r->skipped));
}
