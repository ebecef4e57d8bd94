/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work beside the screens: progress and cancel, drafts that overtake a long job, others' changes
 * that show while it runs, results kept by key and data version. */
#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "ui_fixture.h"
#include "fixture.h"
#include "ui/screen.h"
#include "ui/ui_private.h"

/* Work that stands still until it is let go. */
struct gate {
	GMutex lock;
	GCond moved;
	int begun;
	gboolean open, done;
	char *error;
};

static void gate_init(struct gate *gate)
{
	*gate = (struct gate){0};
	g_mutex_init(&gate->lock);
	g_cond_init(&gate->moved);
}

static void gate_clear(struct gate *gate)
{
	g_mutex_clear(&gate->lock);
	g_cond_clear(&gate->moved);
	g_free(gate->error);
}

static gpointer stand_still(struct task *task, struct session *session, gpointer data,
			    GError **error UNUSED)
{
	struct gate *gate = data;

	g_assert_nonnull(session);
	task_progress(task, 0.5, "12 rows");
	g_mutex_lock(&gate->lock);
	gate->begun++;
	g_cond_broadcast(&gate->moved);
	while (!gate->open)
		g_cond_wait(&gate->moved, &gate->lock);
	g_mutex_unlock(&gate->lock);
	return task_progress(task, 1, "done") ? gate : NULL;
}

static void gone_through(struct ui *ui UNUSED, gpointer result UNUSED, gpointer data,
			 const GError *error)
{
	struct gate *gate = data;

	gate->done = TRUE;
	gate->error = error ? g_strdup(error->message) : NULL;
}

static void wait_until_begun(struct gate *gate)
{
	g_mutex_lock(&gate->lock);
	while (!gate->begun)
		g_cond_wait(&gate->moved, &gate->lock);
	g_mutex_unlock(&gate->lock);
}

static void let_go(struct gate *gate)
{
	g_mutex_lock(&gate->lock);
	gate->open = TRUE;
	g_cond_broadcast(&gate->moved);
	g_mutex_unlock(&gate->lock);
}

/* A long job that has begun. */
static void begin_job(struct ui_fixture *f, struct gate *gate)
{
	const struct request request = {.key = "job",
					.priority = PRIORITY_JOB,
					.title = "Reading x.csv",
					.work = stand_still,
					.done = gone_through,
					.data = gate};

	gate_init(gate);
	ui_start(f->ui, &request);
	wait_until_begun(gate);
	ui_draw(f->ui, f->s);
}

static void test_progress(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct gate gate;

	begin_job(&f, &gate);
	check_shows(&f, "Reading x.csv 50 %, 12 rows · Esc stops it");
	g_assert_true(ui_is_coming(f.ui, "job"));
	let_go(&gate);
	ui_settle(f.ui);
	ui_draw(f.ui, f.s);
	g_assert_true(gate.done);
	g_assert_null(gate.error);
	check_hides(&f, "Reading x.csv");
	gate_clear(&gate);
	fixture_close(&f);
}

static void test_cancel_from_any_screen(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct gate gate;

	begin_job(&f, &gate);
	ui_open(f.ui, "settings", NULL);
	ui_key(f.ui, UI_KEY_ESCAPE);
	ui_draw(f.ui, f.s);
	check_shows(&f, "stopping");
	g_assert_cmpstr(ui_screen(f.ui)->id, ==, "settings");
	let_go(&gate);
	ui_settle(f.ui);
	g_assert_cmpstr(gate.error, ==, "Stopped; nothing was changed.");
	gate_clear(&gate);
	fixture_close(&f);
}

/* A second job waits for the first, and may be stopped before it has begun. */
static void test_jobs_queue(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct gate first, second;
	struct request request = {.key = "other",
				  .priority = PRIORITY_JOB,
				  .work = stand_still,
				  .done = gone_through};

	begin_job(&f, &first);
	gate_init(&second);
	request.data = &second;
	ui_start(f.ui, &request);
	g_assert_true(ui_cancel(f.ui, "other"));
	let_go(&first);
	ui_settle(f.ui);
	g_assert_true(first.done && second.done);
	g_assert_cmpint(second.begun, ==, 0);
	g_assert_nonnull(second.error);
	gate_clear(&first);
	gate_clear(&second);
	fixture_close(&f);
}

