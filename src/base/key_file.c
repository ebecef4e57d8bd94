/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files as lines: see the header. */
#include "config.h"

#include "osg/key_file.h"

#include <string.h>

#include "osg/text.h"

struct key_file {
	GPtrArray *lines;
};

static void key_line_free(gpointer data)
{
	struct key_line *line = data;

	g_free(line->text);
	g_free(line->group);
	g_free(line->name);
	g_free(line->value);
	g_free(line);
}

/* values */

static const char escapes[] = "s n\nt\tr\r\\\\";

/* \; stays: it means something only in a list. */
static char *value_unescape(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (; *text; text++) {
		const char *known = *text == '\\' && text[1] ? strchr(escapes, text[1]) : NULL;

		if (known && (known - escapes) % 2 == 0) {
			g_string_append_c(out, known[1]);
			text++;
		} else {
			g_string_append_c(out, *text);
		}
	}
	return g_string_free(out, FALSE);
}

static char *value_escape(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *p = text; *p; p++)
		if (*p == '\\')
			g_string_append(out, "\\\\");
		else if (*p == '\n')
			g_string_append(out, "\\n");
		else if (*p == '\r')
			g_string_append(out, "\\r");
		else if (*p == '\t')
			g_string_append(out, "\\t");
		else if (*p == ' ' && (p == text || !p[1]))
			g_string_append(out, "\\s");
		else
			g_string_append_c(out, *p);
	return g_string_free(out, FALSE);
}

/* lines */

static struct key_line *key_line_new(const char *text, const char *group)
{
	struct key_line *line = g_new0(struct key_line, 1);
	g_autofree char *clean = text_clean(text, -1, FALSE);
	char *equals = strchr(clean, '=');
	gsize length = strlen(clean);

	line->text = g_strdup(text);
	line->group = g_strdup(group);
	if (!length || *clean == '#' || *clean == ';') {
		line->kind = KEY_LINE_EMPTY;
	} else if (!g_utf8_validate(text, -1, NULL)) {
		line->kind = KEY_LINE_BAD;
	} else if (*clean == '[' && clean[length - 1] == ']') {
		line->kind = KEY_LINE_GROUP;
		g_free(line->group);
		line->group = g_strndup(clean + 1, length - 2);
	} else if (equals && equals != clean) {
		line->kind = KEY_LINE_VALUE;
		line->name = g_strchomp(g_strndup(clean, (gsize)(equals - clean)));
		line->value = value_unescape(g_strchug(equals + 1));
	} else {
		line->kind = KEY_LINE_BAD;
	}
	return line;
}

static void key_file_number(struct key_file *file)
{
	for (guint i = 0; i < file->lines->len; i++)
		((struct key_line *)file->lines->pdata[i])->number = (int)i + 1;
}

struct key_file *key_file_parse(const char *text, gsize length)
{
	struct key_file *file = g_new0(struct key_file, 1);
	g_autofree char *copy = NULL;
	g_auto(GStrv) lines = NULL;
	const char *group = "";

	while (length && !text[length - 1])
		length--;
	/* a zero byte would end the text before its end: a line that holds one is no UTF-8 */
	copy = g_malloc(length + 1);
	for (gsize i = 0; i < length; i++)
		copy[i] = text[i] ? text[i] : '\xFF';
	copy[length] = '\0';
	file->lines = g_ptr_array_new_with_free_func(key_line_free);
	g_strchomp(copy);
	lines = g_strsplit(g_str_has_prefix(copy, "\xEF\xBB\xBF") ? copy + 3 : copy, "\n", -1);
	for (char **next = lines; *next; next++) {
		struct key_line *line = key_line_new(g_strchomp(*next), group);

		g_ptr_array_add(file->lines, line);
		group = line->group;
	}
	key_file_number(file);
	return file;
}

void key_file_free(struct key_file *file)
{
	if (!file)
		return;
	g_ptr_array_unref(file->lines);
	g_free(file);
}

/* asking */

const GPtrArray *key_file_lines(const struct key_file *file)
{
	return file->lines;
}

const struct key_line *key_file_find(const struct key_file *file, const char *group,
				     const char *name)
{
	for (guint i = file->lines->len; i-- > 0;) {
		const struct key_line *line = file->lines->pdata[i];

		if (line->kind == KEY_LINE_VALUE && strcmp(line->group, group) == 0 &&
		    strcmp(line->name, name) == 0)
			return line;
	}
	return NULL;
}

const char *key_file_get(const struct key_file *file, const char *group, const char *name)
{
	const struct key_line *line = key_file_find(file, group, name);

	return line ? line->value : NULL;
}

char **key_file_list(const struct key_file *file, const char *group, const char *name)
{
	const char *value = key_file_get(file, group, name);
	g_autoptr(GStrvBuilder) parts = g_strv_builder_new();
	g_autoptr(GString) part = g_string_new(NULL);

	if (!value)
		return NULL;
	for (const char *p = value; *p; p++) {
		if (*p == '\\' && p[1] == ';') {
			g_string_append_c(part, *++p);
		} else if (*p == ';') {
			g_strv_builder_add(parts, part->str);
			g_string_truncate(part, 0);
		} else {
			g_string_append_c(part, *p);
		}
	}
	if (part->len)
		g_strv_builder_add(parts, part->str);
	return g_strv_builder_end(parts);
}

/* changing */

/* After the group's last line that is not empty; -1: there is no such group. */
static int key_file_group_end(const struct key_file *file, const char *group)
{
	for (guint i = file->lines->len; i-- > 0;) {
		const struct key_line *line = file->lines->pdata[i];

		if (line->kind != KEY_LINE_EMPTY && strcmp(line->group, group) == 0)
			return (int)i + 1;
	}
	return *group ? -1 : 0;
}

void key_file_set(struct key_file *file, const char *group, const char *name, const char *value)
{
	const struct key_line *old = key_file_find(file, group, name);
	g_autofree char *escaped = value_escape(value);
	g_autofree char *text = g_strdup_printf("%s=%s", name, escaped);
	struct key_line *line = key_line_new(text, group);
	int at = old ? old->number - 1 : key_file_group_end(file, group);

	if (old) {
		key_line_free(file->lines->pdata[at]);
		file->lines->pdata[at] = line;
	} else if (at >= 0) {
		g_ptr_array_insert(file->lines, at, line);
	} else {
		g_autofree char *head = g_strdup_printf("[%s]", group);

		g_ptr_array_add(file->lines, key_line_new(head, group));
		g_ptr_array_add(file->lines, line);
	}
	key_file_number(file);
}

char *key_file_text(const struct key_file *file)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < file->lines->len; i++)
		g_string_append_printf(text, "%s\n",
				       ((struct key_line *)file->lines->pdata[i])->text);
	return g_string_free(text, FALSE);
}
