/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes become characters. iconv knows the code pages; which one a file is in, nobody says, so the
 * letters å ä ö Å Ä Ö é inside words speak for a page and signs inside words against it. */
#include "config.h"

#include "exchange/decode.h"

#include <string.h>

#define DECODE_CHUNK 65536
#define ZERO_SAMPLE 256
#define FEW 16   /* one in so many */
#define SURELY 3 /* a letter or a quote that Swedish texts have */

enum { WINDOWS, DOS, MACINTOSH, PAGES };

static const struct code_page *code_pages(void)
{
	static const struct {
		const char *name, *iconv;
	} names[PAGES] = {{"Windows-1252", "WINDOWS-1252"},
			  {"DOS (CP850)", "CP850"},
			  {"Mac Roman", "MACINTOSH"}};
	static struct code_page pages[PAGES];
	static gsize once;

	if (g_once_init_enter(&once)) {
		for (int page = 0; page < PAGES; page++) {
			pages[page].name = names[page].name;
			for (int i = 0; i < 128; i++) {
				const char byte[2] = {(char)(128 + i), 0};
				g_autofree char *text = g_convert(
					byte, 1, "UTF-8", names[page].iconv, NULL, NULL, NULL);

				pages[page].high[i] = text ? g_utf8_get_char(text) : 0;
			}
		}
		g_once_init_leave(&once, 1);
	}
	return pages;
}

const struct code_page *code_page_nth(int n)
{
	return n < PAGES ? &code_pages()[n] : NULL;
}

const struct code_page *code_page_windows(void)
{
	return &code_pages()[WINDOWS];
}

/* What a byte between two others says for a page, beside a letter: quotes stand at the ends of
 * words, other signs may, and inside only an apostrophe. A capital after a small letter is no
 * word's. */
static int byte_score(const struct code_page *page, guchar byte, char before, char after)
{
	static const char common[] = "åäöÅÄÖ", rare[] = "éèüÉÜæøØ", quotes[] = "”“„’‘";
	gunichar c = page->high[byte - 128];
	gboolean inside = g_ascii_isalpha(before) && g_ascii_isalpha(after);

	if (!c)
		return -2;
	if (!g_ascii_isalpha(before) && !g_ascii_isalpha(after))
		return 0;
	if (!g_unichar_isalpha(c) && inside)
		return c == 0x2019 ? 0 : -2;
	if (!g_unichar_isalpha(c))
		return g_utf8_strchr(quotes, -1, c) ? 4 : -1;
	if (g_ascii_islower(before) && g_unichar_isupper(c))
		return -2;
	return g_utf8_strchr(common, -1, c) ? 4 : g_utf8_strchr(rare, -1, c) ? 1 : -1;
}

const struct code_page *code_page_guess(const char *bytes, gsize length, gboolean *sure)
{
	const struct code_page *pages = code_pages();
	int scores[PAGES] = {0}, best = WINDOWS;
	gboolean alone = TRUE;

	for (gsize i = 0; i < length; i++) {
		char before = i > 0 ? bytes[i - 1] : ' ';
		char after = i + 1 < length ? bytes[i + 1] : ' ';

		for (int page = 0; (guchar)bytes[i] >= 128 && page < PAGES; page++)
			scores[page] += byte_score(&pages[page], (guchar)bytes[i], before, after);
	}
	for (int page = 0; page < PAGES; page++)
		if (scores[page] > scores[best])
			best = page;
	for (int page = 0; page < PAGES; page++)
		alone = alone && (page == best || scores[page] < scores[best]);
	if (sure)
		*sure = alone && scores[best] >= SURELY;
	return &pages[best];
}

gboolean decode_is_broken_utf8(const char *bytes, gsize length)
{
	gsize letters = 0, strays = 0;

	for (gsize i = 0; i < length;) {
		gunichar c = g_utf8_get_char_validated(bytes + i, (gssize)(length - i));
		gboolean stray = c == (gunichar)-1 || c == (gunichar)-2;

		letters += !stray && c >= 128;
		strays += stray;
		i += stray ? 1 : (gsize)g_unichar_to_utf8(c, NULL);
	}
	return letters > strays;
}

/* marks */

gsize decode_mark(const char *bytes, gsize length)
{
	static const char *const marks[] = {"\xEF\xBB\xBF", "\xC3\xAF\xC2\xBB\xC2\xBF"};
	gsize used = 0, before;

	do {
		before = used;
		for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
			gsize size = strlen(marks[i]);

			if (length - used >= size && memcmp(bytes + used, marks[i], size) == 0)
				used += size;
		}
	} while (used > before);
	return used;
}

const char *decode_is_utf16(const char *bytes, gsize length)
{
	gsize zeros[2] = {0}, looked = MIN(length, ZERO_SAMPLE) & ~(gsize)1;

	if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
		return "UTF-16LE";
	if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
		return "UTF-16BE";
	for (gsize i = 0; i < looked; i++)
		zeros[i % 2] += !bytes[i];
	if (looked < 8)
		return NULL;
	/* the low byte of a smiley is zero, too */
	if (zeros[1] * 4 >= looked && zeros[0] * FEW <= zeros[1])
		return "UTF-16LE";
	return zeros[0] * 4 >= looked && zeros[1] * FEW <= zeros[0] ? "UTF-16BE" : NULL;
}

