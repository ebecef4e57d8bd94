/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "osg/error.h"
#include "ssh_server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define SSHD "/usr/sbin/sshd"

char *osg_program, *osg_database, *ssh_port;
static char *folder;
static const char *account;
static gboolean asks_itself; /* the server runs AuthorizedKeysCommand */
static gboolean own_account; /* the server knows an account osg whose shell is osg */
static GSubprocess *server;

void reply_clear(struct reply *reply)
{
	g_free(reply->out);
	g_free(reply->err);
}

static char *text_of(GBytes *bytes)
{
	gsize size = 0;
	const char *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;

	return g_strndup(size ? data : "", size);
}

struct reply run(const char *const *argv, GBytes *in)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GSubprocess) process = g_subprocess_newv(
		argv,
		(in ? G_SUBPROCESS_FLAGS_STDIN_PIPE : G_SUBPROCESS_FLAGS_NONE) |
			G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
		&error);
	g_autoptr(GBytes) out = NULL, err = NULL;
	struct reply reply;

	g_assert_no_error(error);
	/* who stops reading early has answered all the same */
	g_subprocess_communicate(process, in, NULL, &out, &err, NULL);
	g_subprocess_wait(process, NULL, NULL);
	reply.status = g_subprocess_get_if_exited(process)
			       ? g_subprocess_get_exit_status(process)
			       : 128 + g_subprocess_get_term_sig(process);
	reply.out = text_of(out);
	reply.err = text_of(err);
	return reply;
}

struct reply osg(GBytes *in, ...)
{
	const char *argv[MOST_WORDS] = {osg_program, "--db", osg_database};
	va_list words;
	guint i = 3;

	va_start(words, in);
	while ((argv[i] = va_arg(words, const char *)))
		i++;
	va_end(words);
	return run(argv, in);
}

