/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participants come in through a real ssh server on the loopback, with real clients: what opens,
 * what is refused, one by one, and what becomes of those whose key is revoked. As root the server
 * asks osg itself whose a key is; as anybody else, or where the program is not root's alone, the
 * test asks in its place and hands the reply over in a file. Where root may, the server is given a
 * list of accounts of its own, with one whose login shell is osg. */
#include "config.h"

#include "osg/error.h"
#include "../tty/vt.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define SSHD "/usr/sbin/sshd"
#define MOST_WORDS 48

static char *program, *folder, *database, *port;
static const char *account;
static gboolean asks_itself; /* the server runs AuthorizedKeysCommand */
static gboolean own_account; /* the server knows an account osg whose shell is osg */
static GSubprocess *server;

/* programs */

struct reply {
	int status;
	char *out, *err;
};

static void reply_clear(struct reply *reply)
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

static struct reply run(const char *const *argv, GBytes *in)
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

/* osg at the machine; words end with NULL. */
static struct reply osg(GBytes *in, ...) G_GNUC_NULL_TERMINATED;
static struct reply osg(GBytes *in, ...)
{
	const char *argv[MOST_WORDS] = {program, "--db", database};
	va_list words;
	guint i = 3;

	va_start(words, in);
	while ((argv[i] = va_arg(words, const char *)))
		i++;
	va_end(words);
	return run(argv, in);
}

static char *path(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static GBytes *file_bytes(const char *name)
{
	g_autofree char *file = path(name);
	gsize size;
	char *text;

	g_assert_true(g_file_get_contents(file, &text, &size, NULL));
	return g_bytes_new_take(text, size);
}

/* keys */

static void make_key(const char *name)
{
	g_autofree char *file = path(name);
	const char *const argv[] = {"ssh-keygen", "-q",   "-t", "ed25519", "-N", "",
				    "-C",         "word", "-f", file,      NULL};
	struct reply reply = run(argv, NULL);

	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
}

static void register_key(const char *name, const char *seat)
{
	g_autofree char *public = g_strconcat(name, ".pub", NULL);
	g_autoptr(GBytes) bytes = file_bytes(public);
	struct reply reply = osg(bytes, "key", "add", seat, NULL);

	g_assert_cmpstr(reply.err, ==, "");
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
}

static char *fingerprint(const char *name)
{
	g_autofree char *file = path(name);
	const char *const argv[] = {"ssh-keygen", "-l", "-f", file, NULL};
	struct reply reply = run(argv, NULL);
	g_auto(GStrv) words = g_strsplit(reply.out, " ", 3);

	reply_clear(&reply);
	return g_strdup(words[1]);
}

/* What osg tells the server of a key. */
static struct reply ask(const char *name)
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

/* the server */

/* A port that nobody had a moment ago. */
static char *free_port(void)
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
					      program, database, account)
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
		port, folder, whose);

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
	more = g_strdup_printf("%sosg:*:0:0::%s:%s\n", all, folder, program);
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

/* the client */

/* argv of a client with a key; up to what[0..], NULL ends. */
static void client(const char **argv, const char *name, const char *key, const char *const *what)
{
	static const char *const standing[] = {"-F", "none",
					       "-o", "IdentitiesOnly=yes",
					       "-o", "StrictHostKeyChecking=no",
					       "-o", "UserKnownHostsFile=/dev/null",
					       "-o", "LogLevel=ERROR",
					       "-o", "BatchMode=yes",
					       "-o", "SetEnv=LANG=en_US.UTF-8"};
	guint n = 0;

	g_autofree char *found = g_find_program_in_path(name);

	argv[n++] = g_intern_string(found);
	for (gsize i = 0; i < G_N_ELEMENTS(standing); i++)
		argv[n++] = standing[i];
	argv[n++] = g_str_equal(name, "ssh") ? "-p" : "-P";
	argv[n++] = port;
	argv[n++] = "-i";
	argv[n++] = g_intern_string(key);
	while (*what)
		argv[n++] = *what++;
	argv[n] = NULL;
	g_assert_cmpuint(n, <, MOST_WORDS);
}

