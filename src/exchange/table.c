/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as partners send it: ; , or tab, "sep=" line, quoted line breaks, stray quotation marks,
 * CRLF, UTF-8 with and without byte order mark, UTF-16, the old code pages. The rows' bytes are
 * split first (delimiters are ASCII in all of these), then each row is decoded by itself, so that
 * one bad byte spoils one row. Streams: holds a row, never a file. Refuses binary files. */
#include "config.h"

#include "exchange/table.h"

#include <string.h>

#include "exchange/decode.h"
#include "exchange/html_text.h"
#include "exchange/quotes.h"
#include "osg/csv.h"
#include "osg/file.h"

#define TABLE_CHUNK 65536
#define LONGEST_ROW (1024 * 1024)
#define GUESS_LINES 20

enum encoding { ENCODING_UNKNOWN, ENCODING_UTF8, ENCODING_PAGE };

struct table {
	const struct table_options *options;
	struct csv_reader *reader;
	enum encoding encoding;
	const struct code_page *page; /* of ENCODING_PAGE */
	gboolean sure;
	const char *utf16; /* NULL = it is not */
	char delimiter;
	char inner;  /* of rows framed whole, where it is another; 0 = the same */
	int columns; /* the most that a row had so far */
	GString *pending,
		*mended;  /* bytes that are no whole row yet; a row with its marks mended */
	GString *decoded; /* a row as UTF-8, each cell with its NUL */
	GArray *offsets;  /* of the cells in decoded */
	GPtrArray *cells;
	GString *fault;
	int fault_cell, wrapped_line;
	char quote;          /* that frames cells */
	const char *row_end; /* bytes that end a row where it is neither LF nor CR; NULL = it is */
	GString *converted;  /* bytes as UTF-8 with LF, where the file has others */
	struct utf16 wide;
	struct cell_facts facts;
	gboolean stopped, cut;
};

/* decoding */

static void table_fault(struct table *t, int cell, const char *reason)
{
	if (t->fault->len)
		return;
	g_string_assign(t->fault, reason);
	t->fault_cell = cell;
}

static void table_decode_page(struct table *t, int cell, const char *bytes)
{
	for (const guchar *p = (const guchar *)bytes; *p; p++) {
		gunichar c = *p < 128 ? *p : t->page->high[*p - 128];

		if (!c) {
			g_autofree char *reason =
				g_strdup_printf(_("byte %02X at character %d is no character of "
						  "%s; expected a text file in UTF-8 or %s"),
						*p, (int)((const char *)p - bytes) + 1,
						t->page->name, t->page->name);

			table_fault(t, cell, reason);
			c = 0xFFFD;
		}
		g_string_append_unichar(t->decoded, c);
	}
}

static void table_decode_utf8(struct table *t, int cell, const char *bytes)
{
	const char *end;

	while (!g_utf8_validate(bytes, -1, &end)) {
		g_autofree char *reason = g_strdup_printf(
			_("byte %02X at character %d is not UTF-8, which the rest of the file is; "
			  "save the file again as UTF-8"),
			(guchar)*end, (int)g_utf8_strlen(bytes, end - bytes) + 1);

		table_fault(t, cell, reason);
		g_string_append_len(t->decoded, bytes, end - bytes);
		g_string_append_unichar(t->decoded, 0xFFFD);
		bytes = end + 1;
	}
	g_string_append(t->decoded, bytes);
}

static gboolean row_valid(const struct csv_row *row)
{
	for (int i = 0; i < row->count; i++)
		if (!g_utf8_validate(row->cells[i], -1, NULL))
			return FALSE;
	return TRUE;
}

/* The reader's bytes lie one behind the other. */
static int row_signs(const struct csv_row *row)
{
	const char *last = row->cells[row->count - 1];

	return cell_signs(row->cells[0], (gsize)(last + strlen(last) - row->cells[0]));
}

/* "Centrum &amp; torg" without a frame in a table that is delimited by ; is one cell: its halves
 * are joined where they lie. */
