/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo municipality: the same bytes everywhere, and the figures that its scenario promises
 * (sections 3, 5, 6, 7, 9 and 10). */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "demo/demo_private.h"
#include "osg/store.h"
#include "osg/week.h"

#define SEED G_GUINT64_CONSTANT(20200129)
#define SEEDS 20
#define USUAL 7800.0 /* reports a year */
/* Of the whole year at scale 0.25, texts included. It changes only when the demo's tables or draws
 * are meant to change.
 */
#define CHECKSUM "bf64ea583a03dae54f9122b859a2330e05f0dcb9f0882a9227bbda9dec4507e5"

static struct demo_world *world;

/* the same everywhere */

static void sum_text(GChecksum *sum, const char *text)
{
	g_checksum_update(sum, (const guchar *)(text ? text : "-"), -1);
}

/* Numbers as text and reals by their bits, so that the order of bytes in memory does not matter. */
static void sum_report(GChecksum *sum, const struct demo_report *r,
		       const struct demo_writer *writer)
{
	guint64 bits[2] = {0, 0};
	if (!isnan(r->lat)) {
		memcpy(&bits[0], &r->lat, sizeof bits[0]);
		memcpy(&bits[1], &r->lon, sizeof bits[1]);
	}
	g_autofree char *line = g_strdup_printf(
		"%d %c %d %d %d %d %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
		" %" G_GINT64_FORMAT " %d %d %d %d %d %d %d "
		"%" G_GINT64_FORMAT " %d %016" G_GINT64_MODIFIER "x %016" G_GINT64_MODIFIER "x\n",
		r->organisation, r->origin, r->serial, r->number, r->category, r->place, r->area,
		r->week, r->from, r->to, r->entered, r->time_precision, r->precision, r->known,
		r->police_report, r->event, r->signal, r->correction,
		r->correction ? r->corrected : 0, r->other, bits[0], bits[1]);
	struct demo_words words = demo_write(writer, r, TRUE);
	sum_text(sum, line);
	sum_text(sum, words.sub);
	sum_text(sum, words.text);
	g_free(words.text);
}

static char *year_checksum(guint64 seed, double scale)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	struct demo_year *year = demo_year_new(world, seed, scale, FALSE);
	struct demo_writer *writer = demo_writer_new(year);
	for (guint i = 0; i < year->reports->len; i++)
		sum_report(sum, DEMO_REPORT(year, i), writer);
	for (guint i = 0; i < year->pairs->len; i++)
		sum_text(sum, g_array_index(year->pairs, struct demo_pair, i).kind);
	demo_writer_free(writer);
	demo_year_free(year);
	return g_strdup(g_checksum_get_string(sum));
}

static void test_same_bytes(void)
{
	g_autofree char *once = year_checksum(SEED, 0.25), *again = year_checksum(SEED, 0.25),
			*other = year_checksum(1, 0.25);
	g_assert_cmpstr(once, ==, again);
	g_assert_cmpstr(once, !=, other);
	g_assert_cmpstr(once, ==, CHECKSUM);
}

/* exp and log against values of a table of functions; draws against their distributions' means and
 * variances. */
static void test_numbers(void)
{
	struct random r;
	double gamma = 0, poisson = 0, squares = 0;
	int below = 0;
	g_assert_cmpfloat_with_epsilon(number_exp(1), 2.718281828459045, 1e-14);
	g_assert_cmpfloat_with_epsilon(number_exp(-16) * 1e7, 1.125351747192591, 1e-12);
	g_assert_cmpfloat_with_epsilon(number_log(2), 0.693147180559945, 1e-15);
	g_assert_cmpfloat_with_epsilon(number_log(1e-9), -20.72326583694641, 1e-13);
	number_stream(&r, SEED, "test");
	for (int i = 0; i < 20000; i++) {
		int n = number_poisson(&r, 40);
		gamma += number_gamma(&r, 60) / 60;
		poisson += n;
		squares += (n - 40) * (n - 40);
		below += number_lognormal(&r, 3, 1.16) < 3;
	}
	g_assert_cmpfloat_with_epsilon(gamma / 20000, 1, 0.005);
	g_assert_cmpfloat_with_epsilon(poisson / 20000, 40, 0.2);
	g_assert_cmpfloat_with_epsilon(squares / 20000, 40, 2);
	g_assert_cmpfloat_with_epsilon(below / 20000.0, 0.5, 0.015);
}