static const char *host(void)
{
	static char *whole;

	if (!whole)
		whole = g_strconcat(account, "@127.0.0.1", NULL);
	return whole;
}

static struct reply ssh_with(const char *key, GBytes *in, const char *const *options,
			     const char *command)
{
	const char *argv[MOST_WORDS], *what[MOST_WORDS];
	g_autofree char *file = path(key);
	guint n = 0;

	for (; options && *options; options++)
		what[n++] = *options;
	what[n++] = host();
	if (command)
		what[n++] = command;
	what[n] = NULL;
	client(argv, "ssh", file, what);
	if (!asks_itself)
		hand_over(key);
	return run(argv, in);
}

static struct reply ssh(const char *key, const char *command)
{
	return ssh_with(key, NULL, NULL, command);
}

static void assert_says(const char *text, const char *part)
{
	if (!strstr(text, part))
		g_error("“%s” is not said in: %s", part, text);
}
#define assert_says_not(text, part) g_assert_null(strstr(text, part))

/* what opens */

static void test_a_key_is_answered_with_a_door_and_no_more(void)
{
	struct reply known = ask("coordinator"), unknown = ask("stranger");
	g_autofree char *line = g_strdup_printf(
		"^command=\"%s --db %s --door ssh --key [0-9a-f-]{36}\",restrict,pty "
		"ssh-ed25519 [A-Za-z0-9+/=]+\n$",
		program, database);
	struct reply quoted = osg(NULL, "authorized-keys", "osg", "ssh-ed25519",
				  "AAAA\" \nssh-ed25519 AAAA", NULL);
	struct reply typed =
		osg(NULL, "authorized-keys", "osg", "ssh-ed25519\",pty ssh-rsa", "AAAA", NULL);

	g_assert_true(g_regex_match_simple(line, known.out, 0, 0));
	g_assert_cmpstr(unknown.out, ==, "");
	g_assert_cmpint(unknown.status, ==, 0);
	g_assert_cmpstr(quoted.out, ==, "");
	g_assert_cmpstr(typed.out, ==, "");
	reply_clear(&known);
	reply_clear(&unknown);
	reply_clear(&quoted);
	reply_clear(&typed);
}

static void test_a_database_in_a_strange_place_opens_no_door(void)
{
	g_autofree char *strange = path("a \"quoted\" place.db");
	const char *argv[] = {program, "--db", strange, "authorized-keys", "osg", NULL, NULL, NULL};
	g_autoptr(GBytes) bytes = file_bytes("coordinator.pub");
	g_autofree char *line = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_auto(GStrv) words = g_strsplit(line, " ", 3);
	struct reply reply;

	argv[5] = words[0];
	argv[6] = words[1];
	reply = osg(NULL, "backup", strange, NULL);
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	reply = run(argv, NULL);
	g_assert_cmpstr(reply.out, ==, "");
	g_assert_cmpint(reply.status, !=, 0);
	reply_clear(&reply);
	g_unlink(strange);
}

static void test_verbs_run_as_the_seat_of_the_key(void)
{
	static const char add[] =
		"add --what BRA --where visättraskolan --when \"igår 22\" --text \"Åkte förbi, "
		"såg rök; \\\"allt\\\" $brann & `mer`\" --quiet";
	struct reply added = ssh("reporter", add);
	struct reply listed = ssh("reporter", "list 'rök' alla --json");
	struct reply log = osg(NULL, "log", "--limit", "5", NULL);

	g_assert_cmpstr(added.err, ==, "");
	g_assert_cmpint(added.status, ==, 0);
	assert_says(listed.out, "Åkte förbi, såg rök; \\\"allt\\\" $brann & `mer`");
	assert_says(listed.out, "HUGE");
	assert_says(log.out, "huge         ssh      observation.add");
	reply_clear(&added);
	reply_clear(&listed);
	reply_clear(&log);
}

