/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg doctor looks at the ssh server: what it would do with the account, and whether it may run the
 * program that tells it whose a key is. */
#include "config.h"

#include "cli/doctor.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "osg/error.h"
#include "osg/run.h"

#define SSHD "/usr/sbin/sshd"
#define ACCOUNT "osg"

/* What sshd says of the account, a lower-case word and its value a line; NULL = it cannot be asked,
 * and *finding says why. Owned. */
static char *settings_of_account(struct finding *finding)
{
	const char *const argv[] = {SSHD, "-T", "-C",
				    "user=" ACCOUNT ",host=localhost,addr=127.0.0.1", NULL};
	g_autoptr(GBytes) answer = NULL;
	g_autoptr(GError) error = NULL;
	gsize size;
	const char *text;

	if (!g_file_test(SSHD, G_FILE_TEST_IS_EXECUTABLE))
		*finding = finding_new(HEALTH_UNKNOWN,
				       g_strdup(_("There is no ssh server on this machine.")),
				       g_strdup(_("Install the package openssh-server where "
						  "participants shall log in.")));
	else if (geteuid() != 0)
		*finding = finding_new(HEALTH_UNKNOWN,
				       g_strdup(_("Only root can ask the ssh server.")),
				       g_strdup("sudo osg doctor"));
	else if (!run_program(argv, NULL, &answer, NULL, &error))
		*finding =
			finding_new(HEALTH_WARNING, g_strdup(error->message), g_strdup("sshd -t"));
	if (!answer)
		return NULL;
	text = g_bytes_get_data(answer, &size);
	return g_strndup(text, size);
}

/* The value of a word, owned; NULL = it is not said. */
static char *value_of(const char *settings, const char *word)
{
	g_auto(GStrv) lines = g_strsplit(settings, "\n", -1);
	gsize length = strlen(word);

	for (char **line = lines; *line; line++)
		if (g_str_has_prefix(*line, word) && (*line)[length] == ' ')
			return g_strdup(*line + length + 1);
	return NULL;
}

static const struct {
	const char *word, *value;
} expected[] = {
	{"authenticationmethods", "publickey"},
	{"authorizedkeysfile", "none"},
	{"disableforwarding", "yes"},
	{"permittunnel", "no"},
	{"permituserrc", "no"},
	{"permituserenvironment", "no"},
	{"authorizedkeyscommanduser", ACCOUNT},
};

struct finding doctor_look_sshd(const struct patient *patient UNUSED)
{
	struct finding finding = {0};
	g_autofree char *settings = settings_of_account(&finding), *command = NULL;

	if (!settings)
		return finding;
	command = value_of(settings, "authorizedkeyscommand");
	if (!command || !strstr(command, " authorized-keys "))
		return finding_new(
			HEALTH_WARNING,
			g_strdup_printf(_("The ssh server does not ask osg who may log in as %s."),
					ACCOUNT),
			g_strdup("osg serve --install"));
	for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
		g_autofree char *value = value_of(settings, expected[i].word);

		if (g_strcmp0(value, expected[i].value) != 0)
			return finding_new(
				HEALTH_FAULT,
				g_strdup_printf(_("The ssh server has %s %s for the account %s; "
						  "expected is %s."),
						expected[i].word, value ? value : "–", ACCOUNT,
						expected[i].value),
				g_strdup("osg serve --install"));
	}
	return finding_new(HEALTH_FINE,
			   g_strdup(_("The ssh server asks osg, and opens nothing but osg.")),
			   NULL);
}

/* The first of a path and the folders above it that others than root may change; owned, NULL =
 * none. */
static char *unsafe_part(const char *path)
{
	g_autofree char *part = g_strdup(path);

	for (;;) {
		GStatBuf status;
		char *above;

		if (g_stat(part, &status) != 0 || status.st_uid != 0 || status.st_mode & 022)
			return g_steal_pointer(&part);
		if (g_str_equal(part, "/"))
			return NULL;
		above = g_path_get_dirname(part);
		g_free(part);
		part = above;
	}
}

struct finding doctor_look_keys_command(const struct patient *patient UNUSED)
{
	struct finding finding = {0};
	g_autofree char *settings = settings_of_account(&finding), *command = NULL, *unsafe = NULL;
	g_auto(GStrv) words = NULL;

	if (!settings)
		return finding;
	command = value_of(settings, "authorizedkeyscommand");
	words = g_strsplit(command ? command : "", " ", -1);
	if (!words[0] || !strstr(command, " authorized-keys "))
		return finding_new(HEALTH_UNKNOWN, g_strdup(_("osg is not asked for keys.")),
				   g_strdup("osg serve --install"));
	unsafe = unsafe_part(words[0]);
	if (unsafe)
		return finding_new(
			HEALTH_FAULT,
			g_strdup_printf(_("%s is not root's alone, so the ssh server "
					  "will not run it."),
					unsafe),
			g_strdup_printf("chown root:root %s && chmod 755 %s", unsafe, unsafe));
	return finding_new(HEALTH_FINE, g_strdup_printf(_("The ssh server may run %s."), words[0]),
			   NULL);
}

/* A key that nobody has. */
#define STRANGE_TYPE "ssh-ed25519"
#define STRANGE_KEY "AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static char *filled_in(const char *word)
{
	return g_strdup(g_str_equal(word, "%u")   ? ACCOUNT
			: g_str_equal(word, "%t") ? STRANGE_TYPE
			: g_str_equal(word, "%k") ? STRANGE_KEY
						  : word);
}

/* Asks as the ssh server does: a strange key must be answered with nothing, or with the prompt for
 * a code, and never with a seat. */
struct finding doctor_look_keys_answer(const struct patient *patient UNUSED)
{
	struct finding finding = {0};
	g_autofree char *settings = settings_of_account(&finding), *command = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) out = NULL;
	g_auto(GStrv) words = NULL;

	if (!settings)
		return finding;
	command = value_of(settings, "authorizedkeyscommand");
	if (!command || !strstr(command, " authorized-keys "))
		return finding_new(HEALTH_UNKNOWN, g_strdup(_("osg is not asked for keys.")),
				   g_strdup("osg serve --install"));
	words = g_strsplit(command, " ", -1);
	for (char **word = words; *word; word++) {
		char *filled = filled_in(*word);

		g_free(*word);
		*word = filled;
	}
	if (!run_program((const char *const *)words, NULL, &out, NULL, &error))
		return finding_new(HEALTH_FAULT,
				   g_strdup_printf(_("osg does not answer the ssh server: %s"),
						   error->message),
				   g_strdup(command));
	if (g_strstr_len(g_bytes_get_data(out, NULL), (gssize)g_bytes_get_size(out), "--door ssh "))
		return finding_new(HEALTH_FAULT, g_strdup(_("A key that nobody has opens a seat.")),
				   g_strdup("osg key list"));
	return finding_new(HEALTH_FINE,
			   g_strdup(_("The ssh server is answered, and a strange key opens "
				      "nothing.")),
			   NULL);
}
