/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as people see it: columns, cutting, wrapping and the filter that makes a foreign text
 * harmless. Finding and sorting are in collate.c. Nothing is measured in bytes. Plain ASCII, most
 * of what passes here, is recognised first and costs one look a byte. */
#include "config.h"

#include "osg/text.h"

#include <glib/gi18n.h>
#include <string.h>

#define ELLIPSIS "…"
#define MARKS_MAX 4

/* columns */

int char_width(gunichar c)
{
	if (c < 0x300)
		return c >= 0x20 && (c < 0x7f || c >= 0xa0) && c != 0xad;
	if (g_unichar_iszerowidth(c))
		return 0;
	return c >= 0x1100 && g_unichar_iswide(c) ? 2 : 1;
}

int text_width(const char *text)
{
	int width = 0;

	for (const guchar *p = (const guchar *)text; *p; p = (const guchar *)g_utf8_next_char(p))
		width += *p < 0x80 ? *p >= 0x20 && *p < 0x7f
				   : char_width(g_utf8_get_char((const char *)p));
	return width;
}

/* Moves past one grapheme: a character with what is drawn on it or joined to it. Returns its
 * columns. */
static int next_grapheme(const char **text)
{
	const char *p = *text;
	gunichar c = g_utf8_get_char(p);
	int width = char_width(c);

	for (p = g_utf8_next_char(p); *p; p = g_utf8_next_char(p)) {
		gunichar next = g_utf8_get_char(p);
		int next_width = char_width(next);
		if (next_width && c != 0x200d) /* zero width joiner */
			break;
		width += next_width;
		c = next;
	}
	*text = p;
	return width;
}

gsize text_cut(const char *text, int width, int *used)
{
	const char *p = text, *next = text;
	int columns = 0, more;

	while (*p && (more = next_grapheme(&next)) + columns <= width) {
		columns += more;
		p = next;
	}
	if (used)
		*used = columns;
	return (gsize)(p - text);
}

static void append_blanks(GString *out, int count)
{
	while (count-- > 0)
		g_string_append_c(out, ' ');
}

void text_append_fitted(GString *out, const char *text, int width, enum text_align align)
{
	if (width <= 0)
		return;

	int used, left;
	gsize size = text_cut(text, width, &used);
	gboolean cut = text[size] != '\0';
	if (cut) {
		size = text_cut(text, width - 1, &used);
		used++;
	}
	left = align == TEXT_LEFT ? 0 : align == TEXT_RIGHT ? width - used : (width - used) / 2;

	append_blanks(out, left);
	g_string_append_len(out, text, (gssize)size);
	if (cut)
		g_string_append(out, ELLIPSIS);
	append_blanks(out, width - used - left);
}

char *text_fit(const char *text, int width, enum text_align align)
{
	GString *out = g_string_new(NULL);

	text_append_fitted(out, text, width, align);
	return g_string_free(out, FALSE);
}

/* Bytes of the paragraph text[0..length) that make one line; at least one grapheme. */
static gsize line_size(const char *text, gsize length, int width)
{
	gsize size = MIN(text_cut(text, width, NULL), length);
	if (size == length || text[size] == ' ')
		return size;

	gsize end = size;
	while (end > 0 && text[end - 1] != ' ')
		end--;
	if (end > 0 && text[strspn(text, " ")] && strspn(text, " ") < end)
		return end;
	for (end = size; end > 0; end--) /* a long word breaks after its own hyphen or stroke */
		if ((text[end - 1] == '-' || text[end - 1] == '/') && end > 1)
			return end;
	if (size > 0)
		return size;
	const char *p = text;
	next_grapheme(&p);
	return MIN((gsize)(p - text), length);
}

static void wrap_paragraph(GPtrArray *lines, const char *text, gsize length, int width)
{
	do {
		gsize size = line_size(text, length, width), shown = size;
		while (shown > 0 && text[shown - 1] == ' ')
			shown--;
		g_ptr_array_add(lines, g_strndup(text, shown));
		while (size < length && text[size] == ' ')
			size++;
		text += size;
		length -= size;
	} while (length > 0);
}

GPtrArray *text_wrap(const char *text, int width)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	for (const char *p = text;;) {
		gsize length = strcspn(p, "\n");
		wrap_paragraph(lines, p, length, MAX(width, 1));
		if (!p[length])
			return lines;
		p += length + 1;
	}
}

void text_add_line(GPtrArray *to, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(to, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

/* making harmless */

enum text_fate { KEEP, DROP, BLANK, BREAK };

static gboolean is_invisible(gunichar c)
{
	return c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 ||
	       (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) ||
	       (c >= 0xe0000 && c <= 0xe0fff);
}

static enum text_fate judge(gunichar c)
{
	if (c < 0x7f && c >= 0x20)
		return KEEP;
	if (c == '\t' || c == '\v' || c == '\f')
		return BLANK;
	if (c == '\n' || c == '\r' || c == 0x85)
		return BREAK;
	if (is_invisible(c))
		return DROP;
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
		return DROP;
	case G_UNICODE_UNASSIGNED:
		return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef)
			       ? DROP
			       : KEEP; /* noncharacters */
	case G_UNICODE_SPACE_SEPARATOR:
		return BLANK;
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return BREAK;
	default:
		return KEEP;
	}
}