static void test_files_come_and_go_as_streams(void)
{
	static const char rows[] = "Id;Datum;Kategori;Plats;Beskrivning\n"
				   "81;2024-10-16;KLO;Visättraskolan;Klotter på fasaden\n";
	g_autoptr(GBytes) csv = g_bytes_new_static(rows, sizeof rows - 1);
	struct reply in = ssh_with("reporter", csv, NULL, "import --org HUGE - --json"),
		     out = ssh("reporter", "export places --format csv"),
		     pdf = ssh("reporter", "print summary --format html"),
		     mapped = ssh_with("reporter", csv, NULL, "import --mapping /etc/passwd -");

	g_assert_cmpint(in.status, ==, 0);
	assert_says(in.out, "\"new\": 1");
	g_assert_cmpint(out.status, ==, 0);
	assert_says(out.out, "Visättraskolan");
	g_assert_cmpint(pdf.status, ==, 0);
	assert_says(pdf.out, "<html");
	reply_clear(&in);
	reply_clear(&out);
	reply_clear(&pdf);
	g_assert_cmpint(mapped.status, ==, 1);
	assert_says(mapped.err, "no file of the server");
	reply_clear(&mapped);
}

/* refusals */

static const struct refusal {
	const char *key, *command;
	int status;
	const char *said; /* on standard error */
} refusals[] = {
	{"coordinator", "id", 2, "“id” cannot be run through ssh"},
	{"coordinator", "sh -c id", 2, "“sh” cannot be run"},
	{"coordinator", "/bin/bash", 2, "cannot be run"},
	{"coordinator", "add; sh", 2, "“;” means nothing here"},
	{"coordinator", "list | sh", 2, "“|” means nothing here"},
	{"coordinator", "list && id", 2, "“&” means nothing here"},
	{"coordinator", "list $(id)", 2, "“$” means nothing here"},
	{"coordinator", "list `id`", 2, "means nothing here"},
	{"coordinator", "list > /tmp/x", 2, "“>” means nothing here"},
	{"coordinator", "list\nid", 2, "no text"},
	{"coordinator", "list 'alla", 2, "not closed"},
	{"coordinator", "backup /tmp/x.db", 2, "“backup” cannot be run"},
	{"coordinator", "init", 2, "cannot be run"},
	{"coordinator", "doctor", 2, "cannot be run"},
	{"coordinator", "scan --input /etc/passwd --parameters x", 2, "cannot be run"},
	{"coordinator", "authorized-keys osg a b", 2, "cannot be run"},
	{"coordinator", " -c id", 2, "“-c” cannot be chosen"},
	{"coordinator", " --as huge list", 2, "“--as” cannot be chosen"},
	{"coordinator", " --db /tmp/other.db list", 2, "“--db” cannot be chosen"},
	{"coordinator", " --door ssh --key x", 2, "“--door” cannot be chosen"},
	{"coordinator", "list --as huge", 2, "--as"},
	{"coordinator", "list --db /tmp/other.db", 2, "--db"},
	{"coordinator", "import /etc/passwd", 1, "no file of the server"},
	{"coordinator", "import --inbox /tmp", 1, "no file of the server"},
	{"coordinator", "import /tmp", 1, "no file of the server"},
	{"coordinator", "bundle take /etc/passwd", 2, "“bundle” cannot be run"},
	{"coordinator", "print summary -o /tmp/x.pdf", 1, "no file of the server"},
	{"coordinator", "print summary --printer Kontoret", 1, "no printer or program"},
	{"coordinator", "meeting --practise", 1, "no file of the server"},
	{"reporter", "key list", 1, "Your seat may not run “key”"},
	{"reporter", "log", 1, "Your seat may not run “log”"},
	{"reporter", "key add huge", 1, "may not run"},
	{"steering", "add --what BRA --where visättraskolan --when igår", 1, "may not run “add”"},
	{"steering", "import -", 1, "may not run “import”"},
	{"steering", "nil HUGE", 1, "may not run “nil”"},
};

