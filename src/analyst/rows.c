/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes rows of cells. Knows nothing of what they mean. */
#include "config.h"
#include "analyst/rows.h"

#include <math.h>
#include <string.h>

char *rows_real(double value)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	return isfinite(value) ? g_strdup(g_ascii_formatd(buffer, sizeof buffer, "%.15g", value))
			       : g_strdup("");
}

static void csv_cell(GString *out, const char *text)
{
	if (!strpbrk(text, ",\"\n\r")) {
		g_string_append(out, text);
		return;
	}
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
}

static void json_text(GString *out, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_string_append_c(out, '"');
	for (const char *p = valid; *p; p++)
		if (*p == '"' || *p == '\\')
			g_string_append_printf(out, "\\%c", *p);
		else if ((guchar)*p < 0x20)
			g_string_append_printf(out, "\\u%04x", (guint)*p);
		else
			g_string_append_c(out, *p);
	g_string_append_c(out, '"');
}

static void add_json(struct rows *rows, char **cells)
{
	gboolean first = TRUE;
	g_string_append(rows->out, rows->any ? ",\n {" : "\n {");
	for (int i = 0; i < rows->count; i++) {
		if (*cells[i] == '\0')
			continue;
		g_string_append_printf(rows->out, "%s\"%s\": ", first ? "" : ", ",
				       rows->columns[i].name);
		first = FALSE;
		if (rows->columns[i].text)
			json_text(rows->out, cells[i]);
		else
			g_string_append(rows->out, cells[i]);
	}
	g_string_append_c(rows->out, '}');
}

static void add_line(struct rows *rows, char **cells)
{
	for (int i = 0; i < rows->count; i++) {
		if (i)
			g_string_append_c(rows->out, rows->format == ROWS_CSV ? ',' : '\t');
		if (rows->format == ROWS_CSV)
			csv_cell(rows->out, cells[i]);
		else
			g_string_append(rows->out, cells[i]);
	}
	g_string_append_c(rows->out, '\n');
}

void rows_begin(struct rows *rows)
{
	if (rows->format == ROWS_JSON) {
		g_string_append_c(rows->out, '[');
		return;
	}
	for (int i = 0; i < rows->count; i++)
		g_string_append_printf(rows->out, "%s%s",
				       !i                         ? ""
				       : rows->format == ROWS_CSV ? ","
								  : "\t",
				       rows->columns[i].name);
	g_string_append_c(rows->out, '\n');
}

void rows_add(struct rows *rows, char **cells)
{
	if (rows->format == ROWS_JSON)
		add_json(rows, cells);
	else
		add_line(rows, cells);
	rows->any = TRUE;
}

void rows_end(struct rows *rows)
{
	if (rows->format == ROWS_JSON)
		g_string_append(rows->out, rows->any ? "\n]\n" : "]\n");
}