static int count_first(const struct demo_year *year, int organisation, gint64 *sum)
{
	int count = 0;
	*sum = 0;
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(year, i);
		if (r->organisation == organisation && r->origin == 'F') {
			count++;
			*sum += r->from + r->place * 7919 + r->category;
		}
	}
	return count;
}

/* An organisation more or less leaves the others' first reports as they were. */
static void test_own_streams(void)
{
	struct demo_world *fewer = demo_world_new();
	int left_out = demo_find_organisation(fewer, "CAMP");
	memset(fewer->organisations[left_out].rate, 0, sizeof fewer->organisations[left_out].rate);
	struct demo_year *all = demo_year_new(world, SEED, 1, TRUE),
			 *some = demo_year_new(fewer, SEED, 1, TRUE);
	for (int o = 0; o < world->organisation_count; o++) {
		gint64 a, b;
		int x = count_first(all, o, &a), y = count_first(some, o, &b);
		g_assert_cmpint(y, ==, o == left_out ? 0 : x);
		g_assert_true(o == left_out || a == b);
	}
	demo_year_free(all);
	demo_year_free(some);
	demo_world_free(fewer);
}

/* figures */

struct year_figures {
	double total, seconds, known, late, top6,
		worst; /* sums over the seeds; the seed furthest from USUAL */
	double first[DEMO_ORGANISATIONS], expected[DEMO_ORGANISATIONS];
	double signal1[DEMO_WEEKS], skogas[DEMO_WEEKS];
};

static int compare_down(gconstpointer a, gconstpointer b)
{
	return *(const int *)b - *(const int *)a;
}

static double share_of_top(const struct demo_year *year, int count)
{
	int places[DEMO_PLACES] = {0}, placed = 0, top = 0;
	for (guint i = 0; i < year->reports->len; i++)
		if (DEMO_REPORT(year, i)->precision <= PLACE_PLACE) {
			places[DEMO_REPORT(year, i)->place]++;
			placed++;
		}
	qsort(places, DEMO_PLACES, sizeof *places, compare_down);
	for (int i = 0; i < count; i++)
		top += places[i];
	return (double)top / placed;
}

static double mean_of_organisation(const struct demo_year *year, int organisation)
{
	double mean = 0;
	for (int w = 0; w < DEMO_WEEKS; w++)
		for (int c = 0; c < world->category_count && !year->silent[organisation][w]; c++)
			mean += demo_mean(year, organisation, c, w);
	return mean;
}

static void add_signal_weeks(struct year_figures *figures, const struct demo_year *year)
{
	const struct demo_table *signals = demo_world_table(world, "signals");
	guint32 categories = demo_category_set(world, demo_cell(signals, 0, "categories"));
	int skogas = demo_find_area(world, "Skogås");
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(year, i);
		if (r->origin == 'D' || r->place < 0 || !(categories >> r->category & 1))
			continue;
		figures->signal1[r->week] += demo_word_in(demo_cell(signals, 0, "places"),
							  world->places[r->place].name, '|');
		figures->skogas[r->week] += r->area == skogas;
	}
}

static void add_figures(struct year_figures *figures, guint64 seed)
{
	struct demo_year *year = demo_year_new(world, seed, 1, FALSE),
			 *quiet = demo_year_new(world, seed, 1, TRUE);
	int known = 0, late = 0, seconds = 0;
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(year, i);
		known += r->entered < demo_meeting(year, r->week);
		late += r->entered < demo_meeting(year, r->week + 1);
		seconds += r->origin == 'D';
	}
	figures->total += year->reports->len;
	figures->seconds += seconds;
	figures->known += (double)known / year->reports->len;
	figures->late += (double)late / year->reports->len;
	figures->top6 += share_of_top(quiet, 6);
	if (fabs(year->reports->len - USUAL) > fabs(figures->worst - USUAL))
		figures->worst = year->reports->len;
	for (int o = 0; o < world->organisation_count; o++) {
		gint64 ignored;
		figures->first[o] += count_first(quiet, o, &ignored);
		figures->expected[o] += mean_of_organisation(quiet, o);
	}
	add_signal_weeks(figures, year);
	demo_year_free(quiet);
	demo_year_free(year);
}