/* A connection that stays, with a session of its own for each command: logging in takes long. */
static GSubprocess *stay_connected(const char *key, char **socket)
{
	const char *argv[MOST_WORDS], *check[MOST_WORDS];
	g_autofree char *file = path(key), *name = g_strconcat(key, ".socket", NULL);
	g_autoptr(GError) error = NULL;
	GSubprocess *connection;
	struct reply reply;

	*socket = path(name);
	client(argv, "ssh", file, (const char *[]){"-M", "-N", "-S", *socket, host(), NULL});
	client(check, "ssh", file, (const char *[]){"-O", "check", "-S", *socket, host(), NULL});
	if (!asks_itself)
		hand_over(key);
	connection = g_subprocess_newv(argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
	g_assert_no_error(error);
	do {
		reply = run(check, NULL);
		reply_clear(&reply);
	} while (reply.status != 0);
	return connection;
}

static const char *const refused_keys[] = {"coordinator", "reporter", "steering"};

static void assert_refused(const char *socket, const struct refusal *r)
{
	const char *const options[] = {"-S", socket, NULL};
	struct reply reply = ssh_with(r->key, NULL, options, r->command);

	if (reply.status != r->status || !strstr(reply.err, r->said) || *reply.out)
		g_error("%s: status %d, said %s", r->command, reply.status, reply.err);
	reply_clear(&reply);
}

static void test_what_is_refused(void)
{
	for (gsize k = 0; k < G_N_ELEMENTS(refused_keys); k++) {
		g_autofree char *socket = NULL;
		g_autoptr(GSubprocess) connection = stay_connected(refused_keys[k], &socket);

		for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++)
			if (strcmp(refusals[i].key, refused_keys[k]) == 0)
				assert_refused(socket, &refusals[i]);
		/* ssh forgets a SIGTERM that comes just before it waits, for five minutes */
		g_subprocess_force_exit(connection);
		g_subprocess_wait(connection, NULL, NULL);
	}
}

static void test_a_refusal_is_on_the_record(void)
{
	struct reply reply = ssh("reporter", "cat /etc/shadow"),
		     log = osg(NULL, "log", "--limit", "3", NULL);

	assert_says(
		log.out,
		"huge         ssh      ssh.refused            {\"command\":\"cat /etc/shadow\"}");
	reply_clear(&reply);
	reply_clear(&log);
}

static void test_no_terminal_is_a_line_and_an_end(void)
{
	struct reply reply = ssh("coordinator", NULL);

	g_assert_cmpint(reply.status, ==, 1);
	assert_says(reply.err, "The screens need a terminal");
	reply_clear(&reply);
}

/* Nothing is carried on to other machines, and no file is copied. */
static void test_no_forwarding_no_copying(void)
{
	static const char *const forwards[][5] = {
		{"-W", "127.0.0.1:1", NULL},
		{"-N", "-R", "0:127.0.0.1:1", "-oExitOnForwardFailure=yes", NULL},
		{"-w", "0:0", "-oExitOnForwardFailure=yes", NULL},
	};
	g_autofree char *key = path("coordinator"), *copy = path("copy"),
			*from = g_strconcat(host(), ":/etc/passwd", NULL);
	const char *const modes[][4] = {{from, copy, NULL}, {"-O", from, copy, NULL}};
	const char *const sftp[] = {host(), NULL};

	for (gsize i = 0; i < G_N_ELEMENTS(forwards); i++) {
		struct reply reply = ssh_with("coordinator", NULL, forwards[i], NULL);

		g_assert_cmpint(reply.status, !=, 0);
		reply_clear(&reply);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(modes) + 1; i++) {
		const char *argv[MOST_WORDS];
		struct reply reply;

		if (i < G_N_ELEMENTS(modes))
			client(argv, "scp", key, modes[i]);
		else
			client(argv, "sftp", key, sftp);
		if (!asks_itself)
			hand_over("coordinator");
		reply = run(argv, NULL);
		g_assert_cmpint(reply.status, !=, 0);
		g_assert_false(g_file_test(copy, G_FILE_TEST_EXISTS));
		reply_clear(&reply);
	}
}

