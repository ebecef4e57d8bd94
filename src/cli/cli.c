/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs share: options, the session, and the ways out: text, JSON and CSV to standard
 * output, messages to standard error. */
#include "config.h"

#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "osg/file.h"
#include "osg/json.h"
#include "osg/outside.h"
#include "osg/report.h"
#include "osg/text.h"
#include "osg/week.h"

gint64 cli_now(void)
{
	const char *fixed = g_getenv("OSG_NOW");
	gint64 time;

	if (fixed && *fixed && time_parse_rfc3339(fixed, &time))
		return time;
	return g_get_real_time() / G_USEC_PER_SEC;
}

/* Of what takes longer than a second, never backwards; the line is empty again when it ends. */
static void show_progress(double done)
{
	static gint64 began;
	static int shown; /* per cent */
	gint64 now = g_get_monotonic_time();

	began = began ? began : now;
	if (done >= 1) {
		if (shown)
			fputs("\r\033[K", stderr);
		began = shown = 0;
	} else if (now - began > G_TIME_SPAN_SECOND) {
		shown = MAX(shown, MAX((int)(100 * done), 1));
		fprintf(stderr, "\r%s %d %%", _("Looking for hotspots …"), shown);
	}
}

void cli_show_upgrade(int step, int steps)
{
	if (!isatty(STDERR_FILENO))
		return;
	fputs("\r\033[K", stderr);
	if (step <= steps)
		fprintf(stderr, _("The database is being upgraded: step %d of %d …"), step, steps);
}

/* unwritable: why it is only read; NULL: it is written to. */
static struct session *cli_open(struct cli *cli, const char *unwritable, GError **error)
{
	const struct session_options options = {
		.file = cli->file,
		.as = cli->as,
		.account = g_get_user_name(),
		.key = cli->key,
		.door = cli->door,
		.now = cli_now,
		.upgrading = cli_show_upgrade,
		.english = cli->english,
		.read_only = unwritable != NULL,
		.unwritable = unwritable,
	};

	if (!cli->session) {
		cli->session = session_open(&options, error);
		if (cli->session && isatty(STDERR_FILENO))
			session_on_progress(cli->session, show_progress);
	}
	return cli->session;
}

struct session *cli_app(struct cli *cli, GError **error)
{
	return cli_open(cli, NULL, error);
}

/* Writable where it can be, so that reading is on the record; otherwise as it is. */
struct session *cli_app_reading(struct cli *cli, GError **error)
{
	g_autoptr(GError) refused = NULL;

	if (cli_open(cli, NULL, &refused))
		return cli->session;
	if (cli_open(cli, refused->message, NULL))
		return cli->session;
	g_propagate_error(error, g_steal_pointer(&refused));
	return NULL;
}

gboolean cli_goes_on_behind(struct cli *cli)
{
	fflush(NULL);
	g_clear_pointer(&cli->session, session_close);
	/* where osg is what the terminal was opened for, it hangs up as soon as this one ends */
	signal(SIGHUP, SIG_IGN);
	if (fork() != 0)
		return FALSE;
	setsid();
	signal(SIGHUP, SIG_DFL);
	setpriority(PRIO_PROCESS, 0, 10);
	if (!freopen("/dev/null", "r+", stdin) || !freopen("/dev/null", "w", stdout) ||
	    !freopen("/dev/null", "w", stderr))
		_exit(1);
	return TRUE;
}

int cli_near(struct session *session)
{
	int week = session_week(session), first, last;

	return session_weeks(session, &first, &last) ? MIN(week, last) : week;
}

enum { FIRST_YEAR = 1970, WEEKS_AHEAD = 5 * 53 }; /* beyond them it is a slip */

int cli_week(struct session *session, const char *text, GError **error)
{
	int day, week;

	if (!text)
		return session_week(session);
	day = time_day(session_now(session));
	week = week_parse(text, day, cli_near(session));
	if (week == WEEK_NONE)
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no week. Write it as 2026-W47 or v47."), text);
	else if (week < week_from_iso(FIRST_YEAR, 1) || week > week_of_day(day) + WEEKS_AHEAD) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s”: the year cannot be right; expected a week from %d on and at "
			      "most five years ahead."),
			    text, FIRST_YEAR);
		return WEEK_NONE;
	}
	return week;
}