gboolean text_is_plain(const char *text, gsize length, gboolean keep_lines)
{
	const guchar *p = (const guchar *)text, *end = p + length;

	if (!length)
		return TRUE;
	if (*p <= ' ' || end[-1] <= ' ')
		return FALSE;
	while (p < end) {
		if (*p >= 0x20 && *p < 0x7f) {
			p++;
		} else if (*p >= 0xc3 && *p <= 0xc8 && end - p >= 2 && (p[1] & 0xc0) == 0x80) {
			p += 2; /* U+00C0..U+023F: letters, all composed */
		} else if (*p == 0xe2 && end - p >= 3 && p[1] == 0x80 && p[2] >= 0x90 &&
			   p[2] <= 0xa6) {
			p += 3; /* U+2010..U+2026: dashes, quotes, bullet, ellipsis */
		} else if (*p == '\n' && keep_lines) {
			p++;
		} else {
			return FALSE;
		}
	}
	return TRUE;
}

/* First sieve: each character by itself. */
static GString *drop_harmful(const char *text, gboolean keep_lines)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		enum text_fate verdict = judge(c);
		if (verdict == BREAK && c == '\r' && p[1] == '\n')
			continue;
		if (verdict == KEEP)
			g_string_append_unichar(out, c);
		else if (verdict == BREAK && keep_lines)
			g_string_append_c(out, '\n');
		else if (verdict != DROP)
			g_string_append_c(out, ' ');
	}
	return out;
}

/* Second sieve: trims, and leaves at most MARKS_MAX marks on a character and none where there is
 * nothing to bear them.
 */
static void limit_marks(char *text)
{
	int marks = MARKS_MAX;
	gboolean begun = FALSE;
	char *to = text;

	for (const char *p = text; *p;) {
		const char *next = g_utf8_next_char(p);
		gboolean mark = (guchar)*p >= 0xcc && g_unichar_ismark(g_utf8_get_char(p));
		marks = mark ? marks + 1 : *p == '\n' ? MARKS_MAX : 0;
		begun = begun || !(mark || *p == ' ' || *p == '\n');
		if (begun && marks <= MARKS_MAX) {
			memmove(to, p, (gsize)(next - p));
			to += next - p;
		}
		p = next;
	}
	while (to > text && (to[-1] == ' ' || to[-1] == '\n'))
		to--;
	*to = '\0';
}

char *text_clean(const char *text, gssize length, gboolean keep_lines)
{
	gsize size = length < 0 ? strlen(text) : (gsize)length;
	if (text_is_plain(text, size, keep_lines))
		return g_strndup(text, size);

	g_autofree char *valid = g_utf8_make_valid(text, (gssize)size);
	GString *kept = drop_harmful(valid, keep_lines);
	char *clean = g_utf8_normalize(kept->str, (gssize)kept->len, G_NORMALIZE_NFC);

	g_string_free(kept, TRUE);
	limit_marks(clean);
	return clean;
}

gboolean text_is_clean(const char *text)
{
	gsize length = strlen(text);
	if (text_is_plain(text, length, TRUE))
		return TRUE;

	g_autofree char *clean = text_clean(text, (gssize)length, TRUE);
	return strcmp(text, clean) == 0;
}

gboolean text_is_harmless(const char *text)
{
	if (text_is_plain(text, strlen(text), TRUE))
		return TRUE;
	if (!g_utf8_validate(text, -1, NULL))
		return FALSE;
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\r' && p[1] == '\n')
			continue;
		if (judge(c) == DROP || (c != '\n' && c != '\t' && g_unichar_iscntrl(c)))
			return FALSE;
	}
	return TRUE;
}

/* A word as files hold it, "under-way", is said with a blank. */
static const char *word_said(const char *word)
{
	g_autofree char *said = strchr(word, '-') ? g_strdelimit(g_strdup(word), "-", ' ') : NULL;

	return said ? g_intern_string(said) : word;
}

const char *text_word(const char *field, const char *word)
{
	const char *said = g_dpgettext2(NULL, field, word);

	if (said == word)
		said = _(word);
	return said == word ? word_said(word) : said;
}

char *text_number(gint64 n)
{
	char digits[24];
	GString *out = g_string_new(n < 0 ? "-" : NULL);
	int count = g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT,
			       n < 0 ? 0 - (guint64)n : (guint64)n);

	for (int i = 0; i < count; i++) {
		if (i && (count - i) % 3 == 0)
			g_string_append(out, "\u00a0");
		g_string_append_c(out, digits[i]);
	}
	return g_string_free(out, FALSE);
}

char *text_overlong(const char *text)
{
	glong length = strlen(text) > TEXT_MOST ? g_utf8_strlen(text, -1) : 0;

	return length > TEXT_MOST ? text_too_many(length) : NULL;
}

char *text_too_many(gint64 characters)
{
	g_autofree char *is = text_number(characters), *most = text_number(TEXT_MOST);

	return g_strdup_printf(_("%s characters are too many: one text has %s at most."), is, most);
}

char *text_decimal(double value, int decimals)
{
	char *text = g_strdup_printf("%.*f", decimals, value);
	char *mark = strchr(text, '.');

	/* TRANSLATORS: the decimal mark of your language, one ASCII character */
	if (mark)
		*mark = *C_("decimal mark", ".");
	return text;
}
