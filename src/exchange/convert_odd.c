/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a table that are no rows of it: headings that come again, notes below, rulers, totals.
 * Only what could not be read as a row is looked at. What a person would not count as a row is
 * passed over and told; a total looks like a row and is set aside with that as its reason. */
#include "config.h"

#include <string.h>

#include "exchange/convert_private.h"
#include "osg/text.h"
#include "osg/week.h"

/* Nothing but blanks of any kind, and what has no width. */
static gboolean cell_is_blank(const char *cell)
{
	for (const char *p = cell; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c > 0x20 && c != 0x7F && !g_unichar_isspace(c) && !g_unichar_iszerowidth(c) &&
		    c != 0xA0 && c != 0x85)
			return FALSE;
	}
	return TRUE;
}

gboolean row_is_blank(const struct table_row *row)
{
	for (int i = 0; i < row->count; i++)
		if (!cell_is_blank(row->cells[i]))
			return FALSE;
	return TRUE;
}

static int filled_cells(const struct table_row *row, int *first)
{
	int filled = 0;

	for (int i = row->count - 1; i >= 0; i--)
		if (!cell_is_blank(row->cells[i])) {
			filled++;
			*first = i;
		}
	return filled;
}

static gboolean is_heading(const struct converter *c)
{
	const struct table_row *row = c->row;
	int same = 0;

	for (int i = 0; i < row->count; i++) {
		g_autofree char *cell = text_fold(row->cells[i]);
		g_autofree char *heading = text_fold(i < c->count ? c->header[i] : "");

		if (*cell && !g_str_equal(cell, heading))
			return FALSE;
		same += *cell != '\0';
	}
	return same > 1;
}

/* "-----;-----": a line below the headings, as programs of databases draw it. */
static gboolean is_ruler(const struct table_row *row)
{
	gboolean drawn = FALSE;

	for (int i = 0; i < row->count; i++) {
		gsize marks = strspn(row->cells[i], "-=_*+ ");

		if (row->cells[i][marks])
			return FALSE;
		drawn |= marks >= 3;
	}
	return drawn;
}

/* "Källa: Polisen" begins with a word that does, "12 rader" ends with one. */
static gboolean is_said(const char *cell, const char *const *words)
{
	g_autofree char *folded = text_fold(cell);
	gsize digits = strspn(folded, "0123456789 ");
	char *end = folded + digits + strcspn(folded + digits, " ");

	*end = '\0';
	return g_strv_contains(words, folded + digits);
}

static gboolean is_total(const char *cell)
{
	static const char *const words[] = {"summa", "totalt",   "total", "totalsumma", "delsumma",
					    "sum",   "subtotal", "grand", "sammanlagt", NULL};

	return is_said(cell, words);
}

static gboolean is_note(const char *cell)
{
	static const char *const words[] = {
		"kalla",     "kallor",     "source",      "not",         "anm",      "anmarkning",
		"obs",       "note",       "notera",      "utskriven",   "utskrift", "uttagen",
		"uttag",     "skapad",     "skapat",      "exporterad",  "exported", "generated",
		"genererad", "rapport",    "rapporten",   "sida",        "page",     "copyright",
		"kommentar", "forklaring", "uppgifterna", "statistiken", "slut",     "end",
		"rader",     "rows",       "poster",      "records",     "row",      "rad",
		"post",      "antal",      NULL};

	return *cell == '*' || is_said(cell, words);
}

/* Neither when nor what could be read. */
static gboolean says_nothing(const struct converter *c)
{
	return c->incoming.observation.time_from == TIME_NONE && !c->incoming.observation.category;
}

/* "yyyy mm dd", "tt mm": a form of dates or times, folded. */
static gboolean is_form(const char *folded)
{
	while (*folded) {
		gsize same = 1;

		while (folded[same] == *folded)
			same++;
		if (!strchr("yamdhst", *folded) || same < 2)
			return FALSE;
		folded += same + (folded[same] == ' ');
	}
	return TRUE;
}

/* clang-format off */
static const char *const unit_words[] = {
	"st", "styck", "kr", "sek", "tkr", "kronor", "m", "km", "meter", "metres", "grader",
	"degrees", "procent", "antal", "text", "fritext", "string", "str", "datum", "date",
	"tid", "time", "datetime", "klockslag", "timestamp", "nr", "nummer", "number", "heltal",
	"decimal", "int", "integer", "bigint", "float", "double", "real", "numeric", "char",
	"varchar", "nvarchar", "bool", "boolean", "ja nej", "yes no", "kod", "code", "wgs84",
	"wgs 84", "sweref99", "sweref 99", "sweref 99 tm", "sweref99tm", "obligatorisk",
	"obligatoriskt", "valfri", "valfritt", "required", "optional", NULL,
};
/* clang-format on */

/* A line below the headings that says in what units or forms they are: "(kr)", "ÅÅÅÅ-MM-DD",
 * "varchar(50)". */
static gboolean is_unit(const char *cell)
{
	gsize length = strlen(cell);
	g_autofree char *folded = text_fold(cell);
	char *open = strpbrk(folded, "0123456789");

	if (length > 1 && strchr("([<{", *cell) && strchr(")]>}", cell[length - 1]))
		return TRUE;
	if (g_strv_contains(unit_words, folded) || strspn(cell, "-–.%°#") == length)
		return TRUE;
	if (*folded && is_form(folded))
		return TRUE;
	if (open && strchr(cell, '('))
		*open = '\0';
	return g_strv_contains(unit_words, g_strchomp(folded));
}

