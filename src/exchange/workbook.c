/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/workbook.h"

#include <string.h>

#include "exchange/archive.h"
#include "exchange/workbook_cell.h"
#include "exchange/xml.h"
#include "osg/text.h"

enum { CELLS_MOST = 5000000 };

struct book {
	const char *file;
	struct archive *archive;
	GPtrArray *strings; /* the shared ones */
	GArray *looks;      /* enum cell_look of each style */
	gboolean from_1904;
};

struct sheet_line {
	int number; /* 1-based */
	gboolean hidden;
	GPtrArray *cells;
};

struct hidden_columns {
	int from, to; /* 0-based */
};

struct merged {
	int from_column, from_row, to_column, to_row;
};

/* A sheet while it is read. */
struct workbook_reading {
	struct book *book;
	GPtrArray *lines;        /* struct sheet_line, as they come */
	GArray *merges;          /* struct merged */
	GArray *hidden;          /* struct hidden_columns */
	struct sheet_line *line; /* the open one */
	char *type;              /* of the open cell */
	int column, style;
	int cells; /* read so far, those of merged ones too */
	GString *value;
	gboolean in_value, formula, unordered; /* the last: lines do not come by number */
	int valueless;                         /* formulas and texts without a value */
	GError *error;
};

/* parts of the file */

/* Of a part that need not be there: NULL without an error. */
static struct xml_element *part_xml(const struct book *book, const char *name, GError **error)
{
	g_autoptr(GBytes) bytes = archive_part(book->archive, name, error);
	gsize length;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	return text ? xml_read(text, length, book->file, error) : NULL;
}

/* shared strings and styles */

static int number_of(const char *text)
{
	return text ? (int)g_ascii_strtoll(text, NULL, 10) : 0;
}

/* All its text, in runs or not, but for how it is pronounced. */
static void append_text(GString *out, const struct xml_element *element)
{
	if (strcmp(element->name, "t") == 0)
		g_string_append(out, element->text->str);
	for (guint i = 0; strcmp(element->name, "rPh") != 0 && i < element->children->len; i++)
		append_text(out, element->children->pdata[i]);
}

static gboolean read_strings(struct book *book, GError **error)
{
	GError *local = NULL;
	g_autoptr(xml_element_auto) root = part_xml(book, "xl/sharedStrings.xml", &local);

	for (guint i = 0; root && i < root->children->len; i++) {
		GString *text = g_string_new(NULL);

		append_text(text, root->children->pdata[i]);
		g_ptr_array_add(book->strings, cell_plain(text->str));
		g_string_free(text, TRUE);
	}
	if (local)
		g_propagate_error(error, local);
	return !local;
}

static gboolean read_styles(struct book *book, GError **error)
{
	GError *local = NULL;
	g_autoptr(GBytes) bytes = archive_part(book->archive, "xl/styles.xml", &local);
	gsize length;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	if (local)
		g_propagate_error(error, local);
	return !local && (!text || cell_looks_read(text, length, book->file, book->looks, error));
}

/* a sheet */

static void line_free(gpointer data)
{
	struct sheet_line *line = data;

	g_ptr_array_unref(line->cells);
	g_free(line);
}

static void set_cell(struct sheet_line *line, int column, char *take_text)
{
	if ((int)line->cells->len <= column)
		g_ptr_array_set_size(line->cells, column + 1);
	g_free(line->cells->pdata[column]);
	line->cells->pdata[column] = take_text;
}

static gboolean too_much(struct workbook_reading *r)
{
	g_set_error(&r->error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s: the sheet has more cells than osg reads at once; save it as CSV."),
		    r->book->file);
	return FALSE;
}

static gboolean is_true(const char *attribute)
{
	return attribute && (*attribute == '1' || *attribute == 't');
}

static void add_columns(struct workbook_reading *r, const char *const *attributes)
{
	const struct hidden_columns columns = {number_of(xml_attribute(attributes, "min")) - 1,
					       number_of(xml_attribute(attributes, "max")) - 1};

	if (is_true(xml_attribute(attributes, "hidden")))
		g_array_append_val(r->hidden, columns);
}

static gboolean begin_row(struct workbook_reading *r, const char *const *attributes)
{
	const struct sheet_line *last = r->lines->len ? r->lines->pdata[r->lines->len - 1] : NULL;

	r->line = g_new0(struct sheet_line, 1);
	r->line->number = number_of(xml_attribute(attributes, "r"));
	if (r->line->number <= 0)
		r->line->number = last ? last->number + 1 : 1;
	r->unordered |= last && r->line->number < last->number;
	r->line->hidden = is_true(xml_attribute(attributes, "hidden"));
	r->line->cells = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(r->lines, r->line);
	r->column = -1;
	return TRUE;
}