/* A subsystem's standard error goes nowhere: that it ends, and at once, is all that can be said. */
static void test_a_subsystem_ends_at_once(void)
{
	static const char *const options[] = {"-s", NULL};
	struct reply reply = ssh_with("coordinator", NULL, options, "sftp");

	g_assert_cmpint(reply.status, ==, 2);
	g_assert_cmpstr(reply.out, ==, "");
	reply_clear(&reply);
}

static void test_a_port_of_the_server_is_not_lent(void)
{
	g_autofree char *lent = free_port(),
			*forward = g_strconcat(lent, ":127.0.0.1:", port, NULL);
	const char *const options[] = {"-L", forward, NULL};
	struct reply reply = ssh_with("coordinator", NULL, options, "list --limit 1");

	/* the verb runs; what is sent through the port goes nowhere (sshd -T says so too) */
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
}

/* the environment */

static void test_the_environment_chooses_nothing(void)
{
	static const char *const options[] = {
		"-o",
		"SetEnv=LANG=en_US.UTF-8 OSG_DB=/tmp/other.db OSG_NOW=2001-01-01T00:00:00Z "
		"OSG_LIBEXECDIR=/tmp XDG_CONFIG_HOME=/tmp XDG_DATA_HOME=/tmp PATH=/tmp "
		"LC_ALL=\033[2J LC_FOO=\033]0;x\007 LD_PRELOAD=/tmp/x.so",
		NULL};
	struct reply reply = ssh_with("reporter", NULL, options, "list places --csv"),
		     log = osg(NULL, "log", "--limit", "1", NULL);

	g_assert_cmpint(reply.status, ==, 0);
	assert_says(reply.out, "Visättraskolan");
	g_assert_null(strchr(reply.out, '\033'));
	assert_says_not(log.out, "2001-01-01");
	reply_clear(&reply);
	reply_clear(&log);
}

/* keys that open nothing */

static void assert_stays_outside(const char *key)
{
	struct reply asked = ask(key), reply = ssh(key, "list");

	g_assert_cmpstr(asked.out, ==, "");
	g_assert_cmpint(reply.status, ==, 255);
	assert_says(reply.err, "Permission denied");
	reply_clear(&asked);
	reply_clear(&reply);
}

static void test_an_unknown_key(void)
{
	assert_stays_outside("stranger");
}

static void test_a_revoked_key(void)
{
	g_autofree char *print = fingerprint("revoked");
	struct reply reply;

	register_key("revoked", "huge");
	reply = ssh("revoked", "list --limit 1");
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	reply = osg(NULL, "key", "revoke", print, NULL);
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	assert_stays_outside("revoked");
	register_key("revoked", "huge"); /* and it may be registered anew */
	reply = osg(NULL, "key", "revoke", print, NULL);
	reply_clear(&reply);
}

static void test_one_key_opens_one_seat(void)
{
	g_autoptr(GBytes) bytes = file_bytes("reporter.pub");
	struct reply again = osg(bytes, "key", "add", "buf", NULL),
		     same = osg(bytes, "key", "add", "huge", NULL);

	g_assert_cmpint(again.status, ==, 1);
	assert_says(again.err, "opens the seat huge already");
	g_assert_cmpint(same.status, ==, 1);
	reply_clear(&again);
	reply_clear(&same);
}

