/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week's work on a real pseudo-terminal: a whole meeting of the demo's week 40, followed on a
 * second terminal, killed in the middle; a focus group and a measure made with keys alone; what two
 * participants see of one week. */
#include "config.h"

#include "vt.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define NEXT "\033[6~"
#define SAVE "\023"

static char *program, *folder, *fresh; /* fresh: the demo a moment before the meeting */

static char *run(const char *database, const char *const *arguments)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	char *output = NULL;
	int status;

	g_ptr_array_add(argv, program);
	g_ptr_array_add(argv, (char *)"--db");
	g_ptr_array_add(argv, (char *)database);
	for (; *arguments; arguments++)
		g_ptr_array_add(argv, (char *)*arguments);
	g_ptr_array_add(argv, NULL);
	g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
		     &status, &error);
	g_assert_no_error(error);
	g_assert_true(g_spawn_check_wait_status(status, NULL));
	return output;
}

/* A database of a test's own. */
static char *copy_of_fresh(const char *name)
{
	char *database = g_build_filename(folder, name, NULL);
	g_autofree char *content = NULL;
	gsize length;

	g_assert_true(g_file_get_contents(fresh, &content, &length, NULL));
	g_assert_true(g_file_set_contents(database, content, (gssize)length, NULL));
	return database;
}

/* as NULL = the coordinator. */
static struct vt *start(const char *database, const char *as)
{
	const char *const argv[] = {program, "--db", database, as ? "--as" : NULL, as, NULL};
	const char *const environment[] = {"OSG_NOW=2024-10-08T08:31:00+02:00", NULL};
	struct vt *vt = vt_open(argv, environment, 24, 80);

	vt_wait_text(vt, "? help");
	return vt;
}

static void end(struct vt *vt)
{
	vt_send(vt, "\021");
	g_assert_cmpint(vt_wait_exit(vt), ==, 0);
	vt_close(vt);
}

static struct vt *start_meeting(const char *database)
{
	struct vt *chair = start(database, NULL);

	vt_key(chair, "1");
	vt_wait_text(chair, "has not begun");
	vt_key(chair, "\r");
	vt_wait_text(chair, "1 ROLL CALL");
	return chair;
}

/* From the roll call to the fixed picture and the printed minutes; a second terminal follows, and
 * adds to its own round. */
