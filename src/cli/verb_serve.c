/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg serve: what a server needs so that participants can come in through ssh: an account, its
 * folders, the ssh server's part, and timers for backup and retention. Printed, put in place, or
 * taken out again: of what is there only what is still as it was put. */
#include "config.h"

#include "cli/cli.h"
#include "cli/doctor.h"
#include "cli/verbs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/digest.h"
#include "osg/file.h"
#include "osg/run.h"

#define MANIFEST "/etc/osg/served"

/* what belongs to it */

struct served {
	const char *path;
	const char *why;  /* msgid */
	const char *text; /* @OSG@ stands for the program */
};

#define UNIT(name) "/etc/systemd/system/osg-" name
/* What osg does by itself, at times that systemd knows. */
#define SERVICE(name, why, when, verb)                                                             \
	{UNIT(name ".service"), why,                                                               \
	 "[Unit]\nDescription=osg " name "\n\n[Service]\nType=oneshot\nUser=osg\n"                 \
	 "ExecStart=@OSG@ --db /var/lib/osg/osg.db " verb "\nUMask=0027\nNoNewPrivileges=yes\n"    \
	 "PrivateTmp=yes\nProtectSystem=full\n"},                                                  \
	{                                                                                          \
		UNIT(name ".timer"), NULL,                                                         \
			"[Unit]\nDescription=osg " name "\n\n[Timer]\nOnCalendar=" when            \
			"\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"                 \
	}

static const struct served served[] = {
	{"/etc/sysusers.d/osg.conf",
	 N_("The account that owns the database. Its login shell is osg: there is no other shell."),
	 "u osg - \"OSG\" /var/lib/osg @OSG@\n"},
	{"/etc/tmpfiles.d/osg.conf", N_("Its folders, for nobody else."),
	 "d /var/lib/osg 0750 osg osg\nd " SERVED_INBOX " 0770 osg osg\nd " SERVED_BACKUPS
	 " 0750 osg osg\n"},
	{"/etc/ssh/sshd_config.d/osg.conf",
	 N_("The ssh server: osg says whose a key is, and nothing but osg is opened."),
	 "AcceptEnv LANG LC_ALL LC_CTYPE LC_MESSAGES\n"
	 "MaxStartups 100\n"
	 "Match User osg\n"
	 "\tAuthenticationMethods publickey\n"
	 "\tAuthorizedKeysFile none\n"
	 "\tAuthorizedKeysCommand @OSG@ --db /var/lib/osg/osg.db authorized-keys %u %t %k\n"
	 "\tAuthorizedKeysCommandUser osg\n"
	 "\tDisableForwarding yes\n"
	 "\tPermitTunnel no\n"
	 "\tPermitUserRC no\n"
	 "\tMaxSessions 1\n"
	 "\tClientAliveInterval 10\n"
	 "\tClientAliveCountMax 2\n"
	 "Match all\n"},
	SERVICE("backup", N_("A backup every night."), "*-*-* 02:30",
		"backup --into " SERVED_BACKUPS),
	SERVICE("retain", N_("Texts that have had their time go, once a month."), "*-*-01 03:30",
		"retain"),
	SERVICE("inbox", N_("What organisations put into the inbox is read in."), "*:0/10",
		"import --inbox " SERVED_INBOX),
};

const char *const served_timers[] = {"osg-backup.timer", "osg-retain.timer", "osg-inbox.timer",
				     NULL};

/* What is run around it. It fails where there is no systemd, which is said then. */
enum { STEP_WORDS = 8 };
static const char *const after_putting[][STEP_WORDS] = {
	{"systemd-sysusers"},
	{"systemd-tmpfiles", "--create", "/etc/tmpfiles.d/osg.conf"},
	{"systemctl", "daemon-reload"},
	{"systemctl", "enable", "--now", "osg-backup.timer", "osg-retain.timer", "osg-inbox.timer"},
	{"systemctl", "reload", "ssh"},
	{NULL},
};
static const char *const before_taking[][STEP_WORDS] = {
	{"systemctl", "disable", "--now", "osg-backup.timer", "osg-retain.timer",
	 "osg-inbox.timer"},
	{NULL},
};
static const char *const after_taking[][STEP_WORDS] = {
	{"systemctl", "daemon-reload"},
	{"systemctl", "reload", "ssh"},
	{NULL},
};

static void run_steps(const char *const (*step)[STEP_WORDS])
{
	for (; **step; step++) {
		g_autoptr(GError) error = NULL;

		if (!run_program(*step, NULL, NULL, NULL, &error))
			cli_tell("osg: %s\n", error->message);
	}
}

static char *text_of(const struct served *s)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_auto(GStrv) parts = g_strsplit(s->text, "@OSG@", -1);

	return g_strjoinv(self ? self : "/usr/bin/osg", parts);
}

static int print_all(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(served); i++) {
		g_autofree char *text = text_of(&served[i]);

		if (served[i].why)
			cli_print("# %s\n", _(served[i].why));
		cli_print("# ---- %s\n%s\n", served[i].path, text);
	}
	cli_print("# %s\n", _("Then, as root:"));
	for (const char *const(*step)[STEP_WORDS] = after_putting; **step; step++) {
		g_autofree char *line = g_strjoinv(" ", (char **)*step);

		cli_print("%s\n", line);
	}
	return STATUS_DONE;
}

/* putting in place */

