/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping in the making: the file looked through, the columns put right, the rows tried. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "exchange/mapping_draft_private.h"
#include "exchange/table.h"
#include "exchange/workbook.h"
#include "osg/file.h"
#include "osg/outside.h"
#include "osg/text.h"

enum {
	HEAD_ROWS = 20,   /* a header further down is none */
	MOST_WORDS = 500, /* different ones that are counted in a column */
	WORKBOOK_HEAD = 4,
	LARGEST_WORKBOOK = 64 * 1024 * 1024
};

/* fields */

int draft_fields(void)
{
	return COLUMNS;
}

const char *draft_field_name(int field)
{
	return column_name(field);
}

const char *draft_field_title(int field)
{
	return column_title(field);
}

/* freeing */

static void column_free(gpointer data)
{
	struct draft_column *column = data;

	g_free(column->name);
	for (int i = 0; i < DRAFT_SAMPLES; i++)
		g_free(column->samples[i]);
	g_free(column->read);
	g_free(column);
}

static void word_free(gpointer data)
{
	struct draft_word *word = data;

	g_free(word->word);
	g_free(word->code);
	g_free(word);
}

static void row_free(gpointer data)
{
	struct draft_row *row = data;

	g_strfreev(row->cells);
	g_free(row);
}

static struct mapping_draft *draft_new(const char *path)
{
	struct mapping_draft *draft = g_new0(struct mapping_draft, 1);
	g_autofree char *base = g_path_get_basename(path);

	draft->file = text_clean(base, -1, FALSE);
	draft->id = mapping_name_for(base);
	draft->columns = g_ptr_array_new_with_free_func(column_free);
	draft->words = g_ptr_array_new_with_free_func(word_free);
	draft->observations = g_ptr_array_new_with_free_func(record_free);
	draft->faults = g_ptr_array_new_with_free_func(g_free);
	draft->table = g_new0(struct draft_table, 1);
	draft->table->rows = g_ptr_array_new_with_free_func(row_free);
	draft->table->words = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
	draft->table->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return draft;
}

void mapping_draft_free(struct mapping_draft *draft)
{
	if (!draft)
		return;
	g_free(draft->file);
	g_free(draft->id);
	g_free(draft->title);
	g_free(draft->organisation);
	g_free(draft->other);
	g_ptr_array_unref(draft->columns);
	g_ptr_array_unref(draft->words);
	g_ptr_array_unref(draft->observations);
	g_ptr_array_unref(draft->faults);
	g_ptr_array_unref(draft->table->rows);
	g_ptr_array_unref(draft->table->words);
	g_hash_table_unref(draft->table->said);
	g_strfreev(draft->table->header);
	g_strfreev(draft->table->formats);
	g_free(draft->table);
	g_free(draft);
}

/* looking the file through */

struct looking {
	struct mapping_draft *draft;
	GPtrArray *head; /* struct draft_row: the first lines, until the header is chosen */
};

const char *draft_cell(const struct draft_table *table, guint row, guint column)
{
	const struct draft_row *r = table->rows->pdata[row];

	return (int)column < r->count ? r->cells[column] : "";
}

static int filled(const struct draft_row *row)
{
	int count = 0;

	for (int i = 0; i < row->count; i++)
		count += *row->cells[i] != '\0';
	return count;
}

static void count_word(GHashTable *words, const char *raw)
{
	g_autofree char *cell = text_clean(raw, -1, FALSE);
	int rows = GPOINTER_TO_INT(g_hash_table_lookup(words, cell));

	if (*cell && (rows || g_hash_table_size(words) < MOST_WORDS))
		g_hash_table_replace(words, g_steal_pointer(&cell), GINT_TO_POINTER(rows + 1));
}

static void take_sample(struct draft_column *column, const char *cell)
{
	for (int i = 0; i < DRAFT_SAMPLES; i++) {
		if (!column->samples[i]) {
			column->samples[i] = text_clean(cell, -1, FALSE);
			return;
		}
		if (g_str_equal(column->samples[i], cell))
			return;
	}
}

static void take_row(struct mapping_draft *draft, struct draft_row *row)
{
	struct draft_table *t = draft->table;

	draft->rows++;
	for (int i = 0; i < MIN(row->count, t->count); i++) {
		count_word(t->words->pdata[i], row->cells[i]);
		if (*row->cells[i])
			take_sample(draft->columns->pdata[i], row->cells[i]);
	}
	if (t->rows->len < DRAFT_ROWS)
		g_ptr_array_add(t->rows, row);
	else
		row_free(row);
}

/* Titles and dates of printing above it have fewer cells. */
static guint find_header(const GPtrArray *head)
{
	int widest = 0;
	guint at = 0;

	for (guint i = 0; i < head->len; i++)
		widest = MAX(widest, filled(head->pdata[i]));
	while (at < head->len && filled(head->pdata[at]) * 10 < widest * 6)
		at++;
	return at;
}

