/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen says about its keys. A part of a sentence that names the key of what this seat may
 * not do is left out: the rest stands for everybody. */
#include "config.h"

#include <string.h>

#include "ui/ui_private.h"

static gboolean is_barred(struct ui *ui, const char *id)
{
	const struct screen_ops *screen = NULL;
	const struct command *command = command_find(id, &screen);
	g_autofree char *why =
		command ? command_barred(ui, command, !screen || screen == ui_screen(ui)) : NULL;

	return why != NULL;
}

static gboolean names_barred(struct ui *ui, const char *text, const char *end)
{
	for (const char *open = text; (open = memchr(open, '{', (gsize)(end - open))); open++) {
		g_autofree char *id = g_strndup(open + 1, strcspn(open + 1, "}"));

		if (is_barred(ui, id))
			return TRUE;
	}
	return FALSE;
}

static gboolean divides(const char *text)
{
	return g_str_has_prefix(text, ", ") || g_str_has_prefix(text, "; ");
}

/* A part ends before the next that names a key: "b writes one, t shows others". */
static const char *part_end(const char *text, const char *end)
{
	for (const char *at = text + 1; at < end; at++) {
		const char *clause = at + 2, *key;

		if (!divides(at))
			continue;
		while (clause < end && !divides(clause))
			clause++;
		key = memchr(at, '{', (gsize)(clause - at));
		if (key)
			return at;
	}
	return end;
}

/* TRUE when anything of the sentence is left. */
static gboolean append_sentence(struct ui *ui, const char *text, const char *end, GString *out)
{
	const char *from = text;
	gboolean any = FALSE;

	while (text < end) {
		const char *next = part_end(text, end);

		if (!names_barred(ui, text, next)) {
			text += !any && text > from ? 2 : 0; /* what divided it from a barred one */
			g_string_append_len(out, text, next - text);
			any = TRUE;
		}
		text = next;
	}
	return any;
}

/* Where a sentence ends, and what stands between it and the next. */
static const char *sentence_end(const char *text, gsize *between)
{
	static const char *const ends[] = {". ", ".\n", "\n", " · "};
	const char *first = text + strlen(text), *at;

	if (first > text && first[-1] == '.')
		first--;
	*between = strlen(first);
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
		if ((at = strstr(text, ends[i])) && at < first) {
			first = at;
			*between = strlen(ends[i]);
		}
	return first;
}

char *ui_hint(struct ui *ui, const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);
	gsize before = 0; /* the last sentence that stays ends there, without what divides */

	while (*text) {
		gsize between;
		const char *end = sentence_end(text, &between);
		gboolean stays = append_sentence(ui, text, end, out) || end == text;

		if (stays) {
			before = out->len + (*end == '.');
			g_string_append_len(out, end, (gssize)between);
		}
		text = end + between;
		if (!*text && !stays)
			g_string_truncate(out, before);
	}
	return command_sentence(out->str);
}