gboolean cli_period(struct session *session, const char *week_text, const char *period_text,
		    struct period *out, GError **error)
{
	int today, week;

	if (week_text && period_text) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("Say --week or --period, not both: --period takes weeks too, "
				      "--period v40."));
		return FALSE;
	}
	if (period_text) {
		today = time_day(session_now(session));
		return period_parse(period_text, today, cli_near(session), out, error);
	}
	week = cli_week(session, week_text, error);
	if (week == WEEK_NONE)
		return FALSE;
	*out = period_of_week(week);
	return TRUE;
}

/* tables */

gboolean cli_table(const struct cli *cli, const char *xlsx, const char *title,
		   struct table_out **table, GError **error)
{
	*table = NULL;
	if (!xlsx && (!cli->csv || cli->json))
		return TRUE;
	if (xlsx && !outside_file(xlsx, error))
		return FALSE;
	*table = table_out_new(xlsx ? TABLE_XLSX : TABLE_CSV, title, cli_write, error);
	return *table != NULL;
}

gboolean cli_table_end(struct table_out *table, const char *xlsx, GError **error)
{
	g_autofree char *remark = NULL;
	g_autoptr(GBytes) bytes = xlsx ? table_out_end(table, &remark, error) : NULL;
	gboolean ok = !xlsx || (bytes && report_write(bytes, xlsx, error));

	cli_remark(remark);
	table_out_free(table);
	return ok;
}

/* standard error */

int cli_fail(const GError *error)
{
	cli_tell("osg: %s\n", error->message);
	if (g_error_matches(error, OSG_ERROR, OSG_ERROR_REASON))
		cli_tell("%s\n", _("--reason TEXT states why it must stand there."));
	return osg_error_exit_status(error);
}

gboolean cli_state_reason(struct session *session, const char *reason, GError **error)
{
	return !reason || session_state_reason(session, reason, error);
}

void cli_remark(const char *remark)
{
	if (remark)
		cli_tell("osg: %s\n", remark);
}

void cli_say_remark(const struct cli *cli)
{
	cli_remark(cli->session ? session_take_remark(cli->session) : NULL);
}

int cli_wrong_usage(const char *verb, const char *format, ...)
{
	g_autofree char *message = NULL, *clean = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	clean = text_clean(message, -1, FALSE);
	cli_tell("osg%s%s: %s\n", verb ? " " : "", verb ? verb : "", clean);
	return STATUS_USAGE;
}

/* standard output */

void cli_write(const char *bytes, gsize length)
{
	fwrite(bytes, 1, length, stdout);
}

/* Without what a terminal would obey. Owned. */
static char *harmless(const char *format, va_list args)
{
	g_autofree char *text = g_strdup_vprintf(format, args), *clean = NULL;
	gboolean ends = g_str_has_suffix(text, "\n");

	if (text_is_harmless(text))
		return g_steal_pointer(&text);
	clean = text_clean(text, -1, TRUE); /* which trims */
	return g_strdup_printf("%.*s%s%s", (int)strspn(text, " \n"), text, clean, ends ? "\n" : "");
}

void cli_print(const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = harmless(format, args);
	va_end(args);
	cli_write(text, strlen(text));
}

void cli_tell(const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = harmless(format, args);
	va_end(args);
	fputs(text, stderr);
}

int cli_flush(int status)
{
	if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE) {
		cli_tell(_("osg: standard output could not be written: %s\n"), file_why(errno));
		return STATUS_UNUSABLE;
	}
	return status;
}

void cli_print_json(json_t *take_value)
{
	g_autofree char *text =
		json_print(take_value, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(12));

	cli_write(text, strlen(text));
	cli_write("\n", 1);
	json_decref(take_value);
}

const char *cli_handle_of(const GPtrArray *participants, gint64 key)
{
	for (guint i = 0; i < participants->len; i++) {
		const struct participant *p = participants->pdata[i];

		if (p->record.key == key)
			return p->handle;
	}
	return "-";
}
