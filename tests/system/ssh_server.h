/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ssh server on the loopback with real clients; the files of test_ssh_door.c with their tests.
 * As root the server asks osg itself whose a key is; as anybody else, or where the program is not
 * root's alone, the fixture asks in its place and hands the reply over in a file. Where root may,
 * the server is given a list of accounts of its own, with one whose login shell is osg.
 *
 * Keys by name: coordinator, reporter, steering (registered), revoked, stranger, phoned, typing. */
#ifndef OSG_TESTS_SYSTEM_SSH_SERVER_H
#define OSG_TESTS_SYSTEM_SSH_SERVER_H

#include <gio/gio.h>

#define MOST_WORDS 48 /* of a command line, with its NULL */
#define ADD(name) g_test_add_func("/ssh/" #name, test_##name)

/* The program, a demo in a database, and the server's port; from ssh_server_start on. */
extern char *osg_program, *osg_database, *ssh_port;

/* What is missing for any of this; NULL: nothing. */
const char *ssh_server_lacks(void);
void ssh_server_start(void);
void ssh_server_end(void);

/* What a program ended with: its exit status, or 128 and the signal. */
struct reply {
	int status;
	char *out, *err;
};
void reply_clear(struct reply *reply);
/* A program with its standard input, NULL = none; argv ends with NULL. */
struct reply run(const char *const *argv, GBytes *in);
/* osg at the machine, without a key; words end with NULL. */
struct reply osg(GBytes *in, ...) G_GNUC_NULL_TERMINATED;
/* A client with a key runs a command, NULL = none; options end with NULL. */
struct reply ssh_with(const char *key, GBytes *in, const char *const *options, const char *command);
struct reply ssh(const char *key, const char *command);
/* The words of a client (ssh, scp, sftp) with a key that the server knows by now, and of what it
 * is to do (NULL ends) into argv, MOST_WORDS long. */
void client(const char **argv, const char *program, const char *key, const char *const *what);
/* account@127.0.0.1, borrowed. */
const char *host(void);

/* A file of the test's folder: its path, what is in it. Owned. */
char *path(const char *name);
GBytes *file_bytes(const char *name);
void register_key(const char *name, const char *participant);
char *fingerprint(const char *name); /* owned */
/* What osg tells the server of a key. */
struct reply ask(const char *name);
/* A port that nobody had a moment ago. Owned. */
char *free_port(void);

void assert_says(const char *text, const char *part);
#define assert_says_not(text, part) g_assert_null(strstr(text, part))

void add_key_tests(void);
void add_screen_tests(void);

#endif