static void begin_rows(struct looking *l)
{
	struct draft_table *t = l->draft->table;
	guint at = find_header(l->head);
	struct draft_row *header;

	if (at == l->head->len)
		return;
	header = l->head->pdata[at];
	t->count = header->count;
	t->header_line = header->line;
	t->header = g_new0(char *, (gsize)t->count + 1);
	for (int i = 0; i < t->count; i++) {
		struct draft_column *column = g_new0(struct draft_column, 1);

		t->header[i] = text_clean(header->cells[i], -1, FALSE);
		column->name = g_strdup(t->header[i]);
		column->field = DRAFT_UNUSED;
		g_ptr_array_add(l->draft->columns, column);
		g_ptr_array_add(t->words,
				g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL));
	}
	g_ptr_array_set_free_func(l->head, NULL);
	for (guint i = 0; i < l->head->len; i++) {
		if (i > at)
			take_row(l->draft, l->head->pdata[i]);
		else
			row_free(l->head->pdata[i]);
	}
	g_ptr_array_set_size(l->head, 0);
	g_ptr_array_set_free_func(l->head, row_free);
}

static gboolean look_at_row(const struct table_row *row, gpointer data)
{
	struct looking *l = data;
	struct draft_row *kept = g_new0(struct draft_row, 1);

	kept->line = row->line;
	kept->count = row->count;
	kept->cells = g_new0(char *, (gsize)row->count + 1);
	for (int i = 0; i < row->count; i++)
		kept->cells[i] = g_utf8_make_valid(row->cells[i], -1);
	if (l->draft->table->header) {
		take_row(l->draft, kept);
	} else if (filled(kept)) {
		g_ptr_array_add(l->head, kept);
		if (l->head->len == HEAD_ROWS)
			begin_rows(l);
	} else {
		row_free(kept);
	}
	return l->draft->rows < DRAFT_LOOKED;
}

/* A cover sheet is no table: three columns at least, and rows below them. */
static enum sheet_fate look_at_next(const char *sheet UNUSED, gpointer data)
{
	struct looking *l = data;
	guint at = find_header(l->head);
	gboolean table = at + 1 < l->head->len && filled(l->head->pdata[at]) >= 3;

	if (table || l->draft->table->header)
		return SHEET_LAST;
	g_ptr_array_set_size(l->head, 0);
	return SHEET_OTHER;
}

/* The first sheet with a table, else the first with anything. */
static gboolean read_workbook(const char *path, const struct table_options *asked, GError **error)
{
	struct table_options options = *asked;
	const struct looking *l = options.data;
	g_autofree char *bytes = NULL;
	g_autoptr(GByteArray) whole = NULL;
	struct table_facts facts = {0};
	gsize length;

	bytes = file_load(path, LARGEST_WORKBOOK, &length, NULL, error);
	if (!bytes)
		return FALSE;
	whole = g_byte_array_new_take((guint8 *)g_steal_pointer(&bytes), length);
	options.ended = look_at_next;
	if (workbook_read(whole, &options, &facts, error) && !l->draft->table->header &&
	    !l->head->len)
		workbook_read(whole, asked, &facts, error);
	return !error || !*error;
}

static gboolean read_text(const char *path, const struct table_options *options,
			  struct mapping_draft *draft, GError **error)
{
	g_autoptr(GFile) file = g_file_new_for_path(path);
	g_autoptr(GFileInputStream) stream = g_file_read(file, NULL, error);
	g_autoptr(GError) local = NULL;
	struct table_facts facts = {0};

	if (!stream)
		return FALSE;
	table_read(G_INPUT_STREAM(stream), options, &facts, &local);
	draft->delimiter = facts.delimiter;
	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	return !error || !*error;
}

static gboolean look_through(struct mapping_draft *draft, const char *path, GError **error)
{
	struct looking l = {draft, g_ptr_array_new_with_free_func(row_free)};
	const struct table_options options = {.file = draft->file, .row = look_at_row, .data = &l};
	char head[WORKBOOK_HEAD] = "";
	FILE *file = fopen(path, "rb");
	gsize length = file ? fread(head, 1, sizeof head, file) : 0;
	gboolean ok;

	if (file)
		fclose(file);
	ok = length == sizeof head && memcmp(head, "PK\x03\x04", sizeof head) == 0
		     ? read_workbook(path, &options, error)
		     : read_text(path, &options, draft, error);
	if (ok && !draft->table->header)
		begin_rows(&l);
	g_ptr_array_unref(l.head);
	return ok;
}

struct mapping_draft *mapping_draft_read(const char *path, const struct reader_options *options,
					 GError **error)
{
	struct mapping_draft *draft;
	g_autoptr(GError) local = NULL;

	if (!outside_file(path, error))
		return NULL;
	draft = draft_new(path);
	if (!look_through(draft, path, &local)) {
		g_autofree char *why = text_clean(file_error_why(local), -1, FALSE);

		if (local->domain == OSG_ERROR)
			g_propagate_error(error, g_steal_pointer(&local));
		else
			g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
				    _("%s could not be read: %s."), draft->file, why);
	} else if (draft->columns->len < 2 || !draft->rows) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is no table: expected a line with the names of at least two "
			      "columns, and rows below it."),
			    draft->file);
	} else if (mapping_draft_has_no_header(draft)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: that is a row and no line of headings; put one with "
			      "the names of the columns above it, as "
			      "“Datum;Kategori;Plats;Beskrivning”."),
			    draft->file, draft->table->header_line);
	} else {
		mapping_draft_propose(draft, options->registry);
		mapping_draft_try(draft, options);
		return draft;
	}
	mapping_draft_free(draft);
	return NULL;
}