static void test_what_is_no_key(void)
{
	static const struct {
		const char *line, *said;
	} wrong[] = {
		{"", "Expected is one key"},
		{"hej", "Expected is one key"},
		{"ssh-dss AAAAB3NzaC1kc3MAAACB", "“ssh-dss” are not taken"},
		{"ssh-ed25519 AAAA", "not whole"},
		{"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDxYQ==", "fewer than 2048"},
		{"command=\"sh\" ssh-ed25519 AAAA", "are not taken"},
		{"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n", "private key"},
		{"ssh-ed25519 AAAA a\nssh-ed25519 AAAA b\n", "one key"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GBytes) line = g_bytes_new_static(wrong[i].line, strlen(wrong[i].line));
		struct reply reply = osg(line, "key", "add", "huge", NULL);

		g_assert_cmpint(reply.status, ==, 1);
		assert_says(reply.err, wrong[i].said);
		reply_clear(&reply);
	}
}

/* codes */

static struct reply type_code(const char *key, const char *code)
{
	g_autofree char *line = g_strconcat(code, "\n", NULL);
	g_autoptr(GBytes) in = g_bytes_new(line, strlen(line));

	return ssh_with(key, in, NULL, NULL);
}

static char *new_code(const char *seat)
{
	struct reply reply = osg(NULL, "key", "code", seat, NULL);
	char *code = g_strdup(g_strchomp(reply.out));

	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	return code;
}

static void test_a_code_registers_the_key_it_is_typed_with(void)
{
	g_autofree char *code = new_code("bev"), *typed = g_ascii_strdown(code, -1);
	struct reply reply = type_code("phoned", "9-AAAA-BBBB");

	g_assert_cmpint(reply.status, ==, 1);
	assert_says(reply.err, "The code is not right");
	reply_clear(&reply);
	reply = ssh("phoned", "list"); /* nothing but the code is asked for */
	g_assert_cmpint(reply.status, ==, 1);
	reply_clear(&reply);
	reply = type_code("phoned", g_strdelimit(typed, "-", ' '));
	g_assert_cmpint(reply.status, ==, 0);
	assert_says(reply.out, "The key is registered");
	reply_clear(&reply);
	reply = ssh("phoned", "list --limit 1");
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	assert_stays_outside("stranger"); /* no code stands any more */
}

static void test_a_code_is_for_few_tries(void)
{
	g_autofree char *code = new_code("bev"), *wrong = g_strdup(code);
	struct reply reply;

	wrong[strlen(wrong) - 1] = wrong[strlen(wrong) - 1] == 'A' ? 'B' : 'A';
	for (int i = 0; i < 5; i++) {
		reply = type_code("stranger", wrong);
		g_assert_cmpint(reply.status, ==, 1);
		reply_clear(&reply);
	}
	reply = type_code("stranger", code);
	g_assert_cmpint(reply.status, ==, 255);
	reply_clear(&reply);
	assert_stays_outside("stranger");
}

/* much */

static void test_a_hundred_megabytes_in_one_line(void)
{
	enum { SIZE = 100 * 1000 * 1000 };
	char *line = g_malloc(SIZE);
	g_autoptr(GBytes) bytes = NULL;
	struct reply reply;

	memset(line, 'x', SIZE);
	bytes = g_bytes_new_take(line, SIZE);
	reply = ssh_with("reporter", bytes, NULL, "import --org HUGE -");
	g_assert_cmpint(reply.status, ==, 1);
	g_assert_cmpuint(strlen(reply.err), <, 2000);
	reply_clear(&reply);
	reply = osg(NULL, "check", NULL);
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
}

/* the login shell */