/* streams and texts */

/* What old mail programs saved is small: the whole of it at once. */
static GInputStream *utf7_stream(GInputStream *stream, GError **error)
{
	g_autoptr(GOutputStream) all = g_memory_output_stream_new_resizable();
	g_autoptr(GBytes) bytes = NULL;
	char *text;
	gsize size;

	if (g_output_stream_splice(all, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) <
	    0)
		return NULL;
	bytes = g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(all));
	text = utf7_text(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), &size);
	return g_memory_input_stream_new_from_data(text, (gssize)size, g_free);
}

GInputStream *decode_stream(GInputStream *stream, const char **encoding, GError **error)
{
	g_autoptr(GInputStream) buffered = g_buffered_input_stream_new_sized(stream, DECODE_CHUNK);
	const char *head;
	gsize length;

	if (g_buffered_input_stream_fill(G_BUFFERED_INPUT_STREAM(buffered), DECODE_CHUNK, NULL,
					 error) < 0)
		return NULL;
	head = g_buffered_input_stream_peek_buffer(G_BUFFERED_INPUT_STREAM(buffered), &length);
	*encoding = decode_is_utf16(head, length);
	if (decode_is_utf7(head, length))
		return utf7_stream(buffered, error);
	return g_steal_pointer(&buffered);
}

void utf16_init(struct utf16 *u, const char *encoding)
{
	*u = (struct utf16){.big = g_str_has_suffix(encoding, "BE"), .byte = -1};
}

static void utf16_unit(struct utf16 *u, gunichar unit, GString *out)
{
	gboolean trails = unit >= 0xDC00 && unit < 0xE000;

	if (u->lead && trails)
		g_string_append_unichar(out,
					0x10000 + ((u->lead - 0xD800) << 10) + (unit - 0xDC00));
	else if (u->lead)
		g_string_append_unichar(out, 0xFFFD);
	if (!trails && (unit < 0xD800 || unit >= 0xE000))
		g_string_append_unichar(out, unit);
	else if (trails && !u->lead)
		g_string_append_unichar(out, 0xFFFD);
	u->lead = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
}

void utf16_take(struct utf16 *u, const char *bytes, gsize length, GString *out)
{
	for (gsize i = 0; i < length; i++) {
		int byte = (guchar)bytes[i];

		if (u->byte < 0) {
			u->byte = byte;
			continue;
		}
		utf16_unit(u, (gunichar)(u->big ? u->byte << 8 | byte : byte << 8 | u->byte), out);
		u->byte = -1;
	}
}

gboolean utf16_end(struct utf16 *u, GString *out)
{
	gboolean cut = u->byte >= 0 || u->lead;

	if (u->lead)
		g_string_append_unichar(out, 0xFFFD);
	u->lead = 0;
	u->byte = -1;
	return cut;
}

gboolean decode_is_binary(const char *bytes, gsize length)
{
	enum { ONE_IN = 30 };
	gsize odd = 0;

	while (length && !bytes[length - 1])
		length--;
	for (gsize i = 0; i < length; i++)
		odd += !bytes[i] ||
		       ((guchar)bytes[i] < 0x20 && !strchr("\t\n\v\f\r\x1a\x1e", bytes[i]));
	return odd * ONE_IN > length;
}

char *decode_text(const char *bytes, gsize length, gsize *size)
{
	const char *utf16 = decode_is_utf16(bytes, length);
	const struct code_page *page;
	g_autoptr(GString) wide = g_string_new(NULL);
	GString *out;
	gboolean valid;
	gsize mark;

	if (decode_is_utf7(bytes, length))
		return utf7_text(bytes, length, size);
	if (!length)
		bytes = ""; /* an empty file may have no bytes at all */
	if (utf16) {
		struct utf16 u;

		utf16_init(&u, utf16);
		utf16_take(&u, bytes, length, wide);
		utf16_end(&u, wide);
		bytes = wide->str;
		length = wide->len;
	}
	mark = decode_mark(bytes, length);
	out = g_string_new_len(bytes + mark, (gssize)(length - mark));
	valid = g_utf8_validate_len(out->str, out->len, NULL);
	if (!valid && decode_is_broken_utf8(out->str, out->len)) {
		g_autofree char *mended = g_utf8_make_valid(out->str, (gssize)out->len);

		g_string_assign(out, mended);
	} else if (!valid) {
		page = code_page_guess(bytes, length, NULL);
		g_string_truncate(out, 0);
		for (gsize i = 0; i < length; i++) {
			guchar byte = (guchar)bytes[i];
			gunichar c = byte < 128 ? byte : page->high[byte - 128];

			g_string_append_unichar(out, c || byte < 128 ? c : 0xFFFD);
		}
	}
	*size = out->len;
	return g_string_free(out, FALSE);
}