static void test_from_roll_call_to_minutes(void)
{
	static const char *const print[] = {"print", "minutes", "--week", "2024-W40", NULL};
	g_autofree char *database = copy_of_fresh("meeting.db"), *printed = NULL;
	struct vt *chair = start_meeting(database), *other = start(database, "huge");

	vt_key(chair, " "); /* the first is here */
	vt_wait_text(chair, "1 of ");
	vt_key(chair, "e"); /* the second has said that it cannot come */
	vt_wait_text(chair, "excused");
	vt_key(other, "1");
	vt_wait_text(other, "1 ROLL CALL"); /* what the chair opened is there */
	vt_send(chair, NEXT NEXT);
	vt_wait_text(chair, "3 THE ROUND");
	vt_wait_text(other, "3 THE ROUND"); /* and follows */
	vt_key(other, "n");
	vt_send(other, "The cellars are quiet now");
	vt_wait_text(chair, "cellars are quiet"); /* the round of a watching seat */
	vt_key(other, SAVE);
	vt_send(chair, NEXT);
	vt_wait_text(chair, "4 THE PICTURE");
	vt_wait_text(chair, "without an answer");
	vt_key(chair, "v");
	vt_wait_text(chair, "Watched until week");
	vt_send(chair, "\r");
	vt_wait_text(chair, "1 decision");
	vt_key(chair, "=");
	vt_wait_text(chair, "keep their level");
	vt_key(chair, "n");
	vt_send(chair, "The film is shown in year 7");
	vt_wait_text(other, "film is shown in year"); /* as it is typed */
	vt_key(chair, SAVE);
	vt_wait_text(chair, "next point");
	vt_send(chair, NEXT);
	vt_wait_text(chair, "5 PRIORITIES");
	vt_key(chair, "b");
	vt_wait_text(chair, "Who goes there");
	vt_send(chair, "Extra rounds\tBEV\tTh-Sa 18-01\t\r");
	vt_wait_text(chair, "2 decisions");
	vt_send(chair, NEXT);
	vt_wait_text(chair, "6 MEASURES");
	vt_key(chair, "b");
	vt_wait_text(chair, "How we know");
	vt_send(chair, "Lamps on the path mended\tHUGE\t18/10\t\tDark path\tAt most 2 a week\r");
	vt_wait_text(chair, "3 decisions");
	vt_wait_text(other, "3 decisions");
	vt_key(chair, "S");
	vt_wait_text(chair, "9 READ-BACK");
	vt_key(chair, "S");
	vt_wait_text(chair, "because"); /* warnings are left: a reason is asked for */
	vt_send(chair, "\r");
	vt_wait_text(chair, "say why the meeting is closed");
	vt_send(chair, "the rest is taken on Thursday\r");
	vt_wait_text(chair, "meeting closed");
	vt_wait_text(other, "closed");
	end(chair);
	end(other);
	printed = run(database, print);
	g_assert_nonnull(strstr(printed, "Lamps on the path mended"));
	g_assert_nonnull(strstr(printed, "Extra rounds"));
	g_assert_nonnull(strstr(printed, "Th-Sa 18-01"));
	g_assert_nonnull(strstr(printed, "film is shown in year 7"));
	g_assert_nonnull(strstr(printed, "the rest is taken on Thursday"));
	g_assert_null(strstr(printed, "DRAFT"));
}

/* Nothing is asked, nothing is said: the machine is gone in the middle of a word. */
static void test_a_killed_terminal_is_resumed_at_every_letter(void)
{
	g_autofree char *database = copy_of_fresh("killed.db");
	struct vt *chair = start_meeting(database);

	vt_send(chair, NEXT NEXT NEXT);
	vt_wait_text(chair, "4 THE PICTURE");
	vt_key(chair, "n");
	vt_send(chair, "Åtta lampor på gångvägen är sl");
	vt_wait_text(chair, "är sl");
	{ /* it is stored when a watching seat shows it */
		struct vt *other = start(database, "huge");

		vt_key(other, "1");
		vt_wait_text(other, "Åtta lampor på gångvägen är sl");
		vt_signal(chair, SIGKILL);
		g_assert_cmpint(vt_wait_exit(chair), ==, 128 + SIGKILL);
		vt_close(chair);
		end(other);
	}
	chair = start(database, NULL);
	vt_key(chair, "1");
	vt_wait_text(chair, "4 THE PICTURE");
	vt_wait_text(chair, "Åtta lampor på gångvägen är sl");
	end(chair);
}

/* The second chair watches, is told who leads, and leads when it is handed over. */
static void test_two_chairs(void)
{
	g_autofree char *database = copy_of_fresh("chairs.db");
	struct vt *first = start_meeting(database), *second = start(database, "ordforande");

	vt_key(second, "1");
	vt_wait_text(second, "You watch");
	vt_key(second, " ");
	vt_wait_text(second, "leads this meeting: you watch");
	vt_key(first, "T");
	vt_wait_text(first, "Who leads from now on");
	vt_send(first, "\r");
	vt_wait_text(first, "leads the meeting now");
	vt_wait_text(second, "Ordförande leads");
	vt_key(second, " ");
	vt_wait_text(second, "1 of ");
	vt_key(first, " ");
	vt_wait_text(first, "leads this meeting: you watch");
	end(first);
	end(second);
}

