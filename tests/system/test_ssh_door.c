/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participants come in through a real ssh server on the loopback, with real clients: what opens and
 * what is refused, one by one. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ssh_server.h"

/* what opens */

static void test_a_key_is_answered_with_a_door_and_no_more(void)
{
	struct reply known = ask("coordinator"), unknown = ask("stranger");
	g_autofree char *line = g_strdup_printf(
		"^command=\"%s --db %s --door ssh --key [0-9a-f-]{36}\",restrict,pty "
		"ssh-ed25519 [A-Za-z0-9+/=]+\n$",
		osg_program, osg_database);
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
	const char *argv[] = {osg_program, "--db", strange, "authorized-keys",
			      "osg",       NULL,   NULL,    NULL};
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
	g_autofree char *name = g_strconcat(key, ".socket", NULL);
	g_autoptr(GError) error = NULL;
	GSubprocess *connection;
	struct reply reply;

	*socket = path(name);
	client(argv, "ssh", key, (const char *[]){"-M", "-N", "-S", *socket, host(), NULL});
	client(check, "ssh", key, (const char *[]){"-O", "check", "-S", *socket, host(), NULL});
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
	g_autofree char *copy = path("copy"), *from = g_strconcat(host(), ":/etc/passwd", NULL);
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
			client(argv, "scp", "coordinator", modes[i]);
		else
			client(argv, "sftp", "coordinator", sftp);
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
			*forward = g_strconcat(lent, ":127.0.0.1:", ssh_port, NULL);
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
	g_autofree char *own = g_strdup_printf("%s --db %s list", osg_program, osg_database);

	for (gsize i = 0; i < G_N_ELEMENTS(others) + 1; i++) {
		const char *const argv[] = {osg_program, "-c", i < 4 ? others[i] : own, NULL};
		struct reply reply = run(argv, NULL);

		g_assert_cmpint(reply.status, ==, 1);
		g_assert_cmpstr(reply.out, ==, "");
		assert_says(reply.err, "opens nothing but osg");
		reply_clear(&reply);
	}
	struct reply known = ask("coordinator");
	g_auto(GStrv) parts = g_strsplit(known.out, "\"", 3);
	const char *const argv[] = {osg_program, "-c", parts[1], NULL};
	struct reply reply;

	g_setenv("SSH_ORIGINAL_COMMAND", "list places", TRUE);
	reply = run(argv, NULL);
	g_unsetenv("SSH_ORIGINAL_COMMAND");
	g_assert_cmpint(reply.status, ==, 0);
	assert_says(reply.out, "Visättraskolan");
	reply_clear(&reply);
	reply_clear(&known);
}

int main(int argc, char **argv)
{
	const char *why;
	int status;

	g_test_init(&argc, &argv, NULL);
	why = ssh_server_lacks();
	if (why) {
		g_print("1..0 # SKIP %s\n", why);
		return 0;
	}
	ssh_server_start();
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
	ADD(a_hundred_megabytes_in_one_line);
	ADD(as_a_login_shell_it_opens_only_the_door);
	add_key_tests();
	add_screen_tests();
	status = g_test_run();
	ssh_server_end();
	return status;
}
