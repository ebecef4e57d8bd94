/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of one program: the words are read once for all of them, until somebody changes these.
 */
#include "config.h"

#include "fixture.h"

static void test_words_are_shared(struct fixture *f)
{
	struct session *again = session_open_again(f->session, NULL);

	g_assert_true(session_registry(again) == session_registry(f->session));
	g_assert_cmpstr(session_municipality(again), ==, session_municipality(f->session));
	session_close(again);
	g_assert_cmpint(fixture_organisation(f, "BEV"), >, 0); /* the other's share stands */
}

/* Each reads what is new when it is its turn; until then the old words stand for whoever has them.
 */
static void test_changed_words(struct fixture *f)
{
	struct session *again = session_open_again(f->session, NULL), *later;
	const struct registry *before = session_registry(f->session);
	int left;

	fixture_leave(again, "BEV");
	left = registry_find_organisation(session_registry(again), "BEV")->last_week;
	g_assert_cmpint(registry_find_organisation(before, "BEV")->last_week, !=, left);
	later = session_open_again(f->session, NULL);
	g_assert_cmpint(registry_find_organisation(session_registry(later), "BEV")->last_week, ==,
			left);
	session_close(again);
	session_close(later);
	g_assert_true(session_registry(f->session) == before);
	g_assert_true(session_refresh(f->session, NULL));
	g_assert_cmpint(registry_find_organisation(session_registry(f->session), "BEV")->last_week,
			==, left);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/again/words-are-shared", test_words_are_shared);
	fixture_add("/again/changed-words", test_changed_words);
	return g_test_run();
}
