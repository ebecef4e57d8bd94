/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts of one seat: two sessions that run keep two, what a session that is gone has left is
 * offered to the next, and nobody reads another's. */
#include "config.h"

#include "fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void keep(struct session *session, const char *content)
{
	g_autoptr(GError) error = NULL;

	app_draft_save(session, "observation", content, &error);
	g_assert_no_error(error);
}

static void assert_offers(struct session *session, const char *content)
{
	g_autofree char *draft = app_draft(session, "observation");

	g_assert_cmpstr(draft, ==, content);
}

static void take(struct session *session)
{
	g_autoptr(GError) error = NULL;

	app_draft_take(session, "observation", &error);
	g_assert_no_error(error);
}

static void test_two_sessions(struct fixture *f)
{
	struct session *first = fixture_session(f, "bev"), *second = fixture_session(f, "bev");
	struct session *worker = session_open_again(second, NULL);

	keep(first, "one");
	assert_offers(second, NULL); /* it is being typed */
	take(second);
	keep(worker, "two"); /* as the screens do */
	keep(first, "one more");
	assert_offers(first, "one more");
	assert_offers(second, "two");
	keep(second, NULL);
	assert_offers(second, NULL);
	assert_offers(first, "one more");
	session_close(worker);
	session_close(second);
	session_close(first);
}

static void test_both_are_offered(struct fixture *f)
{
	struct session *first = fixture_session(f, "bev"), *second = fixture_session(f, "bev");

	keep(first, "one");
	keep(second, "two");
	session_close(first);
	session_close(second);
	struct session *next = fixture_session(f, "bev"), *other = fixture_session(f, "bev");
	assert_offers(next, "two");
	take(next);
	assert_offers(next, "two");
	assert_offers(other, "one");
	keep(next, NULL);
	assert_offers(next, "one");
	take(next);
	keep(next, "one, longer");
	assert_offers(other, NULL);
	keep(next, NULL);
	assert_offers(next, NULL);
	session_close(next);
	session_close(other);
}

/* What is offered and not yet typed in is not overwritten by a session that began without it. */
static void test_left_while_open(struct fixture *f)
{
	struct session *first = fixture_session(f, "bev"), *second = fixture_session(f, "bev");

	keep(first, "one");
	assert_offers(second, NULL);
	session_close(first); /* the line broke */
	keep(second, "two");
	session_close(second);
	struct session *next = fixture_session(f, "bev");
	assert_offers(next, "two");
	take(next);
	keep(next, NULL);
	assert_offers(next, "one");
	session_close(next);
}

static void test_killed(struct fixture *f)
{
	struct session *here;
	int ready[2];
	char byte;
	pid_t child;

	g_assert_cmpint(pipe(ready), ==, 0);
	child = fork();
	if (child == 0) {
		struct session *session = fixture_session(f, "bev");

		app_draft_save(session, "observation", "typed", NULL);
		if (write(ready[1], "x", 1) == 1)
			pause();
		_exit(0);
	}
	g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
	here = fixture_session(f, "bev");
	assert_offers(here, NULL);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_offers(here, "typed");
	session_close(here);
	close(ready[0]);
	close(ready[1]);
}

static void test_nobody_elses(struct fixture *f)
{
	struct session *bev = fixture_session(f, "bev");
	g_autoptr(GPtrArray) own = NULL, others = NULL;

	keep(bev, "typed");
	own = session_all(bev, &draft_kind, NULL);
	others = session_all(f->session, &draft_kind, NULL);
	g_assert_cmpint(own->len, ==, 1);
	g_assert_cmpint(others->len, ==, 0);
	assert_offers(f->session, NULL);
	session_close(bev);
}

/* harm F16: without anybody registered nothing was kept, and nothing said so. */
static void test_nobody_registered(struct fixture *f)
{
	g_autoptr(GPtrArray) all = session_all(f->session, &participant_kind, NULL);
	g_autoptr(GError) error = NULL;
	struct session *nobody;

	gint64 own = session_participant(f->session)->record.key;

	for (guint i = 0; i < 2 * all->len; i++) { /* who does it leaves last */
		struct participant *p = all->pdata[i % all->len];

		if ((p->record.key == own) != (i >= all->len))
			continue;
		p->active = 0;
		session_save(f->session, ACTION_SETUP, NULL, p, &error);
		g_assert_no_error(error);
	}
	nobody = fixture_session(f, NULL);
	g_assert_null(session_participant(nobody));
	assert_offers(nobody, NULL);
	g_assert_false(app_draft_save(nobody, "observation", "typed", &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_DENIED);
	g_assert_true(app_draft_save(nobody, "observation", NULL, NULL)); /* there is none */
	session_close(nobody);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/draft/two-sessions-of-one-seat-keep-two", test_two_sessions);
	fixture_add("/draft/both-are-offered-again", test_both_are_offered);
	fixture_add("/draft/one-left-while-another-types-stays", test_left_while_open);
	fixture_add("/draft/of-a-killed-process-is-offered", test_killed);
	fixture_add("/draft/is-nobody-elses", test_nobody_elses);
	fixture_add("/draft/of-nobody-is-told", test_nobody_registered);
	return g_test_run();
}