static void join_cut_cells(struct csv_row *row)
{
	int kept = 0;

	for (int i = 1; i < row->count; i++) {
		char *before = row->cells[kept], *end = before + strlen(before);

		if (end + 1 == row->cells[i] && html_is_cut(before))
			*end = ';';
		else
			row->cells[++kept] = row->cells[i];
	}
	row->count = MIN(row->count, kept + 1);
}

/* The row's cells as UTF-8, into t->cells. The first row with letters above ASCII decides what the
 * file is in; the bytes that wait behind it have their say. */
static void table_decode(struct table *t, const struct csv_row *row)
{
	gboolean valid = row_valid(row);

	if (t->encoding == ENCODING_UNKNOWN) {
		gboolean utf8 = valid || decode_is_broken_utf8(t->pending->str, t->pending->len);
		t->encoding = utf8 ? ENCODING_UTF8 : ENCODING_PAGE;
		t->page = utf8 ? NULL : code_page_guess(t->pending->str, t->pending->len, &t->sure);
	}
	if (valid && t->encoding == ENCODING_UTF8)
		return;
	g_string_truncate(t->decoded, 0);
	g_array_set_size(t->offsets, 0);
	for (int i = 0; i < row->count; i++) {
		g_array_append_val(t->offsets, t->decoded->len);
		if (t->encoding == ENCODING_UTF8)
			table_decode_utf8(t, i, row->cells[i]);
		else
			table_decode_page(t, i, row->cells[i]);
		g_string_append_c(t->decoded, '\0');
	}
	for (int i = 0; i < row->count; i++)
		t->cells->pdata[i] = t->decoded->str + g_array_index(t->offsets, gsize, (guint)i);
}

/* The mended cells, owned; NULL where there are none. */
static GPtrArray *table_mend(struct table *t, const struct csv_row *bytes, int signs)
{
	GPtrArray *mended = NULL;

	for (int i = 0; i < bytes->count; i++) {
		char *better = cell_mend(t->cells->pdata[i], signs, bytes->line, &t->facts);

		if (!better)
			continue;
		if (!mended)
			mended = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(mended, better);
		t->cells->pdata[i] = better;
	}
	return mended;
}

static gboolean table_take(struct table *t, const struct csv_row *read)
{
	g_autoptr(GPtrArray) mended = NULL;
	int signs = row_signs(read);
	struct csv_row whole = *read, *bytes = &whole;
	struct table_row row = {0};

	if (signs & SIGN_AMPERSAND && t->delimiter == ';')
		join_cut_cells(bytes);
	row.line = bytes->line;
	row.count = bytes->count;
	g_string_truncate(t->fault, 0);
	if (bytes->fault)
		table_fault(t, G_MAXINT, bytes->fault); /* the whole row's */
	g_ptr_array_set_size(t->cells, bytes->count);
	memcpy(t->cells->pdata, bytes->cells, (gsize)bytes->count * sizeof *bytes->cells);
	if (signs & SIGN_HIGH)
		table_decode(t, bytes);
	mended = signs && !t->fault->len ? table_mend(t, bytes, signs) : NULL;
	t->columns = MAX(t->columns, row.count);
	row.cells = (const char **)t->cells->pdata;
	row.fault = t->fault->len ? t->fault->str : NULL;
	row.fault_cell = t->fault_cell;
	t->stopped = !t->options->row(&row, t->options->data);
	return !t->stopped;
}

/* rows within one pair of marks */

static gboolean table_take_inner(const struct csv_row *row, gpointer data)
{
	struct table *t = data;
	struct csv_row whole = *row;

	whole.line = t->wrapped_line;
	return table_take(t, &whole);
}

/* Cells' ends in a line, outside quotation marks. */
static int line_count(const char *line, const char *end, char delimiter)
{
	gboolean quoted = FALSE;
	int count = 0;

	for (; line < end; line++) {
		if (*line == '"')
			quoted = !quoted;
		count += !quoted && *line == delimiter;
	}
	return count;
}

/* What parts the cells within one; 0 = nothing. */
static char inner_delimiter(struct table *t, const char *cell)
{
	if (strchr(cell, t->delimiter))
		return t->delimiter;
	if (t->columns <= 1)
		t->inner = table_guess_delimiter(cell, strlen(cell));
	return t->inner && strchr(cell, t->inner) ? t->inner : 0;
}

