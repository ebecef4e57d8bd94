/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that open nothing, one that is revoked, and codes that register a key. */
#include "config.h"

#include <string.h>

#include "ssh_server.h"

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

void add_key_tests(void)
{
	ADD(an_unknown_key);
	ADD(a_revoked_key);
	ADD(one_key_opens_one_seat);
	ADD(what_is_no_key);
	ADD(a_code_registers_the_key_it_is_typed_with);
	ADD(a_code_is_for_few_tries);
}