char *path(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

GBytes *file_bytes(const char *name)
{
	g_autofree char *file = path(name);
	gsize size;
	char *text;

	g_assert_true(g_file_get_contents(file, &text, &size, NULL));
	return g_bytes_new_take(text, size);
}

static void make_key(const char *name)
{
	g_autofree char *file = path(name);
	const char *const argv[] = {"ssh-keygen", "-q",   "-t", "ed25519", "-N", "",
				    "-C",         "word", "-f", file,      NULL};
	struct reply reply = run(argv, NULL);

	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
}

void register_key(const char *name, const char *seat)
{
	g_autofree char *public = g_strconcat(name, ".pub", NULL);
	g_autoptr(GBytes) bytes = file_bytes(public);
	struct reply reply = osg(bytes, "key", "add", seat, NULL);

	g_assert_cmpstr(reply.err, ==, "");
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
}

char *fingerprint(const char *name)
{
	g_autofree char *file = path(name);
	const char *const argv[] = {"ssh-keygen", "-l", "-f", file, NULL};
	struct reply reply = run(argv, NULL);
	g_auto(GStrv) words = g_strsplit(reply.out, " ", 3);

	reply_clear(&reply);
	return g_strdup(words[1]);
}

struct reply ask(const char *name)
{
	g_autofree char *public = g_strconcat(name, ".pub", NULL);
	g_autoptr(GBytes) bytes = file_bytes(public);
	g_autofree char *line = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_auto(GStrv) words = g_strsplit(line, " ", 3);

	return osg(NULL, "authorized-keys", "osg", words[0], words[1], NULL);
}

static void hand_over(const char *name)
{
	g_autofree char *file = path("authorized_keys");
	struct reply reply = ask(name);

	g_assert_true(g_file_set_contents(file, reply.out, -1, NULL));
	reply_clear(&reply);
}

char *free_port(void)
{
	g_autoptr(GSocketListener) listener = g_socket_listener_new();

	return g_strdup_printf("%u", g_socket_listener_add_any_inet_port(listener, NULL, NULL));
}

static void write_configuration(void)
{
	g_autofree char *file = path("sshd_config");
	g_autofree char *whose =
		asks_itself ? g_strdup_printf("AuthorizedKeysFile none\n"
					      "AuthorizedKeysCommand %s --db %s authorized-keys "
					      "%%u %%t %%k\nAuthorizedKeysCommandUser %s\n",
					      osg_program, osg_database, account)
			    : g_strdup_printf("AuthorizedKeysFile %s/authorized_keys\n"
					      "StrictModes no\n",
					      folder);
	g_autofree char *text = g_strdup_printf(
		"Port %s\nListenAddress 127.0.0.1\nHostKey %s/host\nPidFile none\nUsePAM no\n"
		"AuthenticationMethods publickey\nPermitRootLogin prohibit-password\n"
		"DisableForwarding yes\nPermitTunnel no\nPermitUserRC no\nMaxSessions 1\n"
		/* more than any server should take: osg does not believe it either */
		"AcceptEnv LANG LC_* OSG_* XDG_* HOME PATH\n"
		"Subsystem sftp /usr/lib/openssh/sftp-server\n%s",
		ssh_port, folder, whose);

	g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

/* Also when it ends early. */
static void end_with_the_test(gpointer data UNUSED)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static void start_server(void)
{
	g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
		G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
	g_autofree char *configuration = path("sshd_config"), *accounts = path("passwd");
	const char *const as_is[] = {SSHD, "-D", "-e", "-f", configuration, NULL};
	const char *const apart[] = {"unshare",
				     "-m",
				     "sh",
				     "-c",
				     "mount --bind \"$0\" /etc/passwd && exec " SSHD
				     " -D -e -f \"$1\"",
				     accounts,
				     configuration,
				     NULL};
	g_autoptr(GDataInputStream) said = NULL;
	g_autoptr(GError) error = NULL;
	char *line;

	write_configuration();
	if (geteuid() == 0)
		g_mkdir_with_parents("/run/sshd", 0755);
	g_subprocess_launcher_set_child_setup(launcher, end_with_the_test, NULL, NULL);
	server = g_subprocess_launcher_spawnv(launcher, own_account ? apart : as_is, &error);
	g_assert_no_error(error);
	said = g_data_input_stream_new(g_subprocess_get_stderr_pipe(server));
	g_filter_input_stream_set_close_base_stream(G_FILTER_INPUT_STREAM(said), FALSE);
	while ((line = g_data_input_stream_read_line(said, NULL, NULL, NULL)) &&
	       !strstr(line, "Server listening"))
		g_free(line);
	g_assert_nonnull(line);
	g_free(line);
}

/* The machine's accounts, and osg with the rights of the test and nothing but osg for a shell. */
static gboolean make_account(void)
{
	g_autofree char *accounts = path("passwd"), *all = NULL, *more = NULL;
	const char *const argv[] = {"unshare", "-m",          "mount", "--bind",
				    accounts,  "/etc/passwd", NULL};
	struct reply reply;

	if (geteuid() != 0 || !g_file_get_contents("/etc/passwd", &all, NULL, NULL))
		return FALSE;
	more = g_strdup_printf("%sosg:*:0:0::%s:%s\n", all, folder, osg_program);
	g_assert_true(g_file_set_contents(accounts, more, -1, NULL));
	reply = run(argv, NULL);
	reply_clear(&reply);
	return reply.status == 0;
}

static gboolean is_roots_alone(const char *file)
{
	g_autofree char *part = g_strdup(file);

	for (;;) {
		GStatBuf status;
		char *above;

		if (g_stat(part, &status) != 0 || status.st_uid != 0 || status.st_mode & 022)
			return FALSE;
		if (g_str_equal(part, "/"))
			return TRUE;
		above = g_path_get_dirname(part);
		g_free(part);
		part = above;
	}
}

void client(const char **argv, const char *name, const char *key, const char *const *what)
{
	static const char *const standing[] = {"-F", "none",
					       "-o", "IdentitiesOnly=yes",
					       "-o", "StrictHostKeyChecking=no",
					       "-o", "UserKnownHostsFile=/dev/null",
					       "-o", "LogLevel=ERROR",
					       "-o", "BatchMode=yes",
					       "-o", "SetEnv=LANG=en_US.UTF-8"};
	g_autofree char *found = g_find_program_in_path(name), *file = path(key);
	guint n = 0;

	if (!asks_itself)
		hand_over(key);
	argv[n++] = g_intern_string(found);
	for (gsize i = 0; i < G_N_ELEMENTS(standing); i++)
		argv[n++] = standing[i];
	argv[n++] = g_str_equal(name, "ssh") ? "-p" : "-P";
	argv[n++] = ssh_port;
	argv[n++] = "-i";
	argv[n++] = g_intern_string(file);
	while (*what)
		argv[n++] = *what++;
	argv[n] = NULL;
	g_assert_cmpuint(n, <, MOST_WORDS);
}

const char *host(void)
{
	static char *whole;

	if (!whole)
		whole = g_strconcat(account, "@127.0.0.1", NULL);
	return whole;
}

struct reply ssh_with(const char *key, GBytes *in, const char *const *options, const char *command)
{
	const char *argv[MOST_WORDS], *what[MOST_WORDS];
	guint n = 0;

	for (; options && *options; options++)
		what[n++] = *options;
	what[n++] = host();
	if (command)
		what[n++] = command;
	what[n] = NULL;
	client(argv, "ssh", key, what);
	return run(argv, in);
}

struct reply ssh(const char *key, const char *command)
{
	return ssh_with(key, NULL, NULL, command);
}

void assert_says(const char *text, const char *part)
{
	if (!strstr(text, part))
		g_error("“%s” is not said in: %s", part, text);
}
#define assert_says_not(text, part) g_assert_null(strstr(text, part))

const char *ssh_server_lacks(void)
{
	static const char *const needed[] = {"ssh", "ssh-keygen", "scp", "sftp"};

	osg_program = g_strdup(g_getenv("OSG_PROGRAM"));
	if (!osg_program || !g_file_test(osg_program, G_FILE_TEST_IS_EXECUTABLE))
		return "OSG_PROGRAM names no program";
	if (!g_file_test(SSHD, G_FILE_TEST_IS_EXECUTABLE))
		return "no ssh server is installed (" SSHD "): the door was NOT tried";
	for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
		g_autofree char *found = g_find_program_in_path(needed[i]);

		if (!found)
			return "no ssh client is installed: the door was NOT tried";
	}
	return NULL;
}

void ssh_server_start(void)
{
	static const char *const keys[] = {"host",    "coordinator", "reporter", "steering",
					   "revoked", "stranger",    "phoned",   "typing"};
	struct reply reply;

	folder = g_dir_make_tmp("osg-ssh-XXXXXX", NULL);
	osg_database = path("osg.db");
	own_account = make_account();
	account = own_account ? "osg" : g_get_user_name();
	asks_itself = geteuid() == 0 && is_roots_alone(osg_program);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		make_key(keys[i]);
	reply = osg(NULL, "init", "--demo", "--scale", "0.25", NULL);
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	register_key("coordinator", "samordnare");
	register_key("reporter", "huge");
	register_key("steering", "styrgrupp");
	ssh_port = free_port();
	start_server();
	g_test_message("as %s%s; the server %s", account, own_account ? ", whose shell is osg" : "",
		       asks_itself ? "asks osg for keys" : "is handed what osg says of keys");
}

void ssh_server_end(void)
{
	const char *const argv[] = {"rm", "-rf", folder, NULL};
	struct reply reply;

	g_subprocess_send_signal(server, SIGTERM);
	g_subprocess_wait(server, NULL, NULL);
	reply = run(argv, NULL);
	reply_clear(&reply);
}