static gboolean is_units(const struct table_row *row)
{
	for (int i = 0; i < row->count; i++)
		if (!cell_is_blank(row->cells[i]) && !is_unit(row->cells[i]))
			return FALSE;
	return TRUE;
}

static gboolean pass_over(struct told_lines *told, int line)
{
	if (!told->count++)
		told->first = line;
	return TRUE;
}

gboolean converter_passes_over(struct converter *c)
{
	const struct table_row *row = c->row;
	int first = 0, filled = filled_cells(row, &first);
	const char *cell = row->count ? row->cells[first] : "";

	if (!row->fault && filled && !c->incoming.observation.category && is_total(cell))
		converter_say(c, first,
			      g_strdup(_("it is a total of other rows, and no event; expected one "
					 "row an event")));
	if (!c->begun && !row->fault && filled && c->incoming.observation.time_from == TIME_NONE &&
	    is_units(row))
		return pass_over(&c->units, row->line);
	if (row->fault || !filled || !says_nothing(c))
		return FALSE;
	if (is_ruler(row))
		return pass_over(&c->notes, row->line);
	if (is_heading(c))
		return pass_over(&c->headings, row->line);
	if (is_note(cell) && (filled == 1 || strchr(cell, ':')))
		return pass_over(&c->notes, row->line);
	if (filled == 1 && c->count > 2 && !is_total(cell))
		converter_say(
			c, first,
			g_strdup(_("it is the only cell of its row: a title or a note, and no "
				   "event? Expected a row with time and category")));
	return FALSE;
}

static void tell_lines(const struct converter *c, const struct told_lines *told, const char *format)
{
	g_autofree char *sentence = NULL;

	if (!told->count || !c->options->note)
		return;
	sentence = g_strdup_printf(format, told->count, told->first);
	c->options->note(sentence, c->options->data);
}

/* Columns that nothing is made of, below a heading that another column has as well. */
void converter_find_repeated(struct converter *c)
{
	GPtrArray *left = c->binding.left;

	for (int i = 1; i < c->count; i++) {
		g_autofree char *heading = text_fold(c->header[i]);

		for (int first = 0; first < i && *heading; first++) {
			g_autofree char *other = text_fold(c->header[first]);
			struct repeated_heading one = {first, i, 0};

			if (!g_str_equal(other, heading) ||
			    g_ptr_array_find(left, c->header[first], NULL))
				continue;
			if (g_ptr_array_remove(left, c->header[i]))
				g_array_append_val(c->repeated, one);
			break;
		}
	}
}

void converter_look_at_repeated(struct converter *c)
{
	const struct table_row *row = c->row;

	for (guint i = 0; i < c->repeated->len; i++) {
		struct repeated_heading *one =
			&g_array_index(c->repeated, struct repeated_heading, i);

		if (one->again < row->count && !cell_is_blank(row->cells[one->again]))
			one->differ += !g_str_equal(row->cells[one->first], row->cells[one->again]);
	}
}

static void tell_repeated(const struct converter *c)
{
	for (guint i = 0; i < c->repeated->len && c->options->note; i++) {
		const struct repeated_heading *one =
			&g_array_index(c->repeated, struct repeated_heading, i);
		g_autofree char *sentence = g_strdup_printf(
			ngettext("The heading “%s” stands twice, in columns %d and %d: the first "
				 "was read; in %d row the other says something else.",
				 "The heading “%s” stands twice, in columns %d and %d: the first "
				 "was read; in %d rows the other says something else.",
				 (gulong)one->differ),
			c->header[one->first], one->first + 1, one->again + 1, one->differ);

		c->options->note(sentence, c->options->data);
	}
}

char *converter_words_shown(GHashTable *set)
{
	enum { NAMED = 8 };
	g_autoptr(GList) all =
		g_list_sort(g_hash_table_get_keys(set), (GCompareFunc)(void (*)(void))strcmp);
	GString *words = g_string_new(NULL);
	int n = 0;

	for (GList *l = all; l && n < NAMED; l = l->next, n++)
		g_string_append_printf(words, "%s%s", n ? ", " : "", (const char *)l->data);
	if (g_list_length(all) > NAMED)
		g_string_append(words, " …");
	return g_string_free(words, FALSE);
}

static void tell_meant(const struct converter *c)
{
	g_autofree char *words = converter_words_shown(c->meant_words), *sentence = NULL;

	if (!c->meant || !c->options->note)
		return;
	sentence = g_strdup_printf(
		ngettext("%d row names its category by a word that people use: %s.",
			 "%d rows name their category by words that people use: %s.",
			 (gulong)c->meant),
		c->meant, words);
	c->options->note(sentence, c->options->data);
}

void converter_tell_odd(const struct converter *c)
{
	tell_lines(c, &c->headings,
		   ngettext("%d line repeats the headings and was passed over: line %d.",
			    "%d lines repeat the headings and were passed over, the first on line "
			    "%d.",
			    (gulong)c->headings.count));
	tell_lines(c, &c->notes,
		   ngettext("%d line is a note and no row, and was passed over: line %d.",
			    "%d lines are notes and no rows, and were passed over, the first on "
			    "line %d.",
			    (gulong)c->notes.count));
	tell_lines(c, &c->units,
		   ngettext("%d line below the headings says units or forms and was passed over: "
			    "line %d.",
			    "%d lines below the headings say units or forms and were passed over, "
			    "the first on line %d.",
			    (gulong)c->units.count));
	tell_repeated(c);
	tell_meant(c);
}