/* Said beside the field, and nothing is decided. */
static void test_bad_decisions_are_said_beside_the_field(void)
{
	g_autofree char *database = copy_of_fresh("bad.db");
	struct vt *chair = start_meeting(database);

	vt_send(chair, NEXT NEXT NEXT NEXT NEXT);
	vt_wait_text(chair, "6 MEASURES");
	vt_key(chair, "b");
	vt_wait_text(chair, "How we know");
	vt_send(chair, "Lamps\tNOBODY\t1/10/2024");
	vt_wait_text(chair, "no organisation here is called that");
	vt_wait_text(chair, "that day has been");
	vt_send(chair, SAVE);
	vt_wait_text(chair, "How we know"); /* still there */
	vt_send(chair, "\033");
	vt_wait_text(chair, "0 decisions");
	end(chair);
}

/* Group, cause and a cause under it, member, measure with its yardstick, the line of the week; and
 * it cannot be closed yet. */
static void test_a_group_with_keys_alone(void)
{
	g_autofree char *database = copy_of_fresh("group.db");
	struct vt *vt = start(database, NULL);

	vt_key(vt, "6");
	vt_wait_text(vt, "[6 Groups]");
	vt_key(vt, "b");
	vt_wait_text(vt, "New: Focus group");
	vt_send(vt, SAVE); /* without a name */
	vt_wait_text(vt, "This must be said");
	vt_send(vt, "Schoolyard\tHUGE\t" SAVE);
	vt_wait_text(vt, "Schoolyard");
	vt_wait_gone(vt, "New: Focus group");
	vt_send(vt, "g"); /* the newest stands first; where it is selected already, nothing moves */
	vt_key(vt, "\r");
	vt_wait_text(vt, "[Causes]");
	vt_key(vt, "b");
	vt_wait_text(vt, "New: Cause");
	vt_send(vt, "Dark path" SAVE);
	vt_wait_gone(vt, "New: Cause");
	vt_wait_text(vt, "Dark path");
	vt_key(vt, "N");
	vt_wait_text(vt, "New: Cause");
	vt_send(vt, "Broken lamps" SAVE);
	vt_wait_gone(vt, "New: Cause");
	vt_wait_text(vt, "Broken lamps");
	vt_key(vt, "i");
	vt_wait_text(vt, "New: Measure");
	vt_send(vt, "Mend the lamps\t\tHUGE" SAVE);
	vt_wait_gone(vt, "New: Measure");
	vt_key(vt, "n");
	vt_wait_text(vt, "Line to the OSG");
	vt_send(vt, "Lamps are ordered\r");
	vt_wait_text(vt, "line of the week is kept");
	vt_key(vt, "S");
	vt_wait_text(vt, "cannot be closed yet");
	end(vt);
	vt = start(database, NULL);
	vt_key(vt, "7");
	vt_wait_text(vt, "[7 Measures]");
	vt_wait_text(vt, "Mend the lamps"); /* a draft, with what it lacks */
	end(vt);
}

static void filter(struct vt *vt, const char *text)
{
	vt_key(vt, "f");
	vt_send(vt, "\025"); /* what was asked before */
	vt_send(vt, text);
	vt_send(vt, "\r");
}

static void add_as(const char *database, const char *who, const char *what, const char *text)
{
	const char *const add[] = {"--as",
				   who,
				   "add",
				   "--what",
				   what,
				   "--where",
				   "Källbrinksskolan",
				   "--when",
				   "2024-10-04 21:10",
				   "--text",
				   text,
				   NULL};

	g_free(run(database, add));
}

/* A member that the secrecy law binds and a company look at the same week. What is common is the
 * same to the letter; the rows of the police, which withholds them, and where exactly somebody was
 * struck are told to the one and not to the other. */
