/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping in the making tried on the rows that were kept of the file: what could be read, what
 * not and why, which words of the category's column are no category. */
#include "config.h"

#include <string.h>

#include "exchange/convert.h"
#include "exchange/mapping_draft_private.h"
#include "osg/text.h"

enum { MOST_FAULTS = 8 };

static gint compare_words(gconstpointer a, gconstpointer b)
{
	const struct draft_word *one = *(const struct draft_word *const *)a,
				*other = *(const struct draft_word *const *)b;

	return one->rows != other->rows ? other->rows - one->rows
					: text_collate(one->word, other->word);
}

static void add_word(struct mapping_draft *draft, const char *cell, int rows,
		     const struct registry *v)
{
	const char *said = g_hash_table_lookup(draft->table->said, cell);
	const struct category *meant = said ? NULL : registry_category_meant(v, cell);
	struct draft_word *word = g_new0(struct draft_word, 1);

	word->word = g_strdup(cell);
	word->rows = rows;
	word->known = !said && registry_find_category(v, cell);
	if (said && *said)
		word->code = g_strdup(said);
	else if (meant && !word->known)
		word->code = g_strdup(meant->code);
	g_ptr_array_add(draft->words, word);
}

static void find_words(struct mapping_draft *draft, const struct registry *v)
{
	g_ptr_array_set_size(draft->words, 0);
	for (guint c = 0; c < draft->columns->len; c++) {
		const struct draft_column *column = draft->columns->pdata[c];
		GHashTableIter iter;
		gpointer cell, rows;

		if (column->field != COLUMN_CATEGORY)
			continue;
		g_hash_table_iter_init(&iter, draft->table->words->pdata[c]);
		while (g_hash_table_iter_next(&iter, &cell, &rows))
			add_word(draft, cell, GPOINTER_TO_INT(rows), v);
	}
	g_ptr_array_sort(draft->words, compare_words);
}

/* The same of another line is told once. */
static void tell_fault(struct mapping_draft *draft, const struct incoming *row)
{
	g_autofree char *raw =
		row->field && row->value && *row->value
			? g_strdup_printf(_("%s “%s”: %s"), row->field, row->value, row->reason)
			: g_strdup(row->reason);
	g_autofree char *place = row_place_words(row->line), *what = text_clean(raw, -1, FALSE);

	for (guint i = 0; i < draft->faults->len; i++)
		if (g_str_has_suffix(draft->faults->pdata[i], what))
			return;
	if (draft->faults->len < MOST_FAULTS)
		g_ptr_array_add(draft->faults, g_strdup_printf("%s: %s", place, what));
}

static gboolean tried_row(struct incoming *row, gpointer data)
{
	struct mapping_draft *draft = data;

	if (row->reason) {
		draft->unreadable++;
		tell_fault(draft, row);
		return TRUE;
	}
	draft->readable++;
	g_ptr_array_add(draft->observations, record_copy(&row->observation));
	return TRUE;
}

static void tried_column(const char *name, const char *meaning UNUSED, const char *sample UNUSED,
			 const char *read, gpointer data)
{
	struct mapping_draft *draft = data;

	for (guint c = 0; c < draft->columns->len; c++) {
		struct draft_column *column = draft->columns->pdata[c];

		if (g_strcmp0(column->name, name) != 0)
			continue;
		g_free(column->read);
		column->read = g_strdup(read);
		return;
	}
}

static void no_note(const char *sentence UNUSED, gpointer data UNUSED)
{
}

static void forget_trial(struct mapping_draft *draft)
{
	draft->readable = draft->unreadable = 0;
	g_ptr_array_set_size(draft->observations, 0);
	g_ptr_array_set_size(draft->faults, 0);
	for (guint c = 0; c < draft->columns->len; c++)
		g_clear_pointer(&((struct draft_column *)draft->columns->pdata[c])->read, g_free);
}

void mapping_draft_try(struct mapping_draft *draft, const struct reader_options *options)
{
	struct reader_options trial = *options;
	const struct draft_table *t = draft->table;
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	struct mapping *mapping = NULL;
	struct converter *converter = NULL;

	forget_trial(draft);
	find_words(draft, options->registry);
	if (!mapping_draft_is_whole(draft, NULL))
		return;
	trial.file = draft->file;
	trial.row = tried_row;
	trial.column = tried_column;
	trial.note = no_note;
	trial.data = draft;
	text = mapping_draft_text(draft);
	mapping = mapping_parse(draft->id, text, strlen(text), &error);
	if (mapping)
		converter = converter_new(&trial, mapping, (const char *const *)t->header, t->count,
					  t->header_line, &error);
	for (guint i = 0; converter && i < t->rows->len; i++) {
		const struct draft_row *row = t->rows->pdata[i];
		const struct table_row cells = {
			.line = row->line, .count = row->count, .cells = (const char **)row->cells};

		converter_row(converter, &cells);
	}
	if (converter)
		converter_tell(converter);
	else
		g_ptr_array_add(draft->faults, g_strdup(error->message));
	converter_free(converter);
	mapping_free(mapping);
}