/* putting right */

gboolean draft_can_name(const struct mapping_draft *draft, guint column)
{
	const struct draft_column *one = draft->columns->pdata[column];
	g_autofree char *folded = text_fold(one->name);

	if (!*folded)
		return FALSE;
	for (guint c = 0; c < column; c++) {
		g_autofree char *other =
			text_fold(((struct draft_column *)draft->columns->pdata[c])->name);

		if (g_str_equal(other, folded))
			return FALSE;
	}
	return TRUE;
}

gboolean mapping_draft_set_field(struct mapping_draft *draft, guint column, int field,
				 GError **error)
{
	struct draft_column *one = draft->columns->pdata[column];

	if (field != DRAFT_UNUSED && !draft_can_name(draft, column)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("Column %u cannot be named: its heading is empty or stands twice. "
			      "Change the heading in the file."),
			    column + 1);
		return FALSE;
	}
	/* Several texts are joined; anything else is one column. */
	for (guint c = 0; field != DRAFT_UNUSED && field != COLUMN_TEXT && c < draft->columns->len;
	     c++) {
		struct draft_column *other = draft->columns->pdata[c];

		if (other->field == field)
			other->field = DRAFT_UNUSED;
	}
	one->field = field;
	mapping_draft_find_formats(draft);
	return TRUE;
}

static int field_named(const char *text)
{
	g_autofree char *folded = text_fold(text);

	for (int f = 0; f < COLUMNS; f++) {
		g_autofree char *title = text_fold(column_title(f));

		if (g_ascii_strcasecmp(column_name(f), text) == 0 || g_str_equal(title, folded))
			return f;
	}
	return COLUMNS;
}

static gboolean find_column(const struct mapping_draft *draft, const char *text, guint *column)
{
	g_autofree char *folded = text_fold(text);
	guint64 number;

	for (guint c = 0; c < draft->columns->len; c++) {
		g_autofree char *name =
			text_fold(((struct draft_column *)draft->columns->pdata[c])->name);

		*column = c;
		if (g_str_equal(name, folded))
			return TRUE;
	}
	if (!g_ascii_string_to_unsigned(text, 10, 1, draft->columns->len, &number, NULL))
		return FALSE;
	*column = (guint)number - 1;
	return TRUE;
}

gboolean mapping_draft_set(struct mapping_draft *draft, const char *column, const char *field,
			   GError **error)
{
	gboolean none = !*field || g_str_equal(field, "-");
	int f = none ? DRAFT_UNUSED : field_named(field);
	guint c = 0;

	if (!find_column(draft, column, &c)) {
		g_autoptr(GString) names = g_string_new(NULL);

		for (guint i = 0; i < draft->columns->len; i++)
			g_string_append_printf(
				names, "%s%s", i ? ", " : "",
				((struct draft_column *)draft->columns->pdata[i])->name);
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s has no column “%s”. There are: %s."), draft->file, column,
			    names->str);
		return FALSE;
	}
	if (f == COLUMNS) {
		g_autoptr(GString) all = g_string_new(NULL);

		for (int i = 0; i < COLUMNS; i++)
			g_string_append_printf(all, "%s%s", i ? ", " : "", column_name(i));
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("A column cannot be “%s”; expected - or one of %s."), field,
			    all->str);
		return FALSE;
	}
	return mapping_draft_set_field(draft, c, f, error);
}

gboolean mapping_draft_set_word(struct mapping_draft *draft, const char *word, const char *category,
				const struct registry *registry, GError **error)
{
	const struct category *found =
		*category ? registry_category_meant(registry, category) : NULL;

	if (*category && !found) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("There is no category “%s”; expected a code or a name of the list, "
			      "like SKA or Skadegörelse."),
			    category);
		return FALSE;
	}
	g_hash_table_replace(draft->table->said, g_strdup(word),
			     g_strdup(found ? found->code : ""));
	return TRUE;
}

gboolean mapping_draft_is_whole(const struct mapping_draft *draft, GError **error)
{
	gboolean category = FALSE, time = FALSE;

	for (guint c = 0; c < draft->columns->len; c++) {
		int field = ((struct draft_column *)draft->columns->pdata[c])->field;

		category |= field == COLUMN_CATEGORY;
		time |= field == COLUMN_WHEN || field == COLUMN_DATE;
	}
	if (category && time)
		return TRUE;
	g_set_error_literal(
		error, OSG_ERROR, OSG_ERROR_INPUT,
		!time ? _("Which column says when it happened is not known yet; expected one that "
			  "is “when” or “date”.")
		      : _("Which column says what happened is not known yet; expected one that is "
			  "“category”."));
	return FALSE;
}