static double unusual(const double *weeks, int week)
{
	double before = 0;
	for (int w = 0; w < 35; w++)
		before += weeks[w] / SEEDS / 35;
	return 2 * (sqrt(weeks[week] / SEEDS) - sqrt(before));
}

static void test_figures(void)
{
	struct year_figures f = {.worst = USUAL};
	int first_flag = 0;
	for (guint64 seed = 0; seed < SEEDS; seed++)
		add_figures(&f, SEED + seed);
	g_test_message("mean %.0f, furthest %.0f, second reports %.2f %%, known %.2f %%, a week "
		       "later %.2f %%, top six "
		       "places %.2f %%",
		       f.total / SEEDS, f.worst, 100 * f.seconds / f.total, 100 * f.known / SEEDS,
		       100 * f.late / SEEDS, 100 * f.top6 / SEEDS);
	g_assert_cmpfloat_with_epsilon(f.total / SEEDS, USUAL, 0.03 * USUAL);
	g_assert_cmpfloat_with_epsilon(f.worst, USUAL, 0.08 * USUAL);
	g_assert_true(f.seconds / f.total >= 0.05 && f.seconds / f.total <= 0.06);
	g_assert_cmpfloat_with_epsilon(f.known / SEEDS, 0.85, 0.015);
	g_assert_cmpfloat_with_epsilon(f.late / SEEDS, 0.96, 0.01);
	g_assert_true(f.top6 / SEEDS >= 0.22 && f.top6 / SEEDS <= 0.27);
	for (int o = 0; o < world->organisation_count; o++)
		g_assert_cmpfloat(fabs(f.first[o] - f.expected[o]), <=, 4 * sqrt(f.expected[o]));
	for (int w = 35; w < DEMO_WEEKS; w++) {
		if (unusual(f.signal1, w) >= 3 && !first_flag)
			first_flag = w + 1;
		g_assert_cmpfloat(fabs(unusual(f.skogas, w)), <, 2);
	}
	g_assert_true(first_flag >= 37 && first_flag <= 40);
	g_assert_cmpfloat_with_epsilon(unusual(f.signal1, 36), 2.8, 0.6);
	for (int week = 40; week <= 42; week++)
		g_assert_cmpfloat(unusual(f.signal1, week - 1), >=, 2.8);
	for (int week = 48; week <= 52; week++)
		g_assert_cmpfloat(fabs(unusual(f.signal1, week - 1)), <, 1);
}

/* Week totals of the scenario's organisations, by week of the year: their silences and the schools'
 * breaks. */
static void test_calendar(void)
{
	struct demo_year *year = demo_year_new(world, SEED, 1, FALSE);
	int huge = demo_find_organisation(world, "HUGE"),
	    heba = demo_find_organisation(world, "HEBA"),
	    buf = demo_find_organisation(world, "BUF"), boj = demo_find_organisation(world, "BOJ"),
	    term = 0, summer = 0, nils = 0;
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(year, i);
		int week = r->week + 1, day, seconds;
		gboolean first = r->origin == 'F';
		time_to_local(r->from, &day, &seconds);
		g_assert_false(first && r->organisation == huge && week >= 29 && week <= 31);
		g_assert_false(first && r->organisation == heba && week <= 10);
		g_assert_cmpint(week_of_time(r->from) - year->first_week, ==, r->week);
		g_assert_true(r->to >= r->from);
		g_assert_true(r->entered >= r->to ||
			      !strcmp(world->categories[r->category].code, "EVE"));
		if (first && r->organisation == buf && r->time_precision == TIME_EXACT)
			g_assert_true(day_weekday(day) < 5 && seconds >= 8 * 3600 &&
				      seconds < 17 * 3600);
		term += r->organisation == buf && week >= 15 && week <= 23;
		summer += r->organisation == buf && week >= 25 && week <= 33;
		g_assert_true(r->precision >= PLACE_AREA ||
			      !world->categories[r->category].area_only);
	}
	for (guint i = 0; i < year->nils->len; i++)
		nils += g_array_index(year->nils, struct demo_nil, i).organisation == boj;
	g_assert_cmpint(summer * 3, <, term);
	g_assert_cmpint(nils, >=, 20);
	demo_year_free(year);
}