/* "a;b;c" as a line, or "a;b;c";;: some program has framed the whole row and not its cells.
 * Believed where no header is known yet, or where there are as many cells in it as the table has
 * columns. 0: it is none; else what parts its cells. */
static char row_is_wrapped(struct table *t, const struct csv_row *row)
{
	const char *cell = row->cells[0];
	char delimiter = 0;
	int empty = 1;

	while (empty < row->count && !*row->cells[empty])
		empty++;
	if (empty == row->count)
		delimiter = inner_delimiter(t, cell);
	return delimiter && (t->columns <= 1 ||
			     line_count(cell, cell + strlen(cell), delimiter) + 1 == t->columns)
		       ? delimiter
		       : 0;
}

static gboolean table_row(const struct csv_row *row, gpointer data)
{
	struct table *t = data;
	const char *cell = row->cells[0];
	char delimiter = row_is_wrapped(t, row);
	g_autoptr(GString) inner = NULL;
	g_autoptr(csv_reader_auto) reader = NULL;

	if (!delimiter)
		return table_take(t, row);
	inner = g_string_new(NULL);
	t->wrapped_line = row->line;
	reader = csv_reader_new(delimiter, table_take_inner, t);
	csv_reader_forgive(reader);
	quotes_take_row(cell, cell + strlen(cell), delimiter, '"', t->columns, TRUE, inner);
	return csv_reader_feed(reader, inner->str, inner->len, NULL) &&
	       csv_reader_end(reader, NULL);
}

/* the file */

char table_guess_delimiter(const char *head, gsize length)
{
	static const char candidates[] = ";,\t|";
	const char *end = head + length;
	int best = 0, best_score = 0;

	for (int i = 0; candidates[i]; i++) {
		int counts[GUESS_LINES], lines = 0;

		for (const char *p = head; p < end && lines < GUESS_LINES;) {
			const char *stop = p;

			while (stop < end && *stop != '\n' && *stop != '\r')
				stop++;
			counts[lines] = line_count(p, stop, candidates[i]);
			lines += stop > p;
			p = stop + 1;
		}
		for (int a = 0; a < lines; a++) {
			int same = 0;

			for (int b = 0; b < lines; b++)
				same += counts[b] == counts[a];
			if (counts[a] && same * 1000 + counts[a] > best_score) {
				best_score = same * 1000 + counts[a];
				best = candidates[i];
			}
		}
	}
	return (char)best;
}

static const char *line_end(const char *p, const char *end)
{
	while (p < end && *p != '\n' && *p != '\r')
		p++;
	return p;
}

/* Excel's first line that names the delimiter: sep=; "sep=," SEP=\t sep=;;;; How many bytes it
 * takes, 0 = there is none. What the next line does not hold delimits nothing. */
static gsize table_sep(struct table *t, const char *head, gsize length)
{
	const char *end = head + length, *p = head + (length && *head == '"');
	const char *line = line_end(p, end), *next = line;
	char said = 0;

	if (line - p < 4 || g_ascii_strncasecmp(p, "sep=", 4) != 0)
		return 0;
	p += 4;
	p += line - p >= 2 && *p == '"' && p[1] != '"';
	if (line - p >= 2 && p[0] == '\\' && p[1] == 't')
		said = '\t';
	else if (line > p && *p != '"')
		said = *p;
	next += next < end && *next == '\r';
	next += next < end && *next == '\n';
	if (said && memchr(next, said, (gsize)(line_end(next, end) - next)))
		t->delimiter = said;
	return (gsize)(next - head);
}

/* Every cell of the first line that holds anything stands between these marks. */
static gboolean line_is_framed(const char *p, const char *end, char delimiter, char quote)
{
	int framed = 0;

	for (end = line_end(p, end); p < end; p++) {
		const char *stop = memchr(p, delimiter, (gsize)(end - p));

		if (!stop)
			stop = end;
		if (stop > p && (stop - p < 2 || *p != quote || stop[-1] != quote))
			return FALSE;
		framed += stop > p;
		p = stop;
	}
	return framed > 1;
}