static void test_a_draft_overtakes_a_job(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct gate gate;
	g_autofree char *kept = NULL;

	begin_job(&f, &gate);
	ui_draft_save(f.ui, "observation", "typed words");
	worker_flush(f.ui->worker); /* waits for the draft, not for the job */
	kept = app_draft(f.session, "observation");
	g_assert_cmpstr(kept, ==, "typed words");
	g_assert_false(gate.done);
	let_go(&gate);
	ui_settle(f.ui);
	gate_clear(&gate);
	fixture_close(&f);
}

/* A form that was opened again waited until its draft was written. */
static void test_an_opened_form_waits_for_no_draft(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct gate gates[2];
	g_autofree char *typed = NULL, *dropped = NULL, *kept = NULL;

	for (int i = 0; i < 2; i++) { /* both threads stand still */
		const struct request request = {.key = i ? "stands" : "stands too",
						.priority = PRIORITY_DRAFT,
						.work = stand_still,
						.data = &gates[i]};

		gate_init(&gates[i]);
		ui_start(f.ui, &request);
	}
	ui_draft_save(f.ui, "observation", "typed words");
	typed = ui_draft(f.ui, "observation");
	g_assert_cmpstr(typed, ==, "typed words");
	ui_draft_save(f.ui, "observation", NULL);
	dropped = ui_draft(f.ui, "observation");
	g_assert_null(dropped);
	ui_draft_save(f.ui, "observation", "typed anew");
	for (int i = 0; i < 2; i++)
		let_go(&gates[i]);
	ui_settle(f.ui);
	kept = app_draft(f.session, "observation");
	g_assert_cmpstr(kept, ==, "typed anew");
	for (int i = 0; i < 2; i++)
		gate_clear(&gates[i]);
	fixture_close(&f);
}

static void test_the_last_draft_counts(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	g_autofree char *kept = NULL, *none = NULL;

	for (int i = 0; i < 50; i++) {
		g_autofree char *words = g_strdup_printf("word %d", i);

		ui_draft_save(f.ui, "observation", words);
	}
	kept = ui_draft(f.ui, "observation");
	g_assert_cmpstr(kept, ==, "word 49");
	ui_draft_save(f.ui, "observation", "word 50");
	ui_draft_save(f.ui, "observation", NULL);
	none = ui_draft(f.ui, "observation");
	g_assert_null(none);
	fixture_close(&f);
}

/* A draft that was not yet taken over could not be dropped, and was offered again. The second
 * thread is free, and does what comes after the draft. */
static void test_drafts_are_kept_in_the_order_asked_for(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct gate first, after;
	const struct request take = {
		.key = "take", .priority = PRIORITY_DRAFT, .work = stand_still, .data = &first};
	const struct request shown = {.key = "shown here",
				      .priority = PRIORITY_SHOWN,
				      .work = stand_still,
				      .data = &after};
	g_autofree char *early = NULL, *kept = NULL;

	gate_init(&first);
	gate_init(&after);
	ui_start(f.ui, &take);
	wait_until_begun(&first);
	ui_draft_save(f.ui, "observation", "typed words");
	ui_start(f.ui, &shown);
	wait_until_begun(&after);
	early = app_draft(f.session, "observation");
	g_assert_null(early);
	let_go(&first);
	let_go(&after);
	ui_settle(f.ui);
	kept = app_draft(f.session, "observation");
	g_assert_cmpstr(kept, ==, "typed words");
	gate_clear(&first);
	gate_clear(&after);
	fixture_close(&f);
}

struct letter {
	GString *order;
	char letter;
};

static gpointer write_down(struct task *task UNUSED, struct session *session UNUSED, gpointer data,
			   GError **error UNUSED)
{
	const struct letter *next = data;

	return g_string_append_c(next->order, next->letter);
}

/* Of what waits, what was asked for first is done first: the newest was, and so a draft was dropped
 * before it was taken over. */