/* Pairs that must not be linked are no pairs. */
static void test_look_alikes(void)
{
	struct demo_year *year = demo_year_new(world, SEED, 1, FALSE);
	g_assert_cmpuint(year->alike->len, ==,
			 18); /* with the file sent twice and the number used again: 20 */
	for (guint i = 0; i < year->alike->len; i++) {
		const struct demo_pair *pair = &g_array_index(year->alike, struct demo_pair, i);
		const struct demo_report *a = DEMO_REPORT(year, pair->a),
					 *b = DEMO_REPORT(year, pair->b);
		g_assert_cmpint(a->event, !=, b->event);
		g_assert_cmpint(a->place, ==, b->place);
		g_assert_cmpint(ABS(a->from - b->from), <=, 3 * DAY_SECONDS);
	}
	for (guint i = 0; i < year->pairs->len; i++) {
		const struct demo_pair *pair = &g_array_index(year->pairs, struct demo_pair, i);
		g_assert_cmpint(DEMO_REPORT(year, pair->a)->event, ==,
				DEMO_REPORT(year, pair->b)->event);
	}
	demo_year_free(year);
}

static int words_of(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	return (int)g_strv_length(words);
}

static void test_texts(void)
{
	struct demo_year *year = demo_year_new(world, SEED, 1, FALSE);
	struct demo_writer *writer = demo_writer_new(year);
	int texts = 0, within = 0, harmless = 0;
	g_autoptr(GHashTable) different =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *r = DEMO_REPORT(year, i);
		struct demo_words words = demo_write(writer, r, FALSE);
		if (!strcmp(world->organisations[r->organisation].kind, "police") && r->planted < 0)
			g_assert_null(words.text);
		if (!words.text)
			continue;
		g_assert_null(strpbrk(words.text, "{}\n"));
		g_assert_true(g_utf8_validate(words.text, -1, NULL));
		texts++;
		within += words_of(words.text) >= 8 && words_of(words.text) <= 40;
		harmless += demo_harmless(writer, r) != NULL;
		g_hash_table_add(different, words.text);
	}
	g_assert_cmpint(within * 100, >=, texts * 99);
	g_assert_cmpint(harmless, ==, 30);
	g_assert_cmpuint(g_hash_table_size(different) * 10, >=, (guint)texts * 6);
	demo_writer_free(writer);
	demo_year_free(year);
}

/* as a database and as files */

static char *new_folder(void)
{
	g_autoptr(GError) error = NULL;
	char *folder = g_dir_make_tmp("osg-demo-XXXXXX", &error);
	g_assert_no_error(error);
	return folder;
}

static void remove_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_rmdir(folder);
}

static void check_observations(struct store *store, const struct demo_year *year)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = store_all(store, &observation_kind, &error);
	int linked = 0, linked_last = 0, withdrawn = 0, changed = 0;
	g_assert_no_error(error);
	guint known = 0;
	for (guint i = 0; i < year->reports->len; i++)
		known += DEMO_REPORT(year, i)->entered <= demo_meeting(year, DEMO_WEEKS - 1);
	g_assert_cmpuint(all->len, ==, known);
	for (guint i = 0; i < all->len; i++) {
		const struct observation *o = g_ptr_array_index(all, i);
		g_assert_cmpint(o->entered_at, <=, demo_meeting(year, DEMO_WEEKS - 1));
		g_assert_cmpint(o->week, ==, week_of_time(o->time_from));
		g_assert_true(o->place_precision != PLACE_POINT || !isnan(o->lat));
		g_assert_true((o->place != 0) == (o->place_precision <= PLACE_PLACE));
		linked += o->report_group != 0;
		linked_last +=
			o->report_group && o->entered_at > demo_meeting(year, DEMO_WEEKS - 2);
		withdrawn += o->record.withdrawn;
		changed += o->record.version > 1;
	}
	g_assert_cmpint(linked, >, 50);
	g_assert_cmpint(linked_last, ==, 0);
	g_assert_cmpint(withdrawn, >, 0);
	g_assert_cmpint(changed, >, withdrawn);
}

