/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's settings: one table of rows (name, kind, default, help), one key file in
 * $XDG_CONFIG_HOME/osg/settings.ini. A line that cannot be used is reported with file and line, and
 * skipped. */
#ifndef OSG_SETTINGS_H
#define OSG_SETTINGS_H

#include <glib.h>

enum setting_kind {
	SETTING_BOOL, /* "yes" or "no" */
	SETTING_INT,
	SETTING_CHOICE,
	SETTING_TEXT
};

struct setting {
	const char *group, *name;
	enum setting_kind kind;
	const char *standard;       /* the default, as it would stand in the file */
	const char *title;          /* msgid, what the settings screen shows */
	const char *help;           /* msgid, one sentence */
	const char *environment;    /* variable that wins over the file ("OSG_LANG"), NULL = none */
	const char *const *choices; /* SETTING_BOOL, SETTING_CHOICE: NULL-terminated */
	int lowest, highest;        /* SETTING_INT */
};

extern const struct setting settings_table[];
extern const gsize settings_count;

struct settings;
/* Reads the file when it is there (path NULL: the user's own place). Never fails: complaints are
 * gathered. */
struct settings *settings_new(const char *path);
void settings_free(struct settings *settings);
/* Sentences about lines that were skipped; borrowed. */
const GPtrArray *settings_complaints(const struct settings *settings);
/* The lines of a group that others read ("keys"): borrowed struct key_line in an owned array. */
struct key_line;
GPtrArray *settings_group(const struct settings *settings, const char *group);
void settings_complain(struct settings *settings, const struct key_line *line,
		       const char *sentence);
/* Values by the table above: the environment's, the file's, else the default. A name that is not in
 * it is a bug. */
const char *settings_get(const struct settings *settings, const char *group,
			 const char *name); /* borrowed, never NULL */
gboolean settings_bool(const struct settings *settings, const char *group, const char *name);
int settings_int(const struct settings *settings, const char *group, const char *name);
/* "file", "default" or "environment": where the value came from. */
const char *settings_origin(const struct settings *settings, const char *group, const char *name);
/* Whether the row takes the value: what settings_set would say, without writing. OSG_ERROR_INPUT.
 */
gboolean setting_check(const struct setting *setting, const char *value, GError **error);
/* What it takes, in short: "colour|mono", "10..1000". Owned; NULL = any text. */
char *setting_expected(const struct setting *setting);
/* Checks the value against the row, then writes the file (atomically). OSG_ERROR_INPUT,
 * OSG_ERROR_STORE. */
gboolean settings_set(struct settings *settings, const char *group, const char *name,
		      const char *value, GError **error);

#endif
