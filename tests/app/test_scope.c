/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees which observations: every read gives one answer, and what is common is the same for
 * everybody. */
#include "config.h"

#include "fixture.h"

#include <jansson.h>
#include <string.h>

#include "osg/json.h"
#include "osg/observation.h"
#include "osg/picture.h"
#include "osg/week.h"
#include "osg/words.h"

#define VISIBILITIES (VISIBLE_AUTHORITIES + 1)

static const char *const organisations[] = {"HUGE", "BEV"};

static struct session *work_as(const struct fixture *f, enum role role, const char *code)
{
	struct participant *p = record_new(&participant_kind);
	g_autoptr(GError) error = NULL;

	p->handle = g_strdup_printf("%s%d", code, role);
	p->title = g_strdup(p->handle);
	p->organisation = fixture_organisation(f, code);
	p->role = role;
	p->active = 1;
	session_save(f->session, ACTION_SETUP, NULL, p, &error);
	g_assert_no_error(error);
	struct session *session = fixture_session(f, p->handle);
	record_free(p);
	return session;
}

static gint64 observe(struct fixture *f, const char *code, enum visibility visibility)
{
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	g_autoptr(GError) error = NULL;

	o->organisation = fixture_organisation(f, code);
	o->visibility = visibility;
	field_set_text(&o->secrecy, visibility == VISIBLE_AUTHORITIES ? "OSL 18:1" : NULL);
	field_set_text(&o->text, "Skylten");
	session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, &error);
	g_assert_no_error(error);
	record_free(o);
	return key;
}

/* In the rows of a filter. */
static gboolean lists(struct session *session, const char *filter, gint64 key)
{
	g_autoptr(GError) error = NULL;
	struct listing *listing = app_list(session, filter, week_from_iso(2026, 46),
					   week_from_iso(2026, 46), 0, &error);
	gboolean found = FALSE;

	g_assert_no_error(error);
	for (guint i = 0; i < listing->rows->len; i++)
		found |= g_array_index(listing->rows, struct observation_row, i).key == key;
	g_assert_cmpint(listing->total, ==, listing->rows->len);
	listing_free(listing);
	return found;
}

static gboolean holds(const GPtrArray *records, gint64 key)
{
	for (guint i = 0; i < records->len; i++)
		if (((struct record *)records->pdata[i])->key == key)
			return TRUE;
	return FALSE;
}

static void assert_sees(struct session *session, const struct observation *o, gboolean sees)
{
	gint64 key = o->record.key;
	gpointer got = session_get(session, &observation_kind, key, NULL);
	gpointer found = session_find(session, &observation_kind, &o->record.id, NULL);
	g_autoptr(GPtrArray)
		all = session_all(session, &observation_kind, NULL),
		where = session_where(session, &observation_kind, "week", o->week, NULL),
		history = session_history(session, &o->record.id, FALSE, 0, NULL),
		newest = session_history(session, NULL, FALSE, 2, NULL);

	g_assert_true((got != NULL) == sees);
	g_assert_true((found != NULL) == sees);
	g_assert_true(lists(session, "", key) == sees);
	g_assert_true(lists(session, "skylten", key) == sees);
	g_assert_true(holds(all, key) == sees);
	g_assert_true(holds(where, key) == sees);
	g_assert_true((history->len > 0) == sees);
	g_assert_cmpint(newest->len, ==, 2);
	record_free(got);
	record_free(found);
}

/* The first is bound by the secrecy law and withheld, or neither. */
static gboolean should_see(enum role role, guint who, guint theirs, enum visibility visibility,
			   gboolean bound)
{
	gboolean outside = !bound || who != 0;

	if (who == theirs || role == ROLE_DPO)
		return TRUE;
	if (visibility == VISIBLE_AUTHORITIES)
		return !outside && role != ROLE_STEERING;
	if (bound && theirs == 0 && outside && visibility != VISIBLE_PUBLIC)
		return FALSE;
	return visibility >= (role == ROLE_STEERING ? VISIBLE_STEERING : VISIBLE_OSG);
}

static void bind_by_law(struct fixture *f, guint which, gboolean bound)
{
	struct organisation *o = record_copy(
		registry_find_organisation(session_registry(f->session), organisations[which]));
	g_autoptr(GError) error = NULL;

	o->outside = !bound;
	o->withheld = bound;
	session_save(f->session, ACTION_SETUP, NULL, o, &error);
	g_assert_no_error(error);
	record_free(o);
}