/* One observation counts in every group. */
static void check_groups(struct store *store)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) groups = store_all(store, &report_group_kind, &error);
	for (guint i = 0; i < groups->len; i++) {
		const struct record *group = g_ptr_array_index(groups, i);
		g_autoptr(GPtrArray) members =
			store_where(store, &observation_kind, "report_group", group->key, &error);
		int counted = 0, active = 0;
		g_assert_no_error(error);
		for (guint m = 0; m < members->len; m++) {
			const struct observation *o = g_ptr_array_index(members, m);
			counted += o->counted && !o->record.withdrawn;
			active += !o->record.withdrawn;
		}
		g_assert_cmpuint(members->len, >=, 2);
		g_assert_cmpint(counted, ==, MIN(active, 1));
	}
}

/* There was none of a participant: nobody could try what those may. */
static void check_seats(struct store *store)
{
	g_autoptr(GPtrArray) all = store_all(store, &participant_kind, NULL);
	guint roles = 0;

	for (guint i = 0; i < all->len; i++)
		roles |= 1u << ((struct participant *)all->pdata[i])->role;
	g_assert_cmpuint(roles, ==, (1u << (ROLE_ADMINISTRATOR + 1)) - 1);
}

static void test_database(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = new_folder(), *file = g_build_filename(folder, "demo.db", NULL);
	const struct demo_options options = {.seed = SEED, .scale = 0.25};
	gboolean ok = app_init_demo(file, &options, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	struct store *store = store_open(file, STORE_WRITE, &error);
	struct demo_year *year = demo_year_new(world, SEED, 0.25, FALSE);
	g_autofree char *demo = store_value(store, "demo"),
			*municipality = store_value(store, "municipality");
	g_autoptr(GPtrArray) faults = store_check(store, &error);
	g_assert_cmpstr(demo, ==, "2024-W52");
	g_assert_cmpstr(municipality, ==, "Huddinge");
	g_assert_cmpuint(faults->len, ==, 0);
	g_assert_cmpint(store_count(store, &place_kind, NULL), ==, 60);
	g_assert_cmpint(store_count(store, &area_kind, NULL), ==, 17);
	g_assert_cmpint(store_count(store, &organisation_kind, NULL), ==,
			world->organisation_count);
	check_observations(store, year);
	check_groups(store);
	check_seats(store);
	demo_year_free(year);
	store_close(store);
	g_assert_false(app_init_demo(file, &options, &error)); /* never over a file that is there */
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	remove_folder(folder);
}

static gint64 clock_now;

static gint64 test_now(void)
{
	return clock_now;
}

/* What the session of a demo says the time is, when the machine says so. */
static void assert_clock(struct session *session, const char *machine, const char *said)
{
	gint64 expected;

	g_assert_true(time_parse_rfc3339(machine, &clock_now));
	g_assert_true(time_parse_rfc3339(said, &expected));
	g_assert_cmpint(session_now(session), ==, expected);
}

/* Opened in another year every open measure was hundreds of days late. */
static void test_clock(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = new_folder(), *file = g_build_filename(folder, "demo.db", NULL);
	struct demo_options options = {.seed = SEED, .scale = 0.25};
	const struct session_options how = {.file = file, .now = test_now};
	struct session *session;

	g_assert_true(time_parse_rfc3339("2026-07-14T23:30:00+02:00", &options.now));
	clock_now = options.now;
	app_init_demo(file, &options, &error);
	g_assert_no_error(error);
	session = session_open(&how, &error);
	g_assert_no_error(error);
	assert_clock(session, "2026-07-14T23:30:00+02:00", "2024-12-31T23:30:00+01:00");
	assert_clock(session, "2026-07-16T08:00:00+02:00", "2025-01-02T08:00:00+01:00");
	/* before it was made: somebody asks for another day */
	assert_clock(session, "2024-10-22T08:31:00+02:00", "2024-10-22T08:31:00+02:00");
	session_close(session);
	remove_folder(folder);
}

static char *read_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *text = NULL;
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

/* A file says each report once. */
static void check_ids(const char *text)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines + 1; *line && **line; line++)
		g_assert_true(g_hash_table_add(seen, g_strndup(*line, strcspn(*line, ";"))));
}