/* What was made, newest last: "dir PATH" or "SHA-256 PATH", paths without the root. */
struct serving {
	const char *root;
	GString *manifest;
};

static gboolean fail(GError **error, const char *path)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, "%s: %s", path, file_why(errno));
	return FALSE;
}

/* The folders above path that are not there. */
static gboolean make_folders(struct serving *p, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *whole = g_build_filename(p->root, folder, NULL);

	if (g_file_test(whole, G_FILE_TEST_IS_DIR))
		return TRUE;
	if (!make_folders(p, folder, error))
		return FALSE;
	if (g_mkdir(whole, 0755) != 0)
		return fail(error, whole);
	g_string_append_printf(p->manifest, "dir %s\n", folder);
	return TRUE;
}

/* Whole or not at all, and readable for the server that shall read it. */
static gboolean put_file(struct serving *p, const char *path, const char *text, GError **error)
{
	g_autofree char *whole = g_build_filename(p->root, path, NULL), *sum = digest_of_text(text);
	g_autoptr(GError) local = NULL;

	if (!make_folders(p, path, error))
		return FALSE;
	if (g_file_test(whole, G_FILE_TEST_EXISTS)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("%s is there already; “osg serve --remove” takes out what osg put."),
			    whole);
		return FALSE;
	}
	if (!g_file_set_contents_full(whole, text, -1,
				      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
				      0644, &local)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("“%s” cannot be written: %s."),
			    whole, file_error_why(local));
		return FALSE;
	}
	g_string_append_printf(p->manifest, "%s %s\n", sum, path);
	return TRUE;
}

static gboolean put_all(struct serving *p, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(served); i++) {
		g_autofree char *text = text_of(&served[i]);

		if (!put_file(p, served[i].path, text, error))
			return FALSE;
	}
	return TRUE;
}

/* taking out */

static char *read_manifest(const char *root)
{
	g_autofree char *file = g_build_filename(root, MANIFEST, NULL);
	char *text = NULL;

	g_file_get_contents(file, &text, NULL, NULL);
	return text;
}

/* FALSE: somebody has changed it, and it stays. */
static gboolean take_out(const char *root, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 2);
	g_autofree char *whole = words[0] && words[1] ? g_build_filename(root, words[1], NULL)
						      : NULL,
			*text = NULL, *sum = NULL;

	if (!whole)
		return TRUE;
	if (strcmp(words[0], "dir") == 0)
		return g_rmdir(whole) == 0 || TRUE; /* what others have put there keeps it */
	if (!g_file_get_contents(whole, &text, NULL, NULL))
		return TRUE;
	sum = digest_of_text(text);
	if (strcmp(sum, words[0]) == 0 && g_unlink(whole) == 0)
		return TRUE;
	cli_tell(_("osg: %s was changed since, and stays.\n"), whole);
	return FALSE;
}

/* Everything of a manifest, the newest first. */
static gboolean take_all_out(const char *root, const char *manifest)
{
	g_auto(GStrv) lines = g_strsplit(manifest, "\n", -1);
	gboolean all = TRUE;

	for (guint i = g_strv_length(lines); i-- > 0;)
		all &= take_out(root, lines[i]);
	return all;
}

/* the verb */

static int install(const char *root, GError **error)
{
	struct serving serving = {root, g_string_new(NULL)};
	g_autofree char *before = read_manifest(root);
	gboolean done = FALSE;

	if (before)
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("osg is served here already; “osg serve --remove” takes it out."));
	else
		done = make_folders(&serving, MANIFEST, error) && put_all(&serving, error);
	if (done) {
		g_autofree char *text = g_strdup(serving.manifest->str);

		done = put_file(&serving, MANIFEST, text, error);
	}
	if (!done && !before)
		take_all_out(root, serving.manifest->str);
	g_string_free(serving.manifest, TRUE);
	return done ? STATUS_DONE : STATUS_REFUSED;
}

static int remove_all(const char *root, GError **error)
{
	g_autofree char *manifest = read_manifest(root),
			*file = g_build_filename(root, MANIFEST, NULL);

	if (!manifest) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("osg is not served here: there is no %s."), file);
		return STATUS_REFUSED;
	}
	g_unlink(file);
	return take_all_out(root, manifest) ? STATUS_DONE : STATUS_REFUSED;
}

int verb_serve(struct cli *cli, int argc, char **argv)
{
	gboolean print = FALSE, installs = FALSE, removes = FALSE;
	g_autofree char *root = NULL;
	const GOptionEntry entries[] = {
		{"print", 0, 0, G_OPTION_ARG_NONE, &print, N_("print what a server needs"), NULL},
		{"install", 0, 0, G_OPTION_ARG_NONE, &installs, N_("put it in place"), NULL},
		{"remove", 0, 0, G_OPTION_ARG_NONE, &removes,
		 N_("take it out again; the database and the account stay"), NULL},
		{"root", 0, 0, G_OPTION_ARG_FILENAME, &root, N_("another root folder than /"),
		 N_("DIR")},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	if (print + installs + removes != 1)
		return cli_wrong_usage("serve", _("is --print, --install or --remove"));
	if (print)
		return print_all();
	if (removes && !root)
		run_steps(before_taking);
	status = installs ? install(root ? root : "/", &error)
			  : remove_all(root ? root : "/", &error);
	if (error)
		return cli_fail(error);
	if (!root)
		run_steps(installs ? after_putting : after_taking);
	return status;
}