static void test_as_a_login_shell_it_opens_only_the_door(void)
{
	static const char *const others[] = {"id", "/bin/sh", "", "osg --db x list"};
	g_autofree char *own = g_strdup_printf("%s --db %s list", program, database);

	for (gsize i = 0; i < G_N_ELEMENTS(others) + 1; i++) {
		const char *const argv[] = {program, "-c", i < 4 ? others[i] : own, NULL};
		struct reply reply = run(argv, NULL);

		g_assert_cmpint(reply.status, ==, 1);
		g_assert_cmpstr(reply.out, ==, "");
		assert_says(reply.err, "opens nothing but osg");
		reply_clear(&reply);
	}
	struct reply known = ask("coordinator");
	g_auto(GStrv) parts = g_strsplit(known.out, "\"", 3);
	const char *const argv[] = {program, "-c", parts[1], NULL};
	struct reply reply;

	g_setenv("SSH_ORIGINAL_COMMAND", "list places", TRUE);
	reply = run(argv, NULL);
	g_unsetenv("SSH_ORIGINAL_COMMAND");
	g_assert_cmpint(reply.status, ==, 0);
	assert_says(reply.out, "Visättraskolan");
	reply_clear(&reply);
	reply_clear(&known);
}

/* screens */

static struct vt *connect_screen(const char *key, const char *term, int rows, int columns)
{
	const char *argv[MOST_WORDS];
	g_autofree char *file = path(key), *type = g_strconcat("TERM=", term, NULL);
	const char *const what[] = {host(), NULL}, *const environment[] = {type, NULL};

	client(argv, "ssh", file, what);
	if (!asks_itself)
		hand_over(key);
	return vt_open(argv, environment, rows, columns);
}

static void test_screens_with_size_colour_and_letters(void)
{
	struct vt *vt = connect_screen("coordinator", "xterm-256color", 40, 120);
	int row, column;

	vt_wait_text(vt, "? help");
	g_assert_true(vt_find(vt, "? help", &row, &column));
	g_assert_cmpint(row, ==, 39);
	assert_says(vt_raw(vt), "\033[3"); /* some colour */
	vt_resize(vt, 24, 80);
	vt_wait_frame(vt);
	vt_key(vt, "a");
	vt_wait_text(vt, "New observation");
	vt_send(vt, "br\t");
	vt_wait_text(vt, "BRA");
	vt_send(vt, "Vis\303\244ttrask\t");
	vt_wait_text(vt, "Vis\303\244ttraskolan");
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	vt_close(vt);
}

static void test_a_terminal_nobody_knows(void)
{
	static const char *const terms[] = {"../../x", "nosuchterm", "xterm-kitty"};

	for (gsize i = 0; i < G_N_ELEMENTS(terms); i++) {
		struct vt *vt = connect_screen("coordinator", terms[i], 24, 80);

		vt_wait_text(vt, "? help");
		vt_send(vt, "\021");
		g_assert_cmpint(vt_wait_exit(vt), ==, 0);
		vt_close(vt);
	}
}

/* Files, printers and stopping are refused where they stand. */
static void test_no_way_out_of_the_screens(void)
{
	static const char *const commands[] = {"list.export", "import.open", "print.save",
					       "print.printer"};
	struct vt *vt = connect_screen("coordinator", "xterm-256color", 24, 80);

	vt_wait_text(vt, "? help");
	vt_key(vt, "3");
	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
		g_autofree char *line = g_strconcat(":", commands[i], "\r", NULL);

		vt_send(vt, line);
		vt_wait_text(vt, "no files and printers here");
		vt_send(vt, "\033");
		vt_key(vt, "9");
	}
	vt_send(vt, "\032"); /* Ctrl-Z: nothing to stop to */
	vt_key(vt, "3");
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	vt_close(vt);
}

static void test_a_key_revoked_while_somebody_types(void)
{
	g_autofree char *print = fingerprint("typing");
	struct reply reply;
	struct vt *vt;

	register_key("typing", "gaf");
	vt = connect_screen("typing", "xterm-256color", 24, 80);
	vt_wait_text(vt, "? help");
	vt_key(vt, "a");
	vt_wait_text(vt, "New observation");
	vt_send(vt, "br\t");
	vt_wait_text(vt, "BRA");
	vt_send(vt, "visk\t");
	vt_wait_text(vt, "Flemingsberg");
	reply = osg(NULL, "key", "revoke", print, NULL);
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	g_assert_cmpint(vt_wait_exit(vt), ==, 1);
	assert_says(vt_raw(vt), "Your key was revoked");
	vt_close(vt);
	register_key("typing", "gaf");
	vt = connect_screen("typing", "xterm-256color", 24, 80);
	vt_wait_text(vt, "? help");
	vt_key(vt, "a");
	vt_wait_text(vt, "draft is still here");
	vt_wait_text(vt, "Flemingsberg");
	vt_send(vt, "\021");
	vt_wait_exit(vt);
	vt_close(vt);
}