static gboolean begin_cell(struct workbook_reading *r, const char *const *attributes)
{
	const char *reference = xml_attribute(attributes, "r");
	int column, row;

	if (!r->line || ++r->cells > CELLS_MOST)
		return too_much(r);
	r->column = reference && cell_place(reference, &column, &row) ? column : r->column + 1;
	if (r->column >= 16384)
		return too_much(r);
	g_free(r->type);
	r->type = g_strdup(xml_attribute(attributes, "t"));
	r->style = number_of(xml_attribute(attributes, "s"));
	g_string_truncate(r->value, 0);
	r->formula = FALSE;
	return TRUE;
}

static void add_merge(struct workbook_reading *r, const char *reference)
{
	g_auto(GStrv) ends = g_strsplit(reference ? reference : "", ":", 2);
	struct merged m;

	if (ends[0] && ends[1] && cell_place(ends[0], &m.from_column, &m.from_row) &&
	    cell_place(ends[1], &m.to_column, &m.to_row))
		g_array_append_val(r->merges, m);
}

static gboolean sheet_begin(const char *name, const char *space UNUSED,
			    const char *const *attributes, int line UNUSED, gpointer data)
{
	struct workbook_reading *r = data;

	if (strcmp(name, "row") == 0)
		return begin_row(r, attributes);
	if (strcmp(name, "c") == 0)
		return begin_cell(r, attributes);
	if (strcmp(name, "col") == 0)
		add_columns(r, attributes);
	if (strcmp(name, "mergeCell") == 0)
		add_merge(r, xml_attribute(attributes, "ref"));
	r->formula |= strcmp(name, "f") == 0;
	r->in_value = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
	return TRUE;
}

static gboolean sheet_text(const char *text, int length, gpointer data)
{
	struct workbook_reading *r = data;

	if (r->in_value)
		g_string_append_len(r->value, text, length);
	return TRUE;
}

/* The open cell's value as text, owned. */
static char *cell_text(const struct workbook_reading *r)
{
	const struct book *book = r->book;
	guint shared = (guint)number_of(r->value->str), style = (guint)r->style;

	if (g_strcmp0(r->type, "s") == 0)
		return g_strdup(book->strings->pdata[shared]);
	if (r->type && strcmp(r->type, "n") != 0)
		return cell_plain(r->value->str);
	return cell_number_text(r->value->str,
				style < book->looks->len
					? g_array_index(book->looks, enum cell_look, style)
					: LOOK_NUMBER,
				book->from_1904);
}

/* An error ("#REF!") is no value, and a text that the workbook does not hold is none. */
static gboolean has_value(const struct workbook_reading *r)
{
	if (!r->value->len || g_strcmp0(r->type, "e") == 0)
		return FALSE;
	return g_strcmp0(r->type, "s") != 0 ||
	       (guint)number_of(r->value->str) < r->book->strings->len;
}

static gboolean sheet_end(const char *name, gpointer data)
{
	struct workbook_reading *r = data;

	r->in_value = FALSE;
	if (strcmp(name, "row") == 0)
		r->line = NULL;
	if (strcmp(name, "c") != 0 || !r->line)
		return TRUE;
	if (has_value(r))
		set_cell(r->line, r->column, cell_text(r));
	else
		r->valueless += r->formula || r->value->len;
	return TRUE;
}