static void check_weeks(const char *folder)
{
	for (int week = 1; week <= DEMO_WEEKS; week++) {
		g_autofree char *guards = g_strdup_printf("BEV_2024-W%02d.csv", week);
		g_autofree char *huge = g_strdup_printf("HUGE_2024-W%02d.csv", week);
		g_autofree char *a = read_file(folder, guards), *b = read_file(folder, huge);
		check_ids(a);
		check_ids(b);
	}
}

static void test_files(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = new_folder();
	const struct demo_options options = {.seed = SEED, .scale = 0.25};
	gboolean ok = app_demo_files(folder, &options, &error);
	g_assert_no_error(error);
	g_assert_true(ok);
	g_autofree char *bad = read_file(folder, "HUGE_2024-W22.csv"),
			*good = read_file(folder, "HUGE_2024-W23.csv");
	g_autofree char *sent = read_file(folder, "HUGE_2024-W20.csv"),
			*copy = read_file(folder, "HUGE_kopia.csv");
	g_autofree char *reused = read_file(folder, "BEV_2025-W01.csv"),
			*first = read_file(folder, "BEV_2024-W01.csv");
	g_autofree char *schools = read_file(folder, "BUF_2024-W40.csv"),
			*truth = read_file(folder, "truth_texts.csv");
	g_autofree char *signals = read_file(folder, "truth_signals.csv"),
			*meetings = read_file(folder, "meetings.ics");
	g_assert_nonnull(strstr(bad, "UpptÃ¤ckt"));
	g_assert_false(g_utf8_validate(good, -1, NULL)); /* Windows-1252 */
	g_assert_cmpstr(sent, ==, copy);
	check_weeks(folder);
	g_auto(GStrv) bad_rows = g_strsplit(bad, "\r\n", -1);
	g_auto(GStrv) id = g_strsplit(bad_rows[1], ";", 2);
	g_assert_nonnull(strstr(good, id[0]));
	g_assert_nonnull(strstr(reused, "BEV-00001;2024-12-30"));
	g_assert_nonnull(strstr(first, "BEV-00001;2024-01-0"));
	g_assert_true(g_str_has_prefix(schools, "\xEF\xBB\xBFÄrendenr;"));
	g_assert_nonnull(strstr(truth, ",identity,"));
	g_assert_nonnull(strstr(signals, "\n11,2024-W22"));
	g_assert_nonnull(strstr(meetings, "DTSTART;TZID=Europe/Stockholm:20240109T090000\r\n"));
	remove_folder(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	world = demo_world_new();
	g_test_add_func("/demo/numbers", test_numbers);
	g_test_add_func("/demo/same-bytes", test_same_bytes);
	g_test_add_func("/demo/own-streams", test_own_streams);
	g_test_add_func("/demo/figures-over-20-seeds", test_figures);
	g_test_add_func("/demo/calendar-and-silence", test_calendar);
	g_test_add_func("/demo/look-alikes", test_look_alikes);
	g_test_add_func("/demo/texts", test_texts);
	g_test_add_func("/demo/database", test_database);
	g_test_add_func("/demo/clock-stands-at-the-end-of-its-year", test_clock);
	g_test_add_func("/demo/files", test_files);
	int status = g_test_run();
	demo_world_free(world);
	return status;
}