static void test_what_waits_is_done_by_age(void)
{
	static const enum priority priorities[] = {PRIORITY_DRAFT, PRIORITY_JOB};

	for (guint i = 0; i < G_N_ELEMENTS(priorities); i++) {
		struct ui_fixture f = fixture_open(20, "samordnare", NULL);
		struct gate gates[2];
		g_autoptr(GString) order = g_string_new(NULL);
		struct letter letters[] = {{order, 'a'}, {order, 'b'}, {order, 'c'}};

		for (int g = 0; g < 2; g++) { /* both threads stand still */
			const struct request stands = {.key = g ? "stands" : "stands too",
						       .priority = PRIORITY_SHOWN,
						       .work = stand_still,
						       .data = &gates[g]};

			gate_init(&gates[g]);
			ui_start(f.ui, &stands);
			wait_until_begun(&gates[g]);
		}
		for (guint l = 0; l < G_N_ELEMENTS(letters); l++) {
			const struct request request = {
				.priority = priorities[i], .work = write_down, .data = &letters[l]};

			ui_start(f.ui, &request);
		}
		let_go(&gates[0]);
		let_go(&gates[1]);
		ui_settle(f.ui);
		g_assert_cmpstr(order->str, ==, "abc");
		gate_clear(&gates[0]);
		gate_clear(&gates[1]);
		fixture_close(&f);
	}
}

#ifdef __linux__ /* where a thread has a priority of its own */
static gpointer look_at_nice(struct task *task UNUSED, struct session *session UNUSED,
			     gpointer data, GError **error UNUSED)
{
	*(int *)data = getpriority(PRIO_PROCESS, 0);
	return data;
}

/* Forty people were refused: who gave way to whoever computed held the database for a draft. */
static void test_a_draft_gives_way_to_nobody(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	int ours = getpriority(PRIO_PROCESS, 0), draft = -100, job = -100;
	struct request request = {.priority = PRIORITY_JOB, .work = look_at_nice, .data = &job};

	ui_start(f.ui, &request);
	request.priority = PRIORITY_DRAFT;
	request.data = &draft;
	ui_start(f.ui, &request);
	ui_settle(f.ui);
	g_assert_cmpint(draft, ==, ours);
	g_assert_cmpint(job, >=, MIN(ours + 1, 10));
	fixture_close(&f);
}
#endif

/* Somebody withdraws an observation while a file is read here. */
static void test_changes_show_while_a_job_runs(void)
{
	struct ui_fixture f = fixture_open(40, "samordnare", "observations");
	struct session *other = fixture_session("samordnare", TRUE);
	gint64 key = list_selected_identity(ui_list(f.ui));
	guint shown = list_shown(ui_list(f.ui));
	struct gate gate;
	GError *error = NULL;

	begin_job(&f, &gate);
	app_observations_withdraw(other, &key, 1, "entered twice", &error);
	g_assert_no_error(error);
	g_assert_true(ui_poll(f.ui));
	g_assert_false(gate.done);
	g_assert_cmpuint(list_shown(ui_list(f.ui)), ==, shown - 1);
	let_go(&gate);
	ui_settle(f.ui);
	session_close(other);
	gate_clear(&gate);
	fixture_close(&f);
}

/* results */

static int times;

static gpointer count_times(struct task *task UNUSED, struct session *session UNUSED,
			    gpointer data UNUSED, GError **error UNUSED)
{
	return g_strdup_printf("%d", ++times);
}

static const char *wanted(struct ui_fixture *f)
{
	const struct request request = {.key = "count",
					.priority = PRIORITY_SHOWN,
					.work = count_times,
					.free_result = g_free};

	return ui_want(f->ui, &request, NULL);
}

static void test_results_are_kept_by_data_version(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct session *other = fixture_session("samordnare", TRUE);

	times = 0;
	g_assert_null(wanted(&f));
	ui_settle(f.ui);
	g_assert_cmpstr(wanted(&f), ==, "1");
	ui_settle(f.ui);
	g_assert_cmpint(times, ==, 1);
	g_assert_true(app_nil_report(other, 6, session_week(other), NULL, NULL));
	g_assert_true(ui_poll(f.ui));
	g_assert_cmpstr(wanted(&f), ==, "1"); /* the old one stands while the new one comes */
	ui_settle(f.ui);
	g_assert_cmpstr(wanted(&f), ==, "2");
	ui_forget(f.ui, "count");
	g_assert_null(wanted(&f));
	ui_settle(f.ui);
	g_assert_cmpstr(wanted(&f), ==, "3");
	session_close(other);
	fixture_close(&f);
}