/* Place of the first line from that number on. */
static guint line_from(const struct workbook_reading *r, int number)
{
	guint low = 0, high = r->lines->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (((struct sheet_line *)r->lines->pdata[middle])->number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const char *text_at(const struct sheet_line *line, int column)
{
	return column < (int)line->cells->len ? line->cells->pdata[column] : NULL;
}

/* One that spans rows says in each of them what it says; a title over many columns stands once. */
static gboolean spread(struct workbook_reading *r, const struct merged *m)
{
	guint first = line_from(r, m->from_row), last = line_from(r, m->to_row + 1);
	const struct sheet_line *top = first < last ? r->lines->pdata[first] : NULL;
	const char *text = top && top->number == m->from_row ? text_at(top, m->from_column) : NULL;

	if (!text || m->from_row >= m->to_row || (r->cells += (int)(last - first)) > CELLS_MOST)
		return FALSE;
	for (guint i = first + 1; i < last; i++)
		if (!text_at(r->lines->pdata[i], m->from_column))
			set_cell(r->lines->pdata[i], m->from_column, g_strdup(text));
	return TRUE;
}

static gboolean emit(const struct sheet_line *line, const char *sheet,
		     const struct table_options *options, struct table_facts *facts)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new();
	g_autoptr(GPtrArray) mended = g_ptr_array_new_with_free_func(g_free);
	struct table_row row = {.line = line->number, .sheet = sheet, .fault_cell = -1};

	for (guint i = 0; i < line->cells->len; i++) {
		const char *cell = line->cells->pdata[i] ? line->cells->pdata[i] : "";
		char *better = options->exact ? NULL
					      : cell_mend(cell, cell_signs(cell, strlen(cell)),
							  line->number, &facts->cells);

		if (better)
			g_ptr_array_add(mended, better);
		g_ptr_array_add(cells, better ? better : (gpointer)cell);
	}
	row.count = (int)cells->len;
	row.cells = (const char **)cells->pdata;
	return row.count == 0 || options->row(&row, options->data);
}

static gboolean read_sheet(struct workbook_reading *r, const char *name, GError **error)
{
	const struct xml_events events = {
		.begin = sheet_begin, .end = sheet_end, .text = sheet_text};
	g_autoptr(GBytes) bytes = archive_part(r->book->archive, name, error);
	gsize length;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	if (!text || !xml_parse(text, length, r->book->file, &events, r, error)) {
		if (r->error)
			g_propagate_error(error, g_steal_pointer(&r->error));
		return FALSE;
	}
	return TRUE;
}

/* which sheet */

struct book_sheet {
	char *name, *relation;
	gboolean hidden;
};

struct book_contents {
	struct book *book;
	GArray *sheets;      /* struct book_sheet */
	GHashTable *targets; /* id of a relation -> part */
};

static void book_sheet_clear(gpointer data)
{
	struct book_sheet *sheet = data;

	g_free(sheet->name);
	g_free(sheet->relation);
}

static gboolean contents_begin(const char *name, const char *space UNUSED,
			       const char *const *attributes, int line UNUSED, gpointer data)
{
	struct book_contents *c = data;
	const char *target = xml_attribute(attributes, "Target"),
		   *state = xml_attribute(attributes, "state");

	if (strcmp(name, "workbookPr") == 0)
		c->book->from_1904 = is_true(xml_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") == 0) {
		const char *said = xml_attribute(attributes, "name");
		struct book_sheet sheet = {text_clean(said ? said : "?", -1, FALSE),
					   g_strdup(xml_attribute(attributes, "id")),
					   state && strcmp(state, "visible") != 0};
		g_array_append_val(c->sheets, sheet);
	}
	if (strcmp(name, "Relationship") == 0 && target && xml_attribute(attributes, "Id"))
		g_hash_table_insert(c->targets, g_strdup(xml_attribute(attributes, "Id")),
				    *target == '/' ? g_strdup(target + 1)
						   : g_strconcat("xl/", target, NULL));
	return TRUE;
}

static gboolean read_contents(struct book_contents *c, const char *name, GError **error)
{
	const struct xml_events events = {.begin = contents_begin};
	GError *local = NULL;
	g_autoptr(GBytes) bytes = archive_part(c->book->archive, name, &local);
	gsize length;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	if (text && xml_parse(text, length, c->book->file, &events, c, error))
		return TRUE;
	if (local)
		g_propagate_error(error, local);
	else if (!text)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s is no Excel workbook (.xlsx): it has no %s."), c->book->file,
			    name);
	return FALSE;
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	const struct sheet_line *one = *(const struct sheet_line *const *)a,
				*other = *(const struct sheet_line *const *)b;

	return one->number - other->number;
}

static gboolean holds_any(const struct workbook_reading *r, int column)
{
	for (guint i = 0; i < r->lines->len; i++)
		if (text_at(r->lines->pdata[i], column))
			return TRUE;
	return FALSE;
}

/* What somebody hid was sent, most often hidden by a filter that was left on; a CSV of the sheet
 * holds it as well. So it is read, and told. */
static void count_hidden(const struct workbook_reading *r, struct table_facts *facts)
{
	guint widest = 0;

	for (guint i = 0; i < r->lines->len; i++) {
		const struct sheet_line *line = r->lines->pdata[i];

		facts->hidden_rows += line->hidden && line->cells->len;
		widest = MAX(widest, line->cells->len);
	}
	for (guint i = 0; i < r->hidden->len; i++) {
		const struct hidden_columns *h =
			&g_array_index(r->hidden, struct hidden_columns, i);

		for (int column = MAX(h->from, 0); column <= h->to && column < (int)widest;
		     column++)
			facts->hidden_columns += holds_any(r, column);
	}
}

static gboolean emit_all(struct workbook_reading *r, const char *sheet,
			 const struct table_options *options, struct table_facts *facts)
{
	if (r->unordered)
		g_ptr_array_sort(r->lines, compare_lines);
	for (guint i = 0; i < r->merges->len; i++)
		facts->merged += spread(r, &g_array_index(r->merges, struct merged, i));
	facts->valueless += r->valueless;
	count_hidden(r, facts);
	for (guint i = 0; i < r->lines->len; i++)
		if (!emit(r->lines->pdata[i], sheet, options, facts) ||
		    (options->progress && !options->progress((gint64)i, options->data)))
			return FALSE;
	return TRUE;
}

