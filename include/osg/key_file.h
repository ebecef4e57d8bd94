/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one reader of key files (settings, mappings, parameters): "[group]", "name=value", "#" and
 * ";" before a comment. GLib's own gives up at the first line it dislikes, cannot say on which line
 * a value stands and loses what it does not know; here each line stands for itself, keeps its
 * number, and is written back as it was.
 *
 * In a value \n, \t, \r, \s (a blank) and \\ are what they are in GLib's; blanks around name and
 * value do not count. */
#ifndef OSG_KEY_FILE_H
#define OSG_KEY_FILE_H

#include <glib.h>

enum key_line_kind { KEY_LINE_EMPTY, KEY_LINE_GROUP, KEY_LINE_VALUE, KEY_LINE_BAD };

struct key_line {
	enum key_line_kind kind; /* BAD: neither of the others, or no UTF-8 */
	int number;              /* from 1 */
	char *text;              /* as it stands in the file, without its line break */
	char *group;             /* the group that it names or stands in; "" before the first */
	char *name, *value;      /* of KEY_LINE_VALUE, clean; else NULL */
};

struct key_file;
typedef struct key_file key_file_auto;

/* Reads anything: what is wrong is a KEY_LINE_BAD. */
struct key_file *key_file_parse(const char *text, gsize length);
void key_file_free(struct key_file *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(key_file_auto, key_file_free)

/* The lines, as struct key_line, for whoever looks at each. */
const GPtrArray *key_file_lines(const struct key_file *file);
/* The line of a value, the last if there are several; NULL: there is none. */
const struct key_line *key_file_find(const struct key_file *file, const char *group,
				     const char *name);
/* Its value; NULL: there is none. */
const char *key_file_get(const struct key_file *file, const char *group, const char *name);
/* Its value taken apart at ";" (one at the end is none); \; is a ; inside. Owned, NULL: no such
 * value. */
char **key_file_list(const struct key_file *file, const char *group, const char *name);
/* Where the value stands, else at the end of its group, else with the group at the end. */
void key_file_set(struct key_file *file, const char *group, const char *name, const char *value);
/* The whole file again; owned. */
char *key_file_text(const struct key_file *file);

#endif
