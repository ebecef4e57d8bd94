/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as partners send it: ; , or tab, "sep=" line, quoted line breaks, CRLF, UTF-8 with and
 * without byte order mark, UTF-16, Windows-1252. libcsv splits the bytes (delimiters are ASCII in
 * all of these), then each row is decoded by itself, so that one bad byte spoils one row. Streams:
 * holds a row, never a file. Refuses binary files and quotes that are never closed. */
#include "config.h"

#include "exchange/table.h"

#include <csv.h>
#include <string.h>

#define TABLE_CHUNK 65536
#define TABLE_LONGEST_ROW (1024 * 1024)
#define TABLE_MOST_CELLS 1024

enum encoding { ENCODING_UNKNOWN, ENCODING_UTF8, ENCODING_1252 };

struct table {
	const struct table_options *options;
	struct csv_parser parser;
	enum encoding encoding;
	gboolean utf16;
	char delimiter;
	gunichar high[128]; /* Windows-1252 above ASCII; 0 = not assigned */
	int line, row_line;
	gboolean after_return;    /* the last row ended with CR: a LF belongs to it */
	GString *bytes, *decoded; /* the row's cells, each with its NUL */
	GArray *offsets;
	GPtrArray *cells;
	GString *fault;
	int fault_cell, repaired;
	gboolean stopped;
	GError *error;
};

static void table_fail(struct table *t, int line, const char *what)
{
	t->stopped = TRUE;
	if (!t->error)
		t->error = g_error_new(OSG_ERROR, OSG_ERROR_FORMAT, _("%s, line %d: %s"),
				       t->options->file, line, what);
}

/* decoding */

/* iconv knows the code page; asked once for all 128 bytes. */
static void table_fill_high(gunichar high[128])
{
	for (int i = 0; i < 128; i++) {
		const char byte[2] = {(char)(128 + i), 0};
		g_autofree char *text =
			g_convert(byte, 1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);

		high[i] = text ? g_utf8_get_char(text) : 0;
	}
}

static void table_fault(struct table *t, int cell, const char *reason)
{
	if (t->fault->len)
		return;
	g_string_assign(t->fault, reason);
	t->fault_cell = cell;
}