/* With the marks around whole rows passed over where nothing else delimits. */
static char guess_delimiter(const char *head, gsize length)
{
	char delimiter = table_guess_delimiter(head, length);
	g_autofree char *bare = delimiter ? NULL : g_strndup(head, length);

	return bare ? table_guess_delimiter(g_strdelimit(bare, "\"", ' '), length) : delimiter;
}

/* Whether the lines are parted by another sign than is said of them: the first that holds the other
 * one holds none of that. */
static gboolean parts_otherwise(const char *head, gsize length, char said, char found)
{
	const char *end = head + length;
	int any = 0;

	for (const char *p = head, *stop; found && found != said && p < end; p = stop + 1) {
		int count = line_count(p, stop = line_end(p, end), said);

		if (line_count(p, stop, found) > 1)
			return count == 0;
		any += count;
	}
	return found && found != said && !any;
}

/* Skips the byte order mark and a "sep=;" line, sets encoding and delimiter. How many bytes were
 * taken. */
static gsize table_begin(struct table *t, const char *head, gsize length)
{
	gsize used = decode_mark(head, length), sep;
	char found;

	t->delimiter = t->options->delimiter;
	if (used && !t->utf16)
		t->encoding = ENCODING_UTF8;
	sep = table_sep(t, head + used, length - used);
	found = guess_delimiter(head + used + sep, length - used - sep);
	if (!t->delimiter ||
	    parts_otherwise(head + used + sep, length - used - sep, t->delimiter, found))
		t->delimiter = found;
	if (!t->delimiter)
		t->delimiter = ';';
	t->quote =
		line_is_framed(head + used + sep, head + length, t->delimiter, '\'') ? '\'' : '"';
	t->reader = csv_reader_new(t->delimiter, table_row, t);
	csv_reader_set_quote(t->reader, t->quote);
	csv_reader_forgive(t->reader);
	if (sep)
		csv_reader_set_line(t->reader, 2);
	return used + sep;
}

/* What ends the rows of a file without a single LF or CR: NULL = nothing that is known. */
static const char *odd_row_end(const char *head, gsize length)
{
	static const char *const ends[] = {"\xE2\x80\xA8", "\xE2\x80\xA9", "\xC2\x85",
					   "\v",           "\f",           "\x1E"};

	if (memchr(head, '\n', length) || memchr(head, '\r', length))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
		if (memmem(head, length, ends[i], strlen(ends[i])))
			return ends[i];
	return NULL;
}

/* Every whole end of a row becomes LF; half a one waits for more bytes. How many bytes are ready.
 */
static gsize turn_row_ends(GString *bytes, const char *end, gboolean last)
{
	gsize size = strlen(end), kept = 0, waits = 0;

	for (gsize i = 0; i < bytes->len; kept++) {
		gboolean found = i + size <= bytes->len && !memcmp(bytes->str + i, end, size);

		bytes->str[kept] = found ? '\n' : bytes->str[i];
		i += found ? size : 1;
	}
	g_string_truncate(bytes, kept);
	for (gsize n = 1; !last && n < size && n <= kept; n++)
		if (!memcmp(bytes->str + kept - n, end, n))
			waits = n;
	return kept - waits;
}

/* Bytes without a quotation mark go to the reader as they are, up to the last whole row; the others
 * row by row. */
static gboolean table_feed(struct table *t, const char *bytes, gsize length, gboolean last,
			   GError **error)
{
	gsize at = 0, taken = 1;

	g_string_append_len(t->pending, bytes, (gssize)length);
	if (!memchr(t->pending->str, t->quote, t->pending->len) ||
	    t->pending->len > 2 * LONGEST_ROW) {
		gsize whole = t->pending->len;

		while (!last && whole && t->pending->len <= LONGEST_ROW &&
		       t->pending->str[whole - 1] != '\n')
			whole--;
		if (!csv_reader_feed(t->reader, t->pending->str, whole, error))
			return FALSE;
		at = whole;
		taken = 0;
	}
	while (taken && at < t->pending->len) {
		taken = quotes_take_row(t->pending->str + at, t->pending->str + t->pending->len,
					t->delimiter, t->quote, t->columns, last, t->mended);
		if (taken && !csv_reader_feed(t->reader, t->mended->str, t->mended->len, error))
			return FALSE;
		at += taken;
	}
	g_string_erase(t->pending, 0, (gssize)at);
	return TRUE;
}

