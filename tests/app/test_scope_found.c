/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told what of that which was found or decided for everybody: pictures, hotspots, measures,
 * focus groups. */
#include "config.h"

#include "scope.h"

#include <string.h>

#include "osg/json.h"
#include "osg/picture.h"
#include "osg/week.h"
#include "osg/words.h"

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
	g_assert_cmpstr(app_focus_group_trigger(guard, g), ==,
			"told to those who take part in the group, to others by area only.");
	field_set_text(&g->mandate, "till jul");
	g_assert_true(session_save(guard, ACTION_FOCUS_GROUP_CHANGE, NULL, g, NULL));
	record_free(g);
	assert_kept(f, d.assaults);
	member->focus_group = d.assaults;
	member->organisation = fixture_organisation(f, "BEV");
	saved(f, member);
	assert_decided_told(guard, &focus_group_kind, d.assaults, TRUE);
	g = session_get(guard, &focus_group_kind, d.assaults, NULL);
	g_assert_cmpstr(app_focus_group_trigger(guard, g), ==, "5 vid Visättraskolan");
	record_free(g);
	session_close(guard);
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

void add_found_tests(void)
{
	fixture_add("/scope/pictures-follow-one-rule", test_pictures_follow_one_rule);
	fixture_add("/scope/most-of-a-hotspot", test_most_of_a_hotspot);
	fixture_add("/scope/found-records-follow-one-rule", test_found_records_follow_one_rule);
	fixture_add("/scope/decided-follows-one-rule", test_decided_follows_one_rule);
	fixture_add("/scope/what-is-kept-is-not-in-the-log", test_what_is_kept_is_not_in_the_log);
}
