/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every verb of the command line shares. A verb is a row of verbs[] and one function; it
 * parses its own options with cli_options, prints to standard output and returns the exit status.
 */
#ifndef OSG_CLI_H
#define OSG_CLI_H

#include <glib.h>
#include <jansson.h>

#include "osg/app.h"

enum { STATUS_DONE = 0, STATUS_REFUSED = 1, STATUS_USAGE = 2, STATUS_UNUSABLE = 3 };

struct settings;

struct cli {
	const char *file; /* --db or its default */
	const char *as;   /* --as, NULL = the account's seat or the first coordinator */
	const char *key;  /* --key: the id of the public key somebody came with */
	const char *came_by, *offered; /* --door, --offered: what sshd runs, see door.h */
	gboolean json;                 /* --json, before or after the verb */
	gboolean csv;                  /* --csv, likewise */
	gboolean plain, mono, ascii;   /* how the screens look */
	gboolean practises;            /* over a copy that is thrown away */
	gboolean english;
	enum door door;
	struct settings *settings;
	struct session *session; /* opened by cli_app */
};

enum afar { AFAR_NOBODY, AFAR_EVERY_SEAT, AFAR_WHO_MAY };

struct verb {
	const char *name;
	const char *arguments; /* msgid for the usage line: N_("FILE|-") */
	const char *title;     /* msgid, one line */
	int (*run)(struct cli *cli, int argc, char **argv); /* argv[0] is the verb */
	enum afar afar;                                     /* who may run it through ssh */
	enum action action; /* AFAR_WHO_MAY: those whose role may do that */
	const char *about;  /* msgid, a paragraph below the options; NULL = none */
};
extern const struct verb verbs[]; /* ends with name NULL */

/* Parses a verb's own options (and --json, --csv, --help); argv keeps the verb and what is left,
 * which is nothing where the verb's row has no arguments.
 * FALSE: *status is what to return. */
gboolean cli_options(struct cli *cli, const GOptionEntry *entries, int *argc, char ***argv,
		     int *status);
/* A verb's own --xlsx FILE, for those that print tables. */
#define CLI_XLSX_OPTION(file)                                                                      \
	{                                                                                          \
		"xlsx", 0, 0, G_OPTION_ARG_FILENAME, (file), N_("write an Excel workbook"),        \
			N_("FILE")                                                                 \
	}
/* *table: what --csv or --xlsx FILE (NULL = not asked) asks for, NULL where neither does. FALSE:
 * there is no making workbooks, or no such file. */
gboolean cli_table(const struct cli *cli, const char *xlsx, const char *title,
		   struct table_out **table, GError **error);
/* Writes what is left of it to where it goes, xlsx NULL: to nowhere for a workbook, and frees it;
 * NULL is nothing to write. */
gboolean cli_table_end(struct table_out *take_table, const char *xlsx, GError **error);
/* The handle of a seat by its key among participants, "-" = there is none. Borrowed. */
const char *cli_handle_of(const GPtrArray *participants, gint64 key);
/* The session, opened at first use; NULL with an error. */
struct session *cli_app(struct cli *cli, GError **error);
/* A session that only reads: works on a read-only file too. */
struct session *cli_app_reading(struct cli *cli, GError **error);
/* Prints "osg: message" to standard error; the exit status that belongs to it. */
/* Says what the session did to the words that a verb has stored (session_take_remark). */
void cli_say_remark(const struct cli *cli);
int cli_fail(const GError *error);
/* Prints "osg: remark" to standard error; NULL = nothing to say. */
void cli_remark(const char *remark);
/* --reason: why a text must stand there, for the next change. reason NULL = none was said. */
gboolean cli_state_reason(struct session *session, const char *reason, GError **error);
int cli_wrong_usage(const char *verb, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Text to standard output, without what a terminal would obey (names of files); a closed pipe ends
 * quietly. */
void cli_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
void cli_write(const char *bytes, gsize length);
/* The same to standard error. */
void cli_tell(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Prints with sorted keys and a line break, and takes the value. */
void cli_print_json(json_t *take_value);
/* The screens, beginning with one by its id (NULL: as set); returns when the user leaves them. */
int cli_screens(struct cli *cli, const char *screen);
/* Everything printed is out: status, or 3 when standard output could not take it (a closed pipe is
 * no fault). */
int cli_flush(int status);
/* Clock: the system's, or $OSG_NOW (RFC 3339) in tests and demonstrations. */
gint64 cli_now(void);
/* While an older database is upgraded: tells the step at a terminal, and nothing when all are done.
 */
void cli_show_upgrade(int step, int steps);
/* --week W: the week meant, WEEK_NONE with an error. text NULL = the session's week. */
int cli_week(struct session *session, const char *text, GError **error);
/* --period P, else --week W: the days meant. FALSE with an error: neither, or both said. */
gboolean cli_period(struct session *session, const char *week, const char *period,
		    struct period *out, GError **error);
/* Closes the session. TRUE: in a process of its own that gives way to others and that nobody waits
 * for; it ends by _exit. FALSE: in the command, which ends. */
gboolean cli_goes_on_behind(struct cli *cli);
/* Where one stands on the command line: at the newest data, or now; "v40" is the nearest to it. */
int cli_near(struct session *session);

#endif
