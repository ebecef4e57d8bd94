/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs on the web keep what people type as HTML, and export it so. Only what is surely that is
 * undone: entities that end in a semicolon, and tags of text by their names. */
#include "config.h"

#include "exchange/html_text.h"

#include <string.h>

#include "exchange/decode.h"

#define MOST_ROUNDS 3 /* how often a text may have been written so: "&amp;amp;" */
#define LONGEST_NAME 8
#define LONGEST_TAG 1000

/* The names of U+00A0 to U+00FF, in this order. */
static const char *const latin[] = {
	"nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
	"copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
	"sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
	"raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
	"Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
	"Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
	"Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
	"szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
	"egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
	"ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
	"uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static const struct {
	const char *name;
	gunichar meant;
} others[] = {
	{"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
	{"apos", '\''},     {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},
	{"rsquo", 0x2019},  {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},
	{"bdquo", 0x201E},  {"bull", 0x2022},   {"hellip", 0x2026}, {"prime", 0x2032},
	{"Prime", 0x2033},  {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},
	{"trade", 0x2122},  {"rarr", 0x2192},   {"minus", 0x2212},  {"ensp", 0x2002},
	{"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwnj", 0x200C},   {"zwj", 0x200D},
	{"Scaron", 0x0160}, {"scaron", 0x0161}, {"OElig", 0x0152},  {"oelig", 0x0153},
};

/* Tags of text; those that begin or end a line become a line break. */
static const struct {
	const char *name;
	gboolean breaks;
} tags[] = {
	{"br", TRUE},    {"p", TRUE},       {"div", TRUE},  {"li", TRUE}, {"ul", FALSE},
	{"ol", FALSE},   {"tr", TRUE},      {"h1", TRUE},   {"h2", TRUE}, {"h3", TRUE},
	{"span", FALSE}, {"b", FALSE},      {"i", FALSE},   {"u", FALSE}, {"em", FALSE},
	{"font", FALSE}, {"strong", FALSE}, {"html", TRUE}, {"a", FALSE}, {"body", FALSE},
};

static gunichar named(const char *name, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (strlen(others[i].name) == length && !strncmp(others[i].name, name, length))
			return others[i].meant;
	for (gsize i = 0; i < G_N_ELEMENTS(latin); i++)
		if (strlen(latin[i]) == length && !strncmp(latin[i], name, length))
			return (gunichar)(0xA0 + i);
	return 0;
}

/* "229" or "xE5". Those between are bytes of Windows, as browsers take them; 0 = no letter. */
static gunichar numbered(const char *digits, gsize length)
{
	gboolean hex = *digits == 'x' || *digits == 'X';
	g_autofree char *number = g_strndup(digits + hex, length - hex);
	guint64 c;

	if (!g_ascii_string_to_unsigned(number, hex ? 16 : 10, 1, 0x10FFFF, &c, NULL))
		return 0;
	if (c >= 0x80 && c < 0xA0)
		c = code_page_windows()->high[c - 0x80];
	if (c == '\r')
		c = '\n';
	return (c >= 0x20 || c == '\n' || c == '\t') && g_unichar_validate((gunichar)c)
		       ? (gunichar)c
		       : 0;
}

/* What the entity at *text means, which is moved behind it; 0 = it is none. A blank that does not
 * break is a blank: alone in a cell it says that the cell is empty. */
static gunichar take_entity(const char **text)
{
	const char *name = *text + 1;
	gsize length = *name == '#' ? 1 : 0;
	gunichar c;

	while (length <= LONGEST_NAME && g_ascii_isalnum(name[length]))
		length++;
	if (name[length] != ';')
		return 0;
	c = *name == '#' ? numbered(name + 1, length - 1) : named(name, length);
	if (c)
		*text = name + length + 1;
	return c == 0xA0 ? ' ' : c;
}

gboolean html_is_cut(const char *text)
{
	const char *open = strrchr(text, '&'), *name = open ? open + 1 : "";
	gsize length;

	while (g_str_has_prefix(name, "amp;")) /* written so more than once */
		name += strlen("amp;");
	length = strlen(name);
	if (!length || length > LONGEST_NAME + 1)
		return FALSE;
	return *name == '#' ? numbered(name + 1, length - 1) != 0 : named(name, length) != 0;
}

gboolean html_is_tag(const char *name, gsize length, gboolean *breaks)
{
	for (gsize i = 0; i < G_N_ELEMENTS(tags); i++)
		if (strlen(tags[i].name) == length &&
		    !g_ascii_strncasecmp(tags[i].name, name, length)) {
			*breaks = tags[i].breaks;
			return TRUE;
		}
	return FALSE;
}

/* The end of the tag at text; NULL: it is none. *breaks: it ends a line. */
static const char *tag_end(const char *text, gboolean *breaks)
{
	const char *name = text + 1 + (text[1] == '/');
	const char *end = memchr(name, '>', strnlen(name, LONGEST_TAG));
	gsize length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123");
	const char *inner = end ? memchr(name, '<', (gsize)(end - name)) : NULL;

	if (!end || inner || (name[length] != '>' && !strchr(" /\t\n", name[length])))
		return NULL;
	return html_is_tag(name, length, breaks) ? end + 1 : NULL;
}

static char *without_entities(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	gboolean found = FALSE;

	while (*text) {
		gunichar c = *text == '&' ? take_entity(&text) : 0;

		found |= c != 0;
		if (c)
			g_string_append_unichar(out, c);
		else
			g_string_append_c(out, *text++);
	}
	return g_string_free(out, !found);
}

static char *without_tags(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));
	gboolean found = FALSE, breaks = FALSE;

	while (*text) {
		const char *end = *text == '<' ? tag_end(text, &breaks) : NULL;

		found |= end != NULL;
		if (end && breaks && out->len && out->str[out->len - 1] != '\n')
			g_string_append_c(out, '\n');
		if (!end)
			g_string_append_c(out, *text);
		text = end ? end : text + 1;
	}
	return g_string_free(out, !found);
}

char *html_to_text(const char *text)
{
	char *best = strchr(text, '<') ? without_tags(text) : NULL;
	gboolean more = strchr(best ? best : text, '&') != NULL;

	for (int round = 0; more && round < MOST_ROUNDS; round++) {
		char *better = without_entities(best ? best : text);

		more = better != NULL;
		if (!better)
			break;
		g_free(best);
		best = better;
	}
	return best ? g_strstrip(best) : NULL;
}

gboolean html_settle(char **text)
{
	char *plain = *text ? html_to_text(*text) : NULL;

	if (!plain)
		return FALSE;
	g_free(*text);
	*text = plain;
	return TRUE;
}