static void check_one_rule(struct fixture *f, gboolean bound)
{
	struct observation *all[G_N_ELEMENTS(organisations)][VISIBILITIES];
	struct store *store;

	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		for (int v = 0; v < VISIBILITIES; v++)
			all[i][v] = GSIZE_TO_POINTER(observe(f, organisations[i], v));
	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		bind_by_law(f, i, bound && i == 0);
	store = store_open(f->file, STORE_READ, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		for (int v = 0; v < VISIBILITIES; v++)
			all[i][v] = store_get(store, &observation_kind,
					      (gint64)GPOINTER_TO_SIZE(all[i][v]), NULL);
	store_close(store);
	for (int role = ROLE_REPORTER; role <= ROLE_ADMINISTRATOR; role++)
		for (guint who = 0; who < G_N_ELEMENTS(organisations); who++) {
			struct session *session = work_as(f, role, organisations[who]);
			for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
				for (int v = 0; v < VISIBILITIES; v++)
					assert_sees(session, all[i][v],
						    should_see(role, who, i, v, bound));
			session_close(session);
		}
	for (guint i = 0; i < G_N_ELEMENTS(organisations); i++)
		for (int v = 0; v < VISIBILITIES; v++)
			record_free(all[i][v]);
}

static void test_one_rule(struct fixture *f)
{
	check_one_rule(f, FALSE);
}

static void test_the_law(struct fixture *f)
{
	check_one_rule(f, TRUE);
}

static int week_reports(struct session *session)
{
	int week = week_from_iso(2026, 46), reports = 0;
	g_autoptr(GArray) counts = session_week_counts(session, week, week, NULL);

	for (guint i = 0; i < counts->len; i++)
		reports += g_array_index(counts, struct week_count, i).reports;
	return reports;
}

static int reported(struct session *session)
{
	int week = week_from_iso(2026, 46), reports = 0;
	g_autoptr(GArray) all = session_reporting(session, week, week, NULL);

	for (guint i = 0; i < all->len; i++)
		reports += g_array_index(all, struct reporting, i).reports;
	return reports;
}

static int picture_counted(struct session *session)
{
	struct picture *p = app_picture(session, period_of_week(week_from_iso(2026, 46)), 0, NULL);
	int counted = p->counted;

	picture_free(p);
	return counted;
}

static void assert_common(struct session *session, int number)
{
	struct activity activity;
	int week = week_from_iso(2026, 46);
	const struct row_query query = {
		.week_from = week, .week_to = week, .entered_before = TIME_NONE};
	g_autoptr(GArray) rows = session_common_rows(session, &query, NULL, NULL);

	g_assert_true(session_activity(session, 0, fixture_now() + 1, &activity, NULL));
	g_assert_cmpint(activity.added, ==, number);
	g_assert_cmpint(week_reports(session), ==, number);
	g_assert_cmpint(reported(session), ==, number);
	g_assert_cmpint(picture_counted(session), ==, number);
	g_assert_cmpint(rows->len, ==, number);
}

static void test_common_numbers_hide_own(struct fixture *f)
{
	struct session *guard = fixture_session(f, "bev"), *steering;
	g_autoptr(GPtrArray) faults = NULL;

	for (int v = 0; v < VISIBILITIES; v++) {
		observe(f, "BEV", v);
		observe(f, "HUGE", v);
	}
	steering = fixture_session(f, "styrgrupp");
	assert_common(f->session, 6);
	assert_common(guard, 6);
	assert_common(steering, 6);
	faults = session_check(guard, NULL);
	g_assert_cmpint(faults->len, ==, 0);
	session_close(guard);
	session_close(steering);
}

/* A section without a reason to hide, and hiding without a section, are said beside the field. */
static void test_secrecy_has_its_section(struct fixture *f)
{
	const struct registry *v = session_registry(f->session);
	gint64 key = fixture_observe(f->session, "BRA", "Visättraskolan", "2026-11-14 21:00");
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	const char *field;

	o->visibility = VISIBLE_AUTHORITIES;
	g_assert_false(observation_check(o, v, fixture_now(), &field, NULL));
	g_assert_cmpstr(field, ==, "secrecy");
	field_set_text(&o->secrecy, "OSL 18:1");
	g_assert_true(observation_check(o, v, fixture_now(), &field, NULL));
	o->visibility = VISIBLE_PUBLIC;
	g_assert_false(observation_check(o, v, fixture_now(), &field, NULL));
	record_free(o);
}

/* How finely where an observation was is told to others: as its category may be shared to those
 * outside, and no finer than the district to the steering group. */
static const struct {
	const char *category;
	enum sharing finest;
} shared[] = {{"BRA", SHARE_PLACE}, {"VAL", SHARE_AREA}, {"SEX", SHARE_MUNICIPALITY}};

static enum sharing should_tell(enum role role, gboolean own, gboolean outside, guint category)
{
	enum sharing finest = shared[category].finest;

	if (own || role == ROLE_DPO)
		return SHARE_PLACE;
	if (role == ROLE_STEERING)
		return MAX(finest, SHARE_AREA);
	return outside ? finest : SHARE_PLACE;
}

static const struct observation_row *row_of(const struct listing *listing, gint64 key)
{
	for (guint i = 0; i < listing->rows->len; i++)
		if (g_array_index(listing->rows, struct observation_row, i).key == key)
			return &g_array_index(listing->rows, struct observation_row, i);
	return NULL;
}

static void assert_history_tells(struct session *session, const struct id *id, enum sharing told)
{
	g_autoptr(GPtrArray) history = session_history(session, id, FALSE, 0, NULL);

	g_assert_cmpint(history->len, >, 0);
	for (guint i = 0; i < history->len; i++) {
		const struct log_line *line = history->pdata[i];

		if (told > SHARE_PLACE)
			g_assert_null(strstr(line->after, "\"place"));
		if (told > SHARE_AREA)
			g_assert_null(strstr(line->after, "\"area"));
	}
	if (told == SHARE_PLACE)
		g_assert_nonnull(strstr(
			((struct log_line *)history->pdata[history->len - 1])->after, "\"place\""));
}

static guint dots(struct session *session)
{
	int week = week_from_iso(2026, 46);
	struct map_facts *facts = app_map(session, week, week, NULL);
	guint count = facts->events->len;

	g_assert_cmpint(facts->counted, ==, 3); /* the same for everybody */
	map_facts_free(facts);
	return count;
}

static void assert_told(struct session *session, gint64 key, enum sharing told)
{
	struct listing *listing =
		app_list(session, "", week_from_iso(2026, 46), week_from_iso(2026, 46), 0, NULL);
	const struct observation_row *row = row_of(listing, key);
	struct observation *o = session_get(session, &observation_kind, key, NULL);

	g_assert_true((row->place != 0) == (told == SHARE_PLACE));
	g_assert_true((o->place != 0) == (told == SHARE_PLACE));
	g_assert_true((row->area != 0) == (told <= SHARE_AREA));
	g_assert_true((o->area != 0) == (told <= SHARE_AREA));
	g_assert_cmpint(row->place_precision, ==, o->place_precision);
	/* nor does a filter find, or miss, what is not told */
	g_assert_true(lists(session, "visättraskolan", key) == (told == SHARE_PLACE));
	g_assert_true(lists(session, "-visättraskolan", key) == (told != SHARE_PLACE));
	g_assert_true(lists(session, "flemingsberg", key) == (told <= SHARE_AREA));
	g_assert_true(lists(session, "unplaced", key) == (told > SHARE_AREA));
	assert_history_tells(session, &o->record.id, told);
	listing_free(listing);
	record_free(o);
}

static void test_where_follows_one_rule(struct fixture *f)
{
	gint64 keys[G_N_ELEMENTS(shared)];

	for (guint i = 0; i < G_N_ELEMENTS(shared); i++)
		keys[i] = fixture_observe(f->session, shared[i].category, "Visättraskolan",
					  "2026-11-14 21:00");
	for (guint i = 0; i < G_N_ELEMENTS(shared); i++) {
		struct observation *o = session_get(f->session, &observation_kind, keys[i], NULL);

		o->organisation = fixture_organisation(f, "HUGE");
		o->visibility = VISIBLE_PUBLIC;
		g_assert_true(session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
		record_free(o);
	}
	bind_by_law(f, 1, FALSE);
	for (int role = ROLE_REPORTER; role <= ROLE_ADMINISTRATOR; role++)
		for (guint who = 0; who < G_N_ELEMENTS(organisations); who++) {
			struct session *session = work_as(f, role, organisations[who]);

			for (guint i = 0; i < G_N_ELEMENTS(shared); i++)
				assert_told(session, keys[i],
					    should_tell(role, who == 0, who == 1, i));
			/* a point on the map only where both rules allow one */
			g_assert_cmpuint(dots(session), ==, role != ROLE_STEERING || who == 0);
			session_close(session);
		}
}

/* Linking, or correcting, a report stores nothing that was not known: where it was stays. */
static void test_what_is_not_told_is_kept(struct fixture *f)
{
	gint64 key = fixture_observe(f->session, "VAL", "Visättraskolan", "2026-11-14 21:00"),
	       place;
	struct observation *o = session_get(f->session, &observation_kind, key, NULL);
	struct session *guard;
	struct store *store;

	o->organisation = fixture_organisation(f, "HUGE");
	place = o->place;
	g_assert_true(session_save(f->session, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	record_free(o);
	bind_by_law(f, 1, FALSE);
	guard = work_as(f, ROLE_COORDINATOR, "BEV");
	o = session_get(guard, &observation_kind, key, NULL);
	g_assert_cmpint(o->place, ==, 0);
	field_set_text(&o->text, "Rättad");
	g_assert_true(session_save(guard, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	record_free(o);
	session_close(guard);
	store = store_open(f->file, STORE_READ, NULL);
	o = store_get(store, &observation_kind, key, NULL);
	g_assert_cmpstr(o->text, ==, "Rättad");
	g_assert_cmpint(o->place, ==, place);
	g_assert_cmpint(o->place_precision, ==, PLACE_PLACE);
	record_free(o);
	store_close(store);
}

/* What an organisation withholds from companies has no point and no hour on their map; it is
 * counted in its area on everybody's. */
static void test_no_dot_of_what_is_withheld(struct fixture *f)
{
	struct session *guard, *ours;

	for (guint i = 0; i < 2; i++)
		observe(f, "HUGE", VISIBLE_OSG);
	observe(f, "BEV", VISIBLE_OSG);
	bind_by_law(f, 1, FALSE);
	guard = work_as(f, ROLE_PARTICIPANT, "BEV");
	ours = work_as(f, ROLE_PARTICIPANT, "HUGE");
	g_assert_cmpuint(dots(guard), ==, 3);
	bind_by_law(f, 0, TRUE);
	g_assert_true(session_refresh(guard, NULL) && session_refresh(ours, NULL));
	g_assert_cmpuint(dots(guard), ==, 1);
	g_assert_cmpuint(dots(ours), ==, 3);
	session_close(guard);
	session_close(ours);
}

static void add_share(GPtrArray *shares, const char *code, int count)
{
	struct picture_share *share = g_new(struct picture_share, 1);

	*share = (struct picture_share){g_strdup(code), count};
	g_ptr_array_add(shares, share);
}

/* A district with one event that may not be told there, and all of its events as a line. */
static void add_sums(struct picture *p)
{
	struct picture_district *d = g_new0(struct picture_district, 1);
	struct picture_line *line = g_new0(struct picture_line, 1);

	d->now = 6;
	d->hidden_now = 1;
	d->outline = rings_new();
	g_ptr_array_add(p->districts, d);
	line->category = g_strdup("*");
	line->area_key = 1;
	line->now = 6;
	g_ptr_array_add(p->breakdown, line);
}

/* A picture that was found for everybody: a hotspot of which most is told by district, burglaries
 * that gather at a place, a line that is told for the whole municipality, and a place. */
static struct picture *mixed_picture(void)
{
	struct picture *p = picture_new();
	struct picture_hotspot *h = picture_hotspot_new();
	struct picture_finding *f = g_new0(struct picture_finding, 1);
	struct picture_signal *s = g_new0(struct picture_signal, 1);
	struct picture_place *place = g_new0(struct picture_place, 1);

	add_share(h->categories, "VAL", 9);
	add_share(h->categories, "BRA", 9);
	add_share(h->shared_categories, "BRA", 9);
	codes_add(&h->places, "Visättraskolan");
	h->area = g_strdup("Flemingsberg");
	h->lat = 59.25;
	h->lon = 17.5;
	h->finest = SHARE_PLACE;
	g_ptr_array_add(p->hotspots, h);
	*f = (struct picture_finding){.kind = FINDING_GATHERING,
				      .category = g_strdup("INB"),
				      .area = g_strdup("Flemingsberg"),
				      .place = g_strdup("Visättraskolan"),
				      .there = 3};
	g_ptr_array_add(p->findings, f);
	p->hotspot_basis = (struct hotspot_basis){
		.near_place = 3, .near_lat = 59.25, .near_lon = 17.5, .near_there = 3};
	s->area_key = 1;
	s->area = g_strdup("Flemingsberg");
	codes_add(&s->categories, "SEX");
	g_ptr_array_add(p->signals, s);
	*place = (struct picture_place){.key = 1,
					.area_key = 1,
					.name = g_strdup("Visättraskolan"),
					.area = g_strdup("Flemingsberg"),
					.now = 6,
					.last = 2,
					.hidden_now = 1, /* in no line of a district */
					.busy_weeks = 3,
					.category = g_strdup("VAL"),
					.shared_now = 2,
					.shared_weeks = 1,
					.shared_category = g_strdup("BRA")};
	g_ptr_array_add(p->places, place);
	add_sums(p);
	return p;
}

/* The line of the place, or of its district. */
static const struct picture_place *line_of(const struct picture *p, gboolean district)
{
	for (guint i = 0; i < p->places->len; i++) {
		const struct picture_place *line = p->places->pdata[i];

		if ((line->key == 0) == district)
			return line;
	}
	return NULL;
}

static void assert_places(const struct picture *p, int at_place, int in_district)
{
	const struct picture_place *place = line_of(p, FALSE), *district = line_of(p, TRUE);

	g_assert_cmpint(place ? place->now : 0, ==, at_place);
	g_assert_cmpint(district ? district->now : 0, ==, in_district);
	if (district) {
		g_assert_cmpstr(place ? place->category : "BRA", ==, "BRA");
		g_assert_cmpstr(district->category, ==, "VAL");
		g_autofree char *name = words_place(district);

		g_assert_cmpstr(name, ==, "Flemingsberg (area)");
		g_assert_cmpint(district->last, ==, 2);
	}
}

static void assert_picture_tells(struct session *session, const struct organisation *recipient,
				 gboolean all, int at_place)
{
	struct picture *p = mixed_picture();
	const struct picture_hotspot *h = p->hotspots->pdata[0];
	const struct picture_finding *f = p->findings->pdata[0];
	const struct picture_district *district = p->districts->pdata[0];
	struct map_circle circle;

	if (recipient)
		picture_tell_to(session, recipient, p);
	else
		picture_tell(session, p);
	g_autofree char *json = picture_to_json(p, FALSE), *title = words_hotspot_title(h),
			*finding = words_finding_sentence(p, f);
	g_assert_true((h->places != NULL) == all);
	g_assert_cmpstr(h->area, ==, "Flemingsberg");
	g_assert_true(picture_hotspot_circle(h, NULL, &circle) == all);
	g_assert_true((strstr(title, "Visättraskolan") != NULL) == all);
	g_assert_true((strstr(finding, "Visättraskolan") != NULL) == all);
	g_assert_nonnull(strstr(finding, "Flemingsberg"));
	g_assert_true((p->hotspot_basis.near_place != 0) == all);
	g_assert_true((strstr(json, "59.25") != NULL) == all);
	g_assert_cmpuint(p->signals->len, ==, all ? 1 : 0);
	assert_places(p, at_place + (all ? 1 : 0), 5 - at_place);
	g_assert_cmpint(district->now, ==, all ? 6 : 5);
	g_assert_cmpuint(p->breakdown->len, ==, all ? 1 : 0);
	picture_free(p);
}

/* Where most may be told at the place the hotspot is, as what that most is. */
static void test_most_of_a_hotspot(struct fixture *f)
{
	struct picture *p = mixed_picture();
	struct picture_hotspot *h = p->hotspots->pdata[0];
	struct session *company;

	bind_by_law(f, 1, FALSE);
	company = work_as(f, ROLE_PARTICIPANT, "BEV");
	((struct picture_share *)h->shared_categories->pdata[0])->count = 10;
	((struct picture_share *)h->categories->pdata[1])->count = 10;
	h->observed = 19;
	h->changed = g_strdup("VAL");
	codes_add(&h->evidence, "of-violence");
	codes_add(&h->evidence, "of-fire");
	codes_add(&h->shared_evidence, "of-fire");
	picture_tell(f->session, p);
	g_autofree char *all = words_hotspot_what(h);
	g_assert_cmpstr(all, ==, "VAL 9 · BRA 10");
	picture_tell(company, p);
	picture_tell(company, p);
	g_autofree char *told = words_hotspot_what(h);
	g_assert_cmpstr(told, ==, "BRA 10 · 9 told by district only");
	g_assert_nonnull(h->places);
	g_assert_cmpuint(g_strv_length(h->evidence), ==, 1);
	g_assert_null(h->changed);
	picture_free(p);
	session_close(company);
}

/* A hotspot is told as its kind that may be told least finely, a finding as its kind, a place line
 * as far as its events may be told at a place. */
static void test_pictures_follow_one_rule(struct fixture *f)
{
	struct session *company, *steering;

	bind_by_law(f, 1, FALSE);
	company = work_as(f, ROLE_PARTICIPANT, "BEV");
	steering = work_as(f, ROLE_STEERING, "HUGE");
	assert_picture_tells(f->session, NULL, TRUE, 5);
	assert_picture_tells(company, NULL, FALSE, 2);
	assert_picture_tells(steering, NULL, FALSE, 0);
	/* a paper that goes to a company */
	g_assert_true(session_refresh(f->session, NULL));
	const struct registry *v = session_registry(f->session);
	assert_picture_tells(f->session, registry_find_organisation(v, "HUGE"), TRUE, 5);
	assert_picture_tells(f->session, registry_find_organisation(v, "BEV"), FALSE, 2);
	session_close(company);
	session_close(steering);
}

static gint64 saved(struct fixture *f, gpointer record)
{
	g_autoptr(GError) error = NULL;
	gint64 key;

	session_save(f->session, ACTION_SETUP, NULL, record, &error);
	g_assert_no_error(error);
	key = ((struct record *)record)->key;
	record_free(record);
	return key;
}

static void put_found(struct fixture *f)
{
	const struct place *school =
		registry_find_place(session_registry(f->session), "Visättraskolan");
	struct hotspot_record *h = record_new(&hotspot_kind);
	struct hotspot_finding *finding = record_new(&hotspot_finding_kind);
	struct focus_group *group = record_new(&focus_group_kind);

	h->number = 1;
	h->lat = 59.25;
	h->lon = 17.5;
	h->near = g_strdup("Visättraskolan");
	refs_add(h->places, school->record.key);
	finding->week = week_from_iso(2026, 46);
	finding->content = g_strdup("{\"near\":\"Visättraskolan\",\"lat\":59.25}");
	finding->hotspot = saved(f, h);
	saved(f, finding);
	group->title = g_strdup("Skolan");
	group->leader = fixture_organisation(f, "HUGE");
	refs_add(group->evidence, observe(f, "HUGE", VISIBLE_OSG));
	saved(f, group);
}

/* Everything that is written of records of a kind: exported, listed, and on the record. */
static char *written(struct session *session, const struct record_kind *kind)
{
	g_autoptr(GPtrArray) all = session_list(session, kind, NULL);
	g_autofree char *export = app_export(session, kind, "json", NULL);
	GString *out = g_string_new(export);

	for (guint i = 0; i < all->len; i++) {
		const struct record *record = all->pdata[i];
		g_autoptr(GPtrArray) lines = session_history(session, &record->id, FALSE, 0, NULL);
		gpointer found = app_record_find(session, &record->id, NULL);
		json_t *listed = app_record_json(session, record),
		       *shown = app_record_json(session, found);

		for (guint k = 0; k < lines->len; k++)
			g_string_append(out, ((struct log_line *)lines->pdata[k])->after);
		g_autofree char *one = json_print(listed, 0), *other = json_print(shown, 0);
		g_string_append_printf(out, "%s%s", one, other);
		json_decref(listed);
		json_decref(shown);
		record_free(found);
	}
	return g_string_free(out, FALSE);
}

static void assert_found(struct session *session, gboolean all)
{
	g_autofree char *hotspots = written(session, &hotspot_kind),
			*findings = written(session, &hotspot_finding_kind),
			*groups = written(session, &focus_group_kind);

	g_assert_nonnull(strstr(hotspots, "\"number\""));
	g_assert_true((strstr(hotspots, "Visättraskolan") != NULL) == all);
	g_assert_true((strstr(hotspots, "59.25") != NULL) == all);
	g_assert_true((strstr(findings, "Visättraskolan") != NULL) == all);
	g_assert_nonnull(strstr(groups, "Skolan"));
	g_assert_true((strstr(groups, "\"evidence\":[\"") != NULL) == all);
}

/* What was found for everybody is stored with its place: as a record it is told no finer. */
static void test_found_records_follow_one_rule(struct fixture *f)
{
	struct session *company, *steering;

	bind_by_law(f, 1, FALSE);
	put_found(f);
	company = work_as(f, ROLE_PARTICIPANT, "BEV");
	steering = work_as(f, ROLE_STEERING, "HUGE");
	assert_found(f->session, TRUE);
	assert_found(company, FALSE);
	assert_found(steering, FALSE);
	session_close(company);
	session_close(steering);
}

/* What was decided at the school, owned and led by HUGE; keys in the order of told below. */
struct decided {
	gint64 measure, asset, decision, fires, assaults;
};

static gint64 put_group(struct fixture *f, const char *category, gint64 school)
{
	struct focus_group *g = record_new(&focus_group_kind);

	g->title = g_strdup("Grupp");
	g->leader = fixture_organisation(f, "HUGE");
	g->trigger = g_strdup("5 vid Visättraskolan");
	g->delimitation = g_strdup("Visättraskolan");
	refs_add(g->places, school);
	refs_add(g->evidence,
		 fixture_observe(f->session, category, "Visättraskolan", "2026-11-14 21:00"));
	return saved(f, g);
}

static struct decided put_decided(struct fixture *f)
{
	gint64 school = fixture_place(f, "Visättraskolan"), huge = fixture_organisation(f, "HUGE");
	struct measure *m = record_new(&measure_kind);
	struct asset *asset = record_new(&asset_kind);
	struct meeting_decision *d = record_new(&decision_kind);

	m->title = g_strdup("Lampor");
	m->place = asset->place = d->about.place = school;
	m->owner = asset->owner = d->owner = huge;
	asset->title = g_strdup("Kamera");
	asset->form = g_strdup("premises");
	d->text = g_strdup("Lampor");
	return (struct decided){saved(f, m), saved(f, asset), saved(f, d),
				put_group(f, "BRA", school), put_group(f, "VAL", school)};
}

/* all: at the place; else by district, with nothing of the place left in the history either. */
static void assert_decided_told(struct session *session, const struct record_kind *kind, gint64 key,
				gboolean all)
{
	struct record *record = session_get(session, kind, key, NULL);
	g_autofree char *json = NULL;
	g_autoptr(GPtrArray) lines = session_history(session, &record->id, FALSE, 0, NULL);
	json_t *written = app_record_json(session, record);

	json = json_print(written, 0);
	g_assert_true((strstr(json, "Visättraskolan") != NULL) == all);
	if (kind != &asset_kind) /* has no district of its own */
		g_assert_true((strstr(json, "Flemingsberg") != NULL) == !all);
	for (guint i = 0; i < lines->len; i++) {
		const char *after = ((struct log_line *)lines->pdata[i])->after;

		g_assert_true(all || (!strstr(after, "place") && !strstr(after, "Visättraskolan")));
	}
	json_decref(written);
	record_free(record);
}

static void assert_kept(const struct fixture *f, gint64 key)
{
	struct store *store = store_open(f->file, STORE_READ, NULL);
	struct focus_group *g = store_get(store, &focus_group_kind, key, NULL);

	g_assert_cmpstr(g->mandate, ==, "till jul");
	g_assert_cmpstr(g->trigger, ==, "5 vid Visättraskolan");
	g_assert_cmpuint(g->places->len, ==, 1);
	g_assert_cmpuint(g->areas->len, ==, 0);
	record_free(g);
	store_close(store);
}

static void test_decided_follows_one_rule(struct fixture *f)
{
	static const struct {
		enum role role;
		const char *organisation;
		gboolean measure, fires, assaults; /* told at the place */
	} seats[] = {
		{ROLE_PARTICIPANT, "HUGE", TRUE, TRUE, TRUE},
		{ROLE_STEERING, "HUGE", TRUE, TRUE, TRUE},
		{ROLE_PARTICIPANT, "BEV", TRUE, TRUE, FALSE},
		{ROLE_STEERING, "BEV", FALSE, FALSE, FALSE},
	};
	const struct decided d = put_decided(f);
	struct group_member *member = record_new(&group_member_kind);
	struct session *guard;
	struct focus_group *g;

	bind_by_law(f, 1, FALSE);
	for (guint i = 0; i < G_N_ELEMENTS(seats); i++) {
		struct session *s = work_as(f, seats[i].role, seats[i].organisation);

		assert_decided_told(s, &measure_kind, d.measure, seats[i].measure);
		assert_decided_told(s, &decision_kind, d.decision, seats[i].measure);
		if (seats[i].role == ROLE_STEERING)
			assert_decided_told(s, &asset_kind, d.asset, seats[i].measure);
		assert_decided_told(s, &focus_group_kind, d.fires, seats[i].fires);
		assert_decided_told(s, &focus_group_kind, d.assaults, seats[i].assaults);
		session_close(s);
	}
	guard = work_as(f, ROLE_COORDINATOR, "BEV");
	g = session_get(guard, &focus_group_kind, d.assaults, NULL);
	g_assert_null(g->trigger);
	field_set_text(&g->mandate, "till jul");
	g_assert_true(session_save(guard, ACTION_FOCUS_GROUP_CHANGE, NULL, g, NULL));
	record_free(g);
	assert_kept(f, d.assaults);
	member->focus_group = d.assaults;
	member->organisation = fixture_organisation(f, "BEV");
	saved(f, member);
	assert_decided_told(guard, &focus_group_kind, d.assaults, TRUE);
	session_close(guard);
}

/* Of two reports of one event the link is told where both are seen: the mark of one alone would
 * tell that another has reported the same. */
static void assert_link(struct session *session, const struct observation *o, gboolean told)
{
	int week = week_from_iso(2026, 46);
	struct listing *listing = app_list(session, "", week, week, 0, NULL);
	g_autofree char *all = written(session, &observation_kind);

	g_assert_true((row_of(listing, o->record.key)->report_group != 0) == told);
	g_assert_true(lists(session, "linked", o->record.key) == told);
	g_assert_true(lists(session, "-linked", o->record.key) != told);
	g_assert_true((strstr(all, "\"report_group\":\"") != NULL) == told);
	listing_free(listing);
}

static void test_no_link_tells_of_what_is_hidden(struct fixture *f)
{
	gint64 keys[] = {observe(f, "HUGE", VISIBLE_OSG), observe(f, "HUGE", VISIBLE_OSG)};
	struct session *ours = work_as(f, ROLE_PARTICIPANT, "HUGE"),
		       *theirs = work_as(f, ROLE_PARTICIPANT, "BEV");
	struct observation *o = session_get(ours, &observation_kind, keys[1], NULL);
	struct import_result *r;
	g_autofree char *file = g_build_filename(f->folder, "osg.json", NULL), *export = NULL;

	g_assert_true(app_observations_link(ours, keys, G_N_ELEMENTS(keys), NULL));
	record_free(o);
	o = session_get(ours, &observation_kind, keys[0], NULL);
	assert_link(ours, o, TRUE);
	assert_link(theirs, o, TRUE);
	record_free(o);
	o = session_get(ours, &observation_kind, keys[1], NULL);
	o->visibility = VISIBLE_OWN;
	g_assert_true(session_save(ours, ACTION_OBSERVATION_CHANGE, NULL, o, NULL));
	record_free(o);
	o = session_get(ours, &observation_kind, keys[0], NULL);
	assert_link(ours, o, TRUE);
	assert_link(theirs, o, FALSE);
	/* what is written out without it, and read back, leaves it as it is */
	export = app_export(theirs, &observation_kind, "json", NULL);
	g_assert_true(g_file_set_contents(file, export, -1, NULL));
	r = app_import(f->session, &(struct import_options){.file = file}, NULL);
	import_result_free(r);
	assert_link(ours, o, TRUE);
	record_free(o);
	session_close(ours);
	session_close(theirs);
}

/* Whether a record, and what the record of changes says of it, is read. */
static gboolean reads(struct session *session, const struct record_kind *kind, gint64 key)
{
	g_autoptr(GPtrArray) all = session_all(session, kind, NULL);
	g_autoptr(GPtrArray) lines = session_history(session, NULL, FALSE, 0, NULL);
	gboolean logged = FALSE;

	for (guint i = 0; i < lines->len; i++)
		logged |= g_strcmp0(((struct log_line *)lines->pdata[i])->kind, kind->name) == 0;
	g_assert_true(logged == holds(all, key));
	return logged;
}

/* Where cameras hang, and rows that nobody has looked at yet: in the log as little as in the lists.
 */
static void test_what_is_kept_is_not_in_the_log(struct fixture *f)
{
	struct asset *asset = record_new(&asset_kind);
	struct import_record *import = record_new(&import_kind);
	struct rejected_row *row = record_new(&rejected_row_kind);
	struct session *company = fixture_session(f, "bev"), *ours = fixture_session(f, "huge");

	asset->form = g_strdup("premises");
	asset->title = g_strdup("Kamera");
	asset->owner = import->organisation = fixture_organisation(f, "HUGE");
	import->file = g_strdup("rader.csv");
	row->import = saved(f, import);
	row->reason = g_strdup("ett datum");
	gint64 camera = saved(f, asset), aside = saved(f, row);

	g_assert_true(reads(f->session, &asset_kind, camera));
	g_assert_true(reads(ours, &asset_kind, camera));
	g_assert_false(reads(company, &asset_kind, camera));
	g_assert_true(reads(f->session, &rejected_row_kind, aside));
	g_assert_true(reads(ours, &rejected_row_kind, aside));
	g_assert_false(reads(company, &rejected_row_kind, aside));
	session_close(company);
	session_close(ours);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/scope/every-read-follows-one-rule", test_one_rule);
	fixture_add("/scope/every-read-follows-the-law", test_the_law);
	fixture_add("/scope/secrecy-has-its-section", test_secrecy_has_its_section);
	fixture_add("/scope/where-follows-one-rule", test_where_follows_one_rule);
	fixture_add("/scope/pictures-follow-one-rule", test_pictures_follow_one_rule);
	fixture_add("/scope/most-of-a-hotspot", test_most_of_a_hotspot);
	fixture_add("/scope/found-records-follow-one-rule", test_found_records_follow_one_rule);
	fixture_add("/scope/decided-follows-one-rule", test_decided_follows_one_rule);
	fixture_add("/scope/no-link-tells-of-what-is-hidden", test_no_link_tells_of_what_is_hidden);
	fixture_add("/scope/what-is-kept-is-not-in-the-log", test_what_is_kept_is_not_in_the_log);
	fixture_add("/scope/what-is-not-told-is-kept", test_what_is_not_told_is_kept);
	fixture_add("/scope/no-dot-of-what-is-withheld", test_no_dot_of_what_is_withheld);
	fixture_add("/scope/common-numbers-hide-what-is-own", test_common_numbers_hide_own);
	return g_test_run();
}