static void table_decode_1252(struct table *t, int cell, const char *bytes)
{
	for (const guchar *p = (const guchar *)bytes; *p; p++) {
		gunichar c = *p < 128 ? *p : t->high[*p - 128];

		if (!c) {
			g_autofree char *reason =
				g_strdup_printf(_("byte %02X at character %d is no character of "
						  "Windows-1252; expected "
						  "a text file in UTF-8 or Windows-1252"),
						*p, (int)((const char *)p - bytes) + 1);

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

/* "VisÃ¤ttra" was UTF-8 that the sender's program took for Windows-1252: the bytes are still there.
 * NULL: it is not that. */
static char *table_repair(const gunichar high[128], const char *text)
{
	g_autoptr(GString) bytes = g_string_sized_new(64);

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		int i = 0;

		while (c >= 128 && i < 128 && high[i] != c)
			i++;
		if (i == 128)
			return NULL;
		g_string_append_c(bytes, (char)(c < 128 ? c : (gunichar)(128 + i)));
	}
	if (!g_utf8_validate(bytes->str, (gssize)bytes->len, NULL))
		return NULL;
	return g_string_free(g_steal_pointer(&bytes), FALSE);
}

static gboolean table_row_valid(const struct table *t)
{
	for (guint i = 0; i < t->offsets->len; i++)
		if (!g_utf8_validate(t->bytes->str + g_array_index(t->offsets, gsize, i), -1, NULL))
			return FALSE;
	return TRUE;
}

/* Cells of the row as UTF-8, in t->bytes or t->decoded. */
static const char *table_decode(struct table *t)
{
	gboolean valid = table_row_valid(t);

	if (t->encoding == ENCODING_UNKNOWN)
		t->encoding = valid ? ENCODING_UTF8 : ENCODING_1252;
	if (valid && t->encoding == ENCODING_UTF8)
		return t->bytes->str;
	g_string_truncate(t->decoded, 0);
	for (guint i = 0; i < t->offsets->len; i++) {
		gsize *offset = &g_array_index(t->offsets, gsize, i);
		const char *bytes = t->bytes->str + *offset;

		*offset = t->decoded->len;
		if (t->encoding == ENCODING_UTF8)
			table_decode_utf8(t, (int)i, bytes);
		else
			table_decode_1252(t, (int)i, bytes);
		g_string_append_c(t->decoded, '\0');
	}
	return t->decoded->str;
}

static gboolean table_has_high(const GString *bytes)
{
	for (gsize i = 0; i < bytes->len; i++)
		if ((guchar)bytes->str[i] >= 128)
			return TRUE;
	return FALSE;
}

/* rows */

static void table_give(struct table *t)
{
	g_autoptr(GPtrArray) repaired = NULL;
	const char *base = t->bytes->str;
	gboolean high = table_has_high(t->bytes);
	struct table_row row = {.line = t->row_line};

	g_string_truncate(t->fault, 0);
	if (high)
		base = table_decode(t);
	g_ptr_array_set_size(t->cells, 0);
	for (guint i = 0; i < t->offsets->len; i++) {
		const char *cell = base + g_array_index(t->offsets, gsize, i);
		char *better = high && strstr(cell, "Ã") ? table_repair(t->high, cell) : NULL;

		if (better) {
			if (!repaired)
				repaired = g_ptr_array_new_with_free_func(g_free);
			g_ptr_array_add(repaired, better);
			t->repaired++;
			cell = better;
		}
		g_ptr_array_add(t->cells, (gpointer)cell);
	}
	row.count = (int)t->cells->len;
	row.cells = (const char **)t->cells->pdata;
	row.fault = t->fault->len ? t->fault->str : NULL;
	row.fault_cell = t->fault_cell;
	if (!t->options->row(&row, t->options->data))
		t->stopped = TRUE;
}

static void table_on_cell(void *bytes, size_t length, void *data)
{
	struct table *t = data;
	gsize offset = t->bytes->len;

	if (t->stopped)
		return;
	if (memchr(bytes, 0, length)) {
		table_fail(t, t->row_line,
			   _("there is a zero byte, so it is no text file; expected CSV"));
		return;
	}
	if (t->offsets->len >= TABLE_MOST_CELLS || offset + length > TABLE_LONGEST_ROW) {
		table_fail(t, t->row_line,
			   _("the row does not end; probably a closing quote is missing"));
		return;
	}
	g_array_append_val(t->offsets, offset);
	g_string_append_len(t->bytes, bytes, (gssize)length);
	g_string_append_c(t->bytes, '\0');
	for (const char *p = bytes, *end = p + length; (p = memchr(p, '\n', (gsize)(end - p))); p++)
		t->line++;
}

/* c: the character that ended the row, -1 at the end of the file. Empty lines come as rows without
 * cells. */
static void table_on_row(int c, void *data)
{
	struct table *t = data;
	gboolean rest = c == '\n' && t->after_return && t->offsets->len == 0;

	if (t->stopped)
		return;
	if (t->offsets->len)
		table_give(t);
	g_string_truncate(t->bytes, 0);
	g_array_set_size(t->offsets, 0);
	if (!rest)
		t->line++;
	t->row_line = t->line;
	t->after_return = c == '\r';
}

/* the file */

char table_guess_delimiter(const char *line, gsize length)
{
	static const char candidates[] = ";,\t";
	int counts[3] = {0}, best = 0;
	gboolean quoted = FALSE;

	for (gsize i = 0; i < length && (quoted || (line[i] != '\n' && line[i] != '\r')); i++) {
		const char *found = line[i] ? strchr(candidates, line[i]) : NULL;

		if (line[i] == '"')
			quoted = !quoted;
		else if (found && !quoted)
			counts[found - candidates]++;
	}
	for (int i = 1; i < 3; i++)
		if (counts[i] > counts[best])
			best = i;
	return counts[best] ? candidates[best] : 0;
}

static int table_no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

/* Skips the byte order mark and a "sep=;" line, sets encoding and delimiter. How many bytes were
 * taken. */
static gsize table_begin(struct table *t, const char *head, gsize length)
{
	gsize used = 0;

	t->delimiter = t->options->delimiter;
	if (length >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0) {
		t->encoding = ENCODING_UTF8;
		used = 3;
	}
	if (length >= used + 5 && g_ascii_strncasecmp(head + used, "sep=", 4) == 0) {
		const char *end = memchr(head + used, '\n', length - used);

		t->delimiter = head[used + 4];
		used = end ? (gsize)(end + 1 - head) : length;
		t->line = t->row_line = 2;
	} else if (!t->delimiter) {
		t->delimiter = table_guess_delimiter(head + used, length - used);
	}
	if (!t->delimiter)
		t->delimiter = ';';
	csv_set_delim(&t->parser, (unsigned char)t->delimiter);
	return used;
}

static gboolean table_feed(struct table *t, const char *bytes, gsize length)
{
	if (csv_parse(&t->parser, bytes, length, table_on_cell, table_on_row, t) != length)
		table_fail(t, t->row_line, csv_strerror(csv_error(&t->parser)));
	else if (csv_get_buffer_size(&t->parser) > TABLE_LONGEST_ROW)
		table_fail(t, t->row_line,
			   _("a quoted text does not end; the closing quote is missing"));
	return !t->stopped;
}

static void table_end(struct table *t)
{
	/* libcsv tells this only in its strict mode, which refuses much that Excel writes; 2 is its
	 * state inside a cell
	 */
	if (t->parser.quoted && t->parser.pstate == 2)
		table_fail(t, t->row_line,
			   _("the file ends inside a quoted text; the closing quote is missing or "
			     "the file was cut off"));
	else
		csv_fini(&t->parser, table_on_cell, table_on_row, t);
}

/* UTF-16 with its mark becomes UTF-8 on the way in. */
static GInputStream *table_stream(struct table *t, GInputStream *stream, GError **error)
{
	GInputStream *buffered = g_buffered_input_stream_new_sized(stream, TABLE_CHUNK);
	const guchar *head;
	gsize length;

	if (g_buffered_input_stream_fill(G_BUFFERED_INPUT_STREAM(buffered), TABLE_CHUNK, NULL,
					 error) < 0) {
		g_object_unref(buffered);
		return NULL;
	}
	head = g_buffered_input_stream_peek_buffer(G_BUFFERED_INPUT_STREAM(buffered), &length);
	if (length >= 2 &&
	    ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF))) {
		g_autoptr(GCharsetConverter) converter =
			g_charset_converter_new("UTF-8", "UTF-16", NULL);
		GInputStream *converted =
			g_converter_input_stream_new(buffered, G_CONVERTER(converter));

		t->utf16 = TRUE;
		g_object_unref(buffered);
		return converted;
	}
	return buffered;
}

