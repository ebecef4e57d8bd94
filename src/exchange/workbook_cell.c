/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/workbook_cell.h"

#include <math.h>
#include <string.h>

#include "exchange/xml.h"
#include "osg/week.h"

enum { COLUMNS_MOST = 16384, ROWS_MOST = 1048576 };

/* Of a code, what is left of text in quotes, escapes and colours. */
static enum cell_look look_of_code(const char *code)
{
	enum cell_look look = LOOK_NUMBER;

	for (; *code; code++) {
		if (*code == '"' || (*code == '[' && !strchr("hHmMsS", code[1]))) {
			const char *end = strchr(code + 1, *code == '"' ? '"' : ']');

			if (!end)
				break;
			code = end;
		} else if (*code == '\\' || *code == '_' || *code == '*') {
			code += code[1] != '\0';
		} else if (*code == '[') {
			look |= strchr("hH", code[1]) ? LOOK_TIME | LOOK_ELAPSED : LOOK_TIME;
		} else if (strchr("yYdD", *code)) {
			look |= LOOK_DATE;
		} else if (strchr("hHsS", *code)) {
			look |= LOOK_TIME;
		}
	}
	return look;
}

enum cell_look cell_look_of(int id, const char *code)
{
	if (code)
		return look_of_code(code);
	if (id == 22)
		return LOOK_DATE | LOOK_TIME;
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
		return LOOK_DATE;
	if (id == 46)
		return LOOK_TIME | LOOK_ELAPSED;
	return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? LOOK_TIME : LOOK_NUMBER;
}

/* Seconds only where there are some. */
static void append_clock(GString *out, int seconds)
{
	g_string_append_printf(out, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
	if (seconds % 60)
		g_string_append_printf(out, ":%02d", seconds % 60);
}

char *cell_number_text(const char *value, enum cell_look look, gboolean from_1904)
{
	char *end, number[G_ASCII_DTOSTR_BUF_SIZE];
	double serial = g_ascii_strtod(value, &end);
	g_autoptr(GDate) day = NULL;
	GString *out;
	gint64 seconds;

	if (end == value || *end || !isfinite(serial) || fabs(serial) > 2958466) /* after 9999 */
		return g_strdup(value);
	if (look == LOOK_NUMBER || serial < 0)
		return g_strdup(g_ascii_formatd(number, sizeof number, "%.15g", serial));
	out = g_string_new(NULL);
	seconds = llround(serial * DAY_SECONDS);
	if (look & LOOK_DATE) {
		day = from_1904 ? g_date_new_dmy(1, G_DATE_JANUARY, 1904)
				: g_date_new_dmy(30, G_DATE_DECEMBER, 1899);
		g_date_add_days(day, (guint)(seconds / DAY_SECONDS));
		g_string_printf(out, "%04d-%02d-%02d", g_date_get_year(day), g_date_get_month(day),
				g_date_get_day(day));
	}
	if (!(look & LOOK_DATE) || look & LOOK_TIME || seconds % DAY_SECONDS) {
		g_string_append(out, out->len ? " " : "");
		append_clock(out, (int)(look & LOOK_ELAPSED && !(look & LOOK_DATE)
						? seconds
						: seconds % DAY_SECONDS));
	}
	return g_string_free(out, FALSE);
}

static gboolean is_escape(const char *text)
{
	for (int i = 2; i < 6; i++)
		if (strnlen(text, 7) < 7 || !g_ascii_isxdigit(text[i]))
			return FALSE;
	return text[1] == 'x' && text[6] == '_';
}

char *cell_plain(const char *text)
{
	GString *out = g_string_new(NULL);

	while (*text) {
		gunichar c = *text == '_' && is_escape(text)
				     ? (gunichar)g_ascii_strtoull(text + 2, NULL, 16)
				     : 0;

		if (g_unichar_validate(c) && c)
			g_string_append_unichar(out, c);
		else
			g_string_append_c(out, *text);
		text += c && g_unichar_validate(c) ? 7 : 1;
	}
	return g_string_free(out, FALSE);
}

gboolean cell_place(const char *reference, int *column, int *row)
{
	*column = *row = 0;
	for (; g_ascii_isupper(*reference) && *column <= COLUMNS_MOST; reference++)
		*column = *column * 26 + *reference - 'A' + 1;
	for (; g_ascii_isdigit(*reference) && *row <= ROWS_MOST; reference++)
		*row = *row * 10 + *reference - '0';
	--*column;
	return *column >= 0 && *column < COLUMNS_MOST && *row <= ROWS_MOST && !*reference;
}

/* styles */

/* Styles are read as they come: their own codes stand before the cells' formats. */
struct style_reading {
	GArray *looks;
	GHashTable *codes; /* number of a format -> its code */
	gboolean in_cells;
};

static int number_of(const char *text)
{
	return text ? (int)g_ascii_strtoll(text, NULL, 10) : 0;
}

static gboolean style_begin(const char *name, const char *space UNUSED,
			    const char *const *attributes, int line UNUSED, gpointer data)
{
	struct style_reading *r = data;
	int id = number_of(xml_attribute(attributes, "numFmtId"));
	enum cell_look look;

	if (strcmp(name, "numFmt") == 0)
		g_hash_table_insert(r->codes, GINT_TO_POINTER(id),
				    g_strdup(xml_attribute(attributes, "formatCode")));
	r->in_cells |= strcmp(name, "cellXfs") == 0;
	if (r->in_cells && strcmp(name, "xf") == 0) {
		look = cell_look_of(id, g_hash_table_lookup(r->codes, GINT_TO_POINTER(id)));
		g_array_append_val(r->looks, look);
	}
	return TRUE;
}

static gboolean style_end(const char *name, gpointer data)
{
	struct style_reading *r = data;

	r->in_cells &= strcmp(name, "cellXfs") != 0;
	return TRUE;
}

gboolean cell_looks_read(const char *styles, gsize length, const char *file, GArray *looks,
			 GError **error)
{
	const struct xml_events events = {.begin = style_begin, .end = style_end};
	struct style_reading r = {looks, g_hash_table_new_full(NULL, NULL, NULL, g_free), FALSE};
	gboolean ok = xml_parse(styles, length, file, &events, &r, error);

	g_hash_table_unref(r.codes);
	return ok;
}