/* The bytes as they are, or as UTF-8 with LF. */
static gboolean table_chunk(struct table *t, const char *bytes, gsize length, gboolean last,
			    GError **error)
{
	gsize ready = length, used;

	if (t->utf16 || t->row_end) {
		if (t->utf16)
			utf16_take(&t->wide, bytes, length, t->converted);
		else
			g_string_append_len(t->converted, bytes, (gssize)length);
		if (t->utf16 && last)
			t->cut = utf16_end(&t->wide, t->converted);
		if (t->utf16 && !t->reader)
			t->row_end = odd_row_end(t->converted->str, t->converted->len);
		ready = t->row_end ? turn_row_ends(t->converted, t->row_end, last)
				   : t->converted->len;
		bytes = t->converted->str;
	}
	used = t->reader || !ready ? 0 : table_begin(t, bytes, ready);
	if (t->reader && !table_feed(t, bytes + used, ready - used, last, error))
		return FALSE;
	g_string_erase(t->converted, 0, (gssize)MIN(ready, t->converted->len));
	return TRUE;
}

static gboolean table_loop(struct table *t, GInputStream *stream, GError **error)
{
	g_autofree char *chunk = g_malloc(TABLE_CHUNK);
	gint64 bytes = 0;
	gsize n = 0;

	while (g_input_stream_read_all(stream, chunk, TABLE_CHUNK, &n, NULL, error) && n > 0) {
		if (bytes == 0 && !t->utf16)
			t->row_end = odd_row_end(chunk, n);
		bytes += (gint64)n;
		if (!table_chunk(t, chunk, n, FALSE, error))
			return FALSE;
		if (t->options->progress && !t->options->progress(bytes, t->options->data)) {
			g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
					    _("Stopped; nothing was changed."));
			return FALSE;
		}
		n = 0;
	}
	return table_chunk(t, "", 0, TRUE, error) &&
	       (!t->reader || csv_reader_end(t->reader, error));
}

static void table_tell(const struct table *t, struct table_facts *facts)
{
	facts->delimiter = t->delimiter;
	facts->cells = t->facts;
	facts->cut = t->cut;
	facts->sure = t->encoding != ENCODING_PAGE || t->sure;
	facts->encoding = t->utf16                       ? "UTF-16"
			  : t->encoding == ENCODING_PAGE ? t->page->name
							 : "UTF-8";
}

gboolean table_read(GInputStream *stream, const struct table_options *options,
		    struct table_facts *facts, GError **error)
{
	struct table t = {.options = options};
	g_autoptr(GError) local = NULL;
	g_autoptr(GInputStream) decoded = decode_stream(stream, &t.utf16, &local);
	gboolean ok;

	if (t.utf16)
		utf16_init(&t.wide, t.utf16);
	t.converted = g_string_new(NULL);
	t.pending = g_string_sized_new(2 * TABLE_CHUNK);
	t.mended = g_string_sized_new(1024);
	t.decoded = g_string_sized_new(1024);
	t.fault = g_string_new(NULL);
	t.offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	t.cells = g_ptr_array_new();
	ok = decoded && table_loop(&t, decoded, &local) && !t.stopped && !local;
	if (g_error_matches(local, OSG_ERROR, OSG_ERROR_FORMAT))
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, "%s, %s", options->file,
			    local->message);
	else if (g_error_matches(local, OSG_ERROR, OSG_ERROR_CANCELLED))
		g_propagate_error(error, g_steal_pointer(&local));
	else if (local)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, "%s: %s", options->file,
			    file_error_why(local));
	if (facts)
		table_tell(&t, facts);
	csv_reader_free(t.reader);
	g_string_free(t.converted, TRUE);
	g_string_free(t.pending, TRUE);
	g_string_free(t.mended, TRUE);
	g_string_free(t.decoded, TRUE);
	g_string_free(t.fault, TRUE);
	g_array_unref(t.offsets);
	g_ptr_array_unref(t.cells);
	return ok;
}