static gboolean table_loop(struct table *t, GInputStream *stream, GError **error)
{
	g_autofree char *chunk = g_malloc(TABLE_CHUNK);
	gint64 bytes = 0;
	gsize n;
	gboolean ok;

	while ((ok = g_input_stream_read_all(stream, chunk, TABLE_CHUNK, &n, NULL, error)) &&
	       n > 0) {
		gsize used = bytes == 0 ? table_begin(t, chunk, n) : 0;

		bytes += (gint64)n;
		if (!table_feed(t, chunk + used, n - used))
			return FALSE;
		if (t->options->progress && !t->options->progress(bytes, t->options->data)) {
			g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
					    _("Stopped; nothing was changed."));
			return FALSE;
		}
	}
	if (!ok) {
		g_prefix_error(error, "%s: ", t->options->file);
		return FALSE;
	}
	table_end(t);
	return !t->stopped;
}

static void table_tell(const struct table *t, struct table_facts *facts)
{
	facts->delimiter = t->delimiter;
	facts->repaired = t->repaired;
	facts->encoding = t->utf16                       ? "UTF-16"
			  : t->encoding == ENCODING_1252 ? "Windows-1252"
							 : "UTF-8";
}

gboolean table_read(GInputStream *stream, const struct table_options *options,
		    struct table_facts *facts, GError **error)
{
	struct table t = {.options = options, .line = 1, .row_line = 1};
	g_autoptr(GInputStream) decoded = table_stream(&t, stream, error);
	gboolean ok;

	if (!decoded)
		return FALSE;
	csv_init(&t.parser, CSV_REPALL_NL | CSV_APPEND_NULL);
	csv_set_space_func(&t.parser, table_no_blank);
	table_fill_high(t.high);
	t.bytes = g_string_sized_new(1024);
	t.decoded = g_string_sized_new(1024);
	t.fault = g_string_new(NULL);
	t.offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
	t.cells = g_ptr_array_new();
	ok = table_loop(&t, decoded, error);
	if (t.error) {
		g_clear_error(error);
		g_propagate_error(error, t.error);
	}
	if (facts)
		table_tell(&t, facts);
	csv_free(&t.parser);
	g_string_free(t.bytes, TRUE);
	g_string_free(t.decoded, TRUE);
	g_string_free(t.fault, TRUE);
	g_array_unref(t.offsets);
	g_ptr_array_unref(t.cells);
	return ok;
}