/* held: it has cells. FALSE with an error, or because the caller wants no more of it. */
static gboolean give_sheet(struct book_contents *c, const struct book_sheet *sheet,
			   const struct table_options *options, struct table_facts *facts,
			   gboolean *held, GError **error)
{
	const char *target =
		sheet->relation ? g_hash_table_lookup(c->targets, sheet->relation) : NULL;
	struct workbook_reading r = {
		.book = c->book,
		.lines = g_ptr_array_new_with_free_func(line_free),
		.merges = g_array_new(FALSE, FALSE, sizeof(struct merged)),
		.hidden = g_array_new(FALSE, FALSE, sizeof(struct hidden_columns)),
		.value = g_string_new(NULL)};
	gboolean ok = !target || read_sheet(&r, target, error);

	*held = ok && r.cells > 0;
	if (*held)
		ok = emit_all(&r, c->sheets->len > 1 ? sheet->name : NULL, options, facts);
	g_ptr_array_unref(r.lines);
	g_array_unref(r.merges);
	g_array_unref(r.hidden);
	g_string_free(r.value, TRUE);
	g_free(r.type);
	return ok;
}

static gboolean is_named(const struct book_sheet *sheet, const char *name)
{
	g_autofree char *one = text_fold(sheet->name), *other = text_fold(name);

	return g_str_equal(one, other);
}

static gboolean is_asked_for(const struct book_sheet *sheet, const struct table_options *options)
{
	return options->sheet ? is_named(sheet, options->sheet) : !sheet->hidden;
}

static gboolean refuse_sheets(const struct book_contents *c, const struct table_options *options,
			      GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	const char *hidden = NULL;

	for (guint i = 0; i < c->sheets->len; i++) {
		const struct book_sheet *sheet = &g_array_index(c->sheets, struct book_sheet, i);

		hidden = sheet->hidden ? sheet->name : hidden;
		g_string_append_printf(names, "%s%s", i ? ", " : "", sheet->name);
	}
	if (options->sheet)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("%s has no sheet “%s” that holds anything. There are: %s."),
			    options->file, options->sheet, names->str);
	else if (hidden)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: no sheet that is shown holds anything. Show the one that is "
			      "meant (“%s”) and save the workbook again."),
			    options->file, hidden);
	return !options->sheet && !hidden;
}

/* Those that are asked for, until the caller has what it looks for. */
static gboolean walk_sheets(struct book_contents *c, const struct table_options *options,
			    struct table_facts *facts, GError **error)
{
	enum sheet_fate fate = SHEET_OTHER;
	gboolean ok = TRUE, any = FALSE;
	int taken = 0;

	for (guint i = 0; i < c->sheets->len; i++)
		facts->hidden_sheets += g_array_index(c->sheets, struct book_sheet, i).hidden;
	for (guint i = 0; fate != SHEET_LAST && i < c->sheets->len; i++) {
		const struct book_sheet *sheet = &g_array_index(c->sheets, struct book_sheet, i);
		const struct table_facts before = *facts;
		gboolean held;

		if (!is_asked_for(sheet, options))
			continue;
		ok = give_sheet(c, sheet, options, facts, &held, error);
		if (!ok && !held)
			return FALSE;
		any |= held;
		if (!held)
			continue;
		fate = options->ended ? options->ended(sheet->name, options->data) : SHEET_LAST;
		if (fate == SHEET_OTHER)
			*facts = before;
		taken += fate != SHEET_OTHER;
	}
	facts->passed_over = (int)c->sheets->len - taken;
	if (!any)
		return refuse_sheets(c, options, error);
	return ok || fate == SHEET_OTHER;
}

gboolean workbook_read(const GByteArray *bytes, const struct table_options *options,
		       struct table_facts *facts, GError **error)
{
	struct book book = {.file = options->file,
			    .strings = g_ptr_array_new_with_free_func(g_free),
			    .looks = g_array_new(FALSE, FALSE, sizeof(enum cell_look))};
	struct book_contents contents = {
		.book = &book,
		.sheets = g_array_new(FALSE, FALSE, sizeof(struct book_sheet)),
		.targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
	gboolean ok;

	g_array_set_clear_func(contents.sheets, book_sheet_clear);
	book.archive = archive_open(bytes, options->file, error);
	ok = book.archive && read_contents(&contents, "xl/workbook.xml", error) &&
	     read_contents(&contents, "xl/_rels/workbook.xml.rels", error) &&
	     read_strings(&book, error) && read_styles(&book, error) &&
	     walk_sheets(&contents, options, facts, error);
	archive_close(book.archive);
	g_ptr_array_unref(book.strings);
	g_array_unref(book.looks);
	g_array_unref(contents.sheets);
	g_hash_table_unref(contents.targets);
	return ok;
}