static void test_side_by_side(void)
{
	static const char *const withhold[] = {"set", "organisation", "POL", "withheld=yes", NULL};
	g_autofree char *database = copy_of_fresh("sides.db"), *ours = NULL, *theirs = NULL;
	struct vt *bound, *company;

	add_as(database, "polis", "BRA", "Pantern vid soprummet");
	add_as(database, "soc", "VAL", "Giraffen slog omkull skylten");
	add_as(database, "soc", "BRA", "Giraffen eldade");
	g_free(run(database, withhold));
	bound = start(database, "buf");
	company = start(database, "bev");
	vt_wait_text(bound, "[2 Picture]");
	vt_wait_text(company, "[2 Picture]");
	vt_wait_text(bound, "reports)");
	vt_wait_text(company, "reports)");
	vt_send(bound, "rG");
	vt_send(company, "rG");
	vt_wait_text(bound, "Reports 6, events 5"); /* of the last row: told when it rests */
	vt_wait_text(company, "Reports 6, events 5");
	vt_wait_text(bound, "Enter open  / search  s sort  , . week  ? help"); /* the last line has
										  come in whole */
	vt_wait_text(company, "Enter open  / search  s sort  , . week  ? help");
	ours = vt_dump(bound);
	theirs = vt_dump(company);
	g_assert_cmpstr(strchr(ours, '\n'), ==, strchr(theirs, '\n')); /* the first says who */
	vt_key(bound, "3");
	vt_key(company, "3");
	filter(bound, "pantern");
	filter(company, "pantern");
	vt_wait_text(bound, "soprummet");
	vt_wait_text(company, "No observation passes");
	filter(bound, "giraffen VAL");
	filter(company, "giraffen VAL");
	vt_wait_text(bound, "Källbrinksskolan");
	vt_wait_text(company, "Fullersta (area)");
	filter(bound, "källbrinksskolan VAL");
	filter(company, "källbrinksskolan VAL");
	vt_wait_text(bound, "slog omkull");
	vt_wait_text(company, "No observation passes");
	filter(bound, "källbrinksskolan giraffen");
	filter(company, "källbrinksskolan giraffen");
	vt_wait_text(bound, "eldade");
	vt_wait_text(company, "eldade"); /* a fire may be told at its place */
	g_free(ours);
	g_free(theirs);
	ours = vt_dump(bound);
	theirs = vt_dump(company);
	g_assert_nonnull(strstr(ours, "slog"));
	g_assert_null(strstr(theirs, "slog"));
	end(bound);
	end(company);
}

int main(int argc, char **argv)
{
	static const char *const init[] = {"init", "--demo", "--scale", "0.25", NULL};
	int status;

	g_test_init(&argc, &argv, NULL);
	program = g_strdup(g_getenv("OSG_PROGRAM"));
	if (!program || !g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) {
		g_print("1..0 # SKIP OSG_PROGRAM names no program\n");
		return 0;
	}
	folder = g_dir_make_tmp("osg-meeting-XXXXXX", NULL);
	fresh = g_build_filename(folder, "fresh.db", NULL);
	g_setenv("OSG_NOW", "2024-10-08T08:20:00+02:00", TRUE);
	g_free(run(fresh, init));
	g_unsetenv("OSG_NOW");
	g_test_add_func("/meeting/from-roll-call-to-minutes", test_from_roll_call_to_minutes);
	g_test_add_func("/meeting/a-killed-terminal-is-resumed-at-every-letter",
			test_a_killed_terminal_is_resumed_at_every_letter);
	g_test_add_func("/meeting/two-chairs", test_two_chairs);
	g_test_add_func("/meeting/bad-decisions-are-said-beside-the-field",
			test_bad_decisions_are_said_beside_the_field);
	g_test_add_func("/meeting/a-group-with-keys-alone", test_a_group_with_keys_alone);
	g_test_add_func("/meeting/side-by-side", test_side_by_side);
	status = g_test_run();
	{
		g_autoptr(GDir) all = g_dir_open(folder, 0, NULL);
		const char *name;

		while ((name = g_dir_read_name(all))) {
			g_autofree char *path = g_build_filename(folder, name, NULL);

			g_unlink(path);
		}
	}
	g_rmdir(folder);
	g_free(folder);
	g_free(fresh);
	g_free(program);
	return status;
}