/* all */

static const char *lacking(void)
{
	static const char *const needed[] = {"ssh", "ssh-keygen", "scp", "sftp"};

	if (!program || !g_file_test(program, G_FILE_TEST_IS_EXECUTABLE))
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

static void set_up(void)
{
	static const char *const keys[] = {"host",    "coordinator", "reporter", "steering",
					   "revoked", "stranger",    "phoned",   "typing"};
	struct reply reply;

	folder = g_dir_make_tmp("osg-ssh-XXXXXX", NULL);
	database = path("osg.db");
	own_account = make_account();
	account = own_account ? "osg" : g_get_user_name();
	asks_itself = geteuid() == 0 && is_roots_alone(program);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		make_key(keys[i]);
	reply = osg(NULL, "init", "--demo", "--scale", "0.25", NULL);
	g_assert_cmpint(reply.status, ==, 0);
	reply_clear(&reply);
	reply = osg(NULL, "set", "participant", "new", "handle=styrgrupp", "title=Styrgruppen",
		    "organisation=KSF", "role=steering", NULL);
	g_assert_cmpstr(reply.err, ==, "");
	reply_clear(&reply);
	register_key("coordinator", "samordnare");
	register_key("reporter", "huge");
	register_key("steering", "styrgrupp");
	port = free_port();
	start_server();
	g_test_message("as %s%s; the server %s", account, own_account ? ", whose shell is osg" : "",
		       asks_itself ? "asks osg for keys" : "is handed what osg says of keys");
}

static void tear_down(void)
{
	const char *const argv[] = {"rm", "-rf", folder, NULL};
	struct reply reply;

	g_subprocess_send_signal(server, SIGTERM);
	g_subprocess_wait(server, NULL, NULL);
	reply = run(argv, NULL);
	reply_clear(&reply);
}

int main(int argc, char **argv)
{
	const char *why;
	int status;

	g_test_init(&argc, &argv, NULL);
	program = g_strdup(g_getenv("OSG_PROGRAM"));
	why = lacking();
	if (why) {
		g_print("1..0 # SKIP %s\n", why);
		return 0;
	}
	set_up();
#define ADD(name) g_test_add_func("/ssh/" #name, test_##name)
	ADD(a_key_is_answered_with_a_door_and_no_more);
	ADD(a_database_in_a_strange_place_opens_no_door);
	ADD(verbs_run_as_the_seat_of_the_key);
	ADD(files_come_and_go_as_streams);
	ADD(what_is_refused);
	ADD(a_refusal_is_on_the_record);
	ADD(no_terminal_is_a_line_and_an_end);
	ADD(no_forwarding_no_copying);
	ADD(a_subsystem_ends_at_once);
	ADD(a_port_of_the_server_is_not_lent);
	ADD(the_environment_chooses_nothing);
	ADD(an_unknown_key);
	ADD(a_revoked_key);
	ADD(one_key_opens_one_seat);
	ADD(what_is_no_key);
	ADD(a_code_registers_the_key_it_is_typed_with);
	ADD(a_code_is_for_few_tries);
	ADD(a_hundred_megabytes_in_one_line);
	ADD(as_a_login_shell_it_opens_only_the_door);
	ADD(screens_with_size_colour_and_letters);
	ADD(a_terminal_nobody_knows);
	ADD(no_way_out_of_the_screens);
	ADD(a_key_revoked_while_somebody_types);
	status = g_test_run();
	tear_down();
	return status;
}