static gpointer fail(struct task *task UNUSED, struct session *session UNUSED, gpointer data UNUSED,
		     GError **error)
{
	times++;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, "It cannot be.");
	return NULL;
}

static void test_what_failed_is_not_tried_again_and_again(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	const struct request request = {.key = "failing", .priority = PRIORITY_SHOWN, .work = fail};
	GError *error = NULL;

	times = 0;
	ui_want(f.ui, &request, NULL);
	ui_settle(f.ui);
	for (int i = 0; i < 3; i++) {
		g_assert_null(ui_want(f.ui, &request, &error));
		g_assert_error(error, OSG_ERROR, OSG_ERROR_RULE);
		g_clear_error(&error);
		ui_settle(f.ui);
	}
	g_assert_cmpint(times, ==, 1);
	fixture_close(&f);
}

static gpointer count_first(struct task *task, struct session *session, gpointer data,
			    GError **error)
{
	return times ? fail(task, session, data, error) : count_times(task, session, data, error);
}

/* A failed attempt takes nothing away: while it is tried again the old result stands. */
static void test_what_failed_leaves_what_was(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	const struct request request = {.key = "once",
					.priority = PRIORITY_SHOWN,
					.work = count_first,
					.free_result = g_free};

	times = 0;
	ui_want(f.ui, &request, NULL);
	ui_settle(f.ui);
	for (int back = 0; back < 2; back++) {
		g_assert_true(
			app_nil_report(f.session, 6, session_week(f.session) - back, NULL, NULL));
		g_assert_true(ui_poll(f.ui));
		g_assert_cmpstr(ui_want(f.ui, &request, NULL), ==, "1");
		ui_settle(f.ui);
		g_assert_null(ui_want(f.ui, &request, NULL));
	}
	fixture_close(&f);
}

/* Nobody waits any more for what belongs to a week that was walked past. */
static void test_a_week_walked_past_is_dropped(void)
{
	struct ui_fixture f = fixture_open(20, "samordnare", NULL);
	struct gate gate;
	const struct request request = {.key = "weekly",
					.priority = PRIORITY_SHOWN,
					.work = stand_still,
					.done = gone_through,
					.data = &gate};

	gate_init(&gate);
	ui_want(f.ui, &request, NULL);
	wait_until_begun(&gate);
	ui_set_week(f.ui, session_week(f.session) - 1);
	g_assert_false(ui_is_coming(f.ui, "weekly"));
	let_go(&gate);
	ui_settle(f.ui);
	g_assert_false(gate.done);
	gate_clear(&gate);
	fixture_close(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/worker/progress", test_progress);
	g_test_add_func("/worker/cancel-from-any-screen", test_cancel_from_any_screen);
	g_test_add_func("/worker/jobs-queue", test_jobs_queue);
	g_test_add_func("/worker/a-draft-overtakes-a-job", test_a_draft_overtakes_a_job);
	g_test_add_func("/worker/an-opened-form-waits-for-no-draft",
			test_an_opened_form_waits_for_no_draft);
	g_test_add_func("/worker/drafts-are-kept-in-the-order-asked-for",
			test_drafts_are_kept_in_the_order_asked_for);
	g_test_add_func("/worker/what-waits-is-done-by-age", test_what_waits_is_done_by_age);
#ifdef __linux__
	g_test_add_func("/worker/a-draft-gives-way-to-nobody", test_a_draft_gives_way_to_nobody);
#endif
	g_test_add_func("/worker/the-last-draft-counts", test_the_last_draft_counts);
	g_test_add_func("/worker/changes-show-while-a-job-runs",
			test_changes_show_while_a_job_runs);
	g_test_add_func("/worker/results-are-kept-by-data-version",
			test_results_are_kept_by_data_version);
	g_test_add_func("/worker/what-failed-is-not-tried-again",
			test_what_failed_is_not_tried_again_and_again);
	g_test_add_func("/worker/what-failed-leaves-what-was", test_what_failed_leaves_what_was);
	g_test_add_func("/worker/a-week-walked-past-is-dropped",
			test_a_week_walked_past_is_dropped);
	return g_test_run();
}
