/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hotspots of a week: stored ones when the data is the same, else found, followed from the week
 * before and stored. What was found for a week stays as the group saw it until that week's own data
 * changes. */
#include "config.h"

#include "picture/hotspot_search.h"
#include "picture/hotspot_where.h"
#include "picture/scan_sites.h"

#include <string.h>

enum {
	GONE_WEEKS = 4,               /* one that is gone may come back within them */
	QUIET_WEEKS = GONE_WEEKS + 1, /* after so many without any, nothing is followed further */
	FARTHEST_STEP = 26, /* where it is never quiet, back to a week that this divides, and at
			       least so many: all weeks of a half-year look back to the same one */
};

struct hotspot_week *hotspot_week_new(int week)
{
	struct hotspot_week *found = g_new0(struct hotspot_week, 1);

	found->week = week;
	found->list = g_ptr_array_new_with_free_func(picture_hotspot_free);
	return found;
}

void hotspot_week_free(struct hotspot_week *found)
{
	if (!found)
		return;
	g_ptr_array_unref(found->list);
	g_free(found->fingerprint);
	g_free(found);
}

static struct hotspot_week *hotspot_week_copy(const struct hotspot_week *from)
{
	struct hotspot_week *copy = g_memdup2(from, sizeof *from);

	copy->fingerprint = g_strdup(from->fingerprint);
	copy->list = g_ptr_array_new_with_free_func(picture_hotspot_free);
	for (guint i = 0; i < from->list->len; i++)
		g_ptr_array_add(copy->list, picture_hotspot_copy(from->list->pdata[i]));
	return copy;
}

/* following */

static int place_at(const struct scan_data *scan, gint64 key)
{
	for (guint i = 0; i < scan->places->len; i++)
		if (((const struct place *)scan->places->pdata[i])->record.key == key)
			return (int)i;
	return -1;
}

/* Its places and points as the scan knows them now; -1 where none is left. */
static void members_of(const struct scan_data *scan, const struct picture_hotspot *h,
		       struct hotspot *to)
{
	to->members = g_new0(int, h->place_keys->len + h->points->len + 1);
	for (guint p = 0; p < h->place_keys->len + h->points->len; p++) {
		const struct picture_point *point =
			p < h->place_keys->len ? NULL : h->points->pdata[p - h->place_keys->len];
		int at = point ? scan_sites_at(scan, point->lat, point->lon)
			       : place_at(scan, refs_at(h->place_keys, p));

		if (at >= 0)
			to->members[to->count++] = at;
	}
	if (!to->count)
		to->members[to->count++] = -1;
}

/* As the engine follows them: places, days, figures. */
static void facts_of(const struct scan_data *scan, const struct hotspot_week *found,
		     struct hotspots *out)
{
	out->list = g_new0(struct hotspot, MAX(found->list->len, 1));
	for (guint i = 0; i < found->list->len; i++) {
		const struct picture_hotspot *h = found->list->pdata[i];
		struct hotspot *to = &out->list[out->count++];

		members_of(scan, h, to);
		to->observed = h->observed;
		to->plain.expected = h->expected;
		to->first_day = week_monday(h->first_week);
		to->last_day = week_monday(h->last_week) + 6;
	}
}

/* Index in before of each of now, or -1. */
static int *follow(const struct scan_data *scan, const struct hotspot_week *before,
		   const struct hotspot_week *now, enum hotspot_state *states)
{
	struct hotspots then = {0}, today = {0};
	int *before_of = g_new(int, now->list->len + 1);

	facts_of(scan, before, &then);
	facts_of(scan, now, &today);
	g_autofree enum hotspot_state *after = g_new0(enum hotspot_state, MAX(then.count, 1));
	hotspots_follow(&then, &today, before_of, states, after);
	hotspots_clear(&then);
	hotspots_clear(&today);
	return before_of;
}

/* Those that began in this week, or by what was known in the next, keep their number. */
static void keep_numbers(const struct scan_data *scan, const struct hotspot_week *other,
			 struct hotspot_week *now)
{
	g_autofree enum hotspot_state *states = g_new0(enum hotspot_state, now->list->len + 1);
	g_autofree int *of = other ? follow(scan, other, now, states) : NULL;

	for (guint i = 0; of && i < now->list->len; i++) {
		struct picture_hotspot *h = now->list->pdata[i];
		const struct picture_hotspot *was = of[i] >= 0 ? other->list->pdata[of[i]] : NULL;

		if (was && !h->number && was->since >= now->week)
			h->number = was->number;
	}
}

/* Year, week and which of those that began in it: 24421 is the first of 2024-W42. So a number
 * follows from the data of its own stretch of weeks, whoever looks at which week first and however
 * far back the history goes or is filled in later. */
static int number_of(int week, int nth)
{
	int year, number;

	week_to_iso(week, &year, &number);
	return (year % 100 * 100 + number) * (nth < 10 ? 10 : 100) + nth;
}

static gboolean has_number(const struct hotspot_week *found, int number)
{
	for (guint i = 0; i < found->list->len; i++)
		if (((struct picture_hotspot *)found->list->pdata[i])->number == number)
			return TRUE;
	return FALSE;
}

static gboolean is_taken(GHashTable *taken, const struct hotspot_week *same,
			 const struct hotspot_week *later, const struct hotspot_week *now,
			 int number)
{
	return g_hash_table_contains(taken, GINT_TO_POINTER(number)) || has_number(now, number) ||
	       (same && has_number(same, number)) || (later && has_number(later, number));
}

static void take_gone(const struct hotspot_week *before, struct hotspot_week *now)
{
	for (guint i = 0; i < before->list->len; i++) {
		const struct picture_hotspot *was = before->list->pdata[i];

		if (has_number(now, was->number) || now->week - was->last_week > GONE_WEEKS)
			continue;
		g_ptr_array_add(now->list, picture_hotspot_copy(was));
		((struct picture_hotspot *)now->list->pdata[now->list->len - 1])->state =
			HOTSPOT_GONE;
	}
}

/* Beyond the budget as well is what is rare after it stood out before, or rare for a second week.
 */
static void judge_again(struct picture_hotspot *h, const struct picture_hotspot *was)
{
	gboolean rare = h->recurrence_years >= HOTSPOT_AGAIN_YEARS;

	h->rare_weeks = (was ? was->rare_weeks : 0) + (rare ? 1 : 0);
	if ((was && h->recurrence_years >= HOTSPOT_SEEN_YEARS) || (rare && h->rare_weeks > 1))
		h->flag = SIGNAL_FLAG;
}

/* Which of before is which of now: numbers, states and since; those gone stand last, for as long as
 * they may come back. same and later (may be NULL): what was found before in the same week and in
 * the next: those that began then keep their numbers. taken: the numbers (as pointers) that
 * a new one does not get. */
static void hotspots_trace(const struct scan_data *scan, const struct hotspot_week *before,
			   const struct hotspot_week *same, const struct hotspot_week *later,
			   GHashTable *taken, struct hotspot_week *now)
{
	g_autofree enum hotspot_state *states = g_new0(enum hotspot_state, now->list->len + 1);
	g_autofree int *before_of = before ? follow(scan, before, now, states) : NULL;

	for (guint i = 0; before_of && i < now->list->len; i++) {
		struct picture_hotspot *h = now->list->pdata[i];
		const struct picture_hotspot *was =
			before_of[i] >= 0 ? before->list->pdata[before_of[i]] : NULL;

		h->state = (int)states[i];
		if (was) {
			h->number = was->number;
			h->since = was->since;
		}
		judge_again(h, was);
	}
	keep_numbers(scan, same, now);
	keep_numbers(scan, later, now);
	for (guint i = 0, nth = 1; i < now->list->len; i++) {
		struct picture_hotspot *h = now->list->pdata[i];

		for (; !h->number; nth++)
			if (!is_taken(taken, same, later, now, number_of(now->week, (int)nth)))
				h->number = number_of(now->week, (int)nth);
	}
	if (before)
		take_gone(before, now);
}

/* at hand */

/* week -> struct hotspot_week found last */
static GHashTable *cache_all(struct session *session)
{
	GHashTable *cache = session_kept(session, "hotspots");

	if (!cache) {
		cache = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)hotspot_week_free);
		session_keep(session, "hotspots", cache, (GDestroyNotify)g_hash_table_unref);
	}
	return cache;
}

static struct hotspot_week *cache_get(struct session *session, int week)
{
	return g_hash_table_lookup(cache_all(session), GINT_TO_POINTER(week));
}

guint hotspots_at_hand(struct session *session)
{
	return g_hash_table_size(cache_all(session));
}

/* The week farthest from the one that is looked at goes first: a walk holds no more than a look
 * back. */
static void cache_put(struct session *session, const struct hotspot_week *found)
{
	GHashTable *cache = cache_all(session);
	int farthest = found->week;
	GHashTableIter iter;
	gpointer week;

	g_hash_table_insert(cache, GINT_TO_POINTER(found->week), hotspot_week_copy(found));
	if (g_hash_table_size(cache) <= HOTSPOT_WEEKS_MOST)
		return;
	g_hash_table_iter_init(&iter, cache);
	while (g_hash_table_iter_next(&iter, &week, NULL))
		if (ABS(GPOINTER_TO_INT(week) - found->week) > ABS(farthest - found->week))
			farthest = GPOINTER_TO_INT(week);
	g_hash_table_remove(cache, GINT_TO_POINTER(farthest));
}

void app_hotspots_take(struct session *session, const struct hotspot_week *found)
{
	cache_put(session, found);
}

/* Whatever is known of a week, of this data or of earlier. */
static struct hotspot_week *lookup(struct session *session, int week)
{
	const struct hotspot_week *found = cache_get(session, week);

	return found ? hotspot_week_copy(found) : hotspots_stored(session, week);
}

static struct hotspot_week *lookup_same(struct session *session, int week, const char *fingerprint)
{
	const struct hotspot_week *here = cache_get(session, week);
	struct hotspot_week *stored;

	if (here && strcmp(here->fingerprint, fingerprint) == 0)
		return hotspot_week_copy(here);
	stored = hotspots_stored(session, week);
	if (stored && strcmp(stored->fingerprint, fingerprint) == 0) {
		cache_put(session, stored);
		return stored;
	}
	hotspot_week_free(stored);
	return NULL;
}

/* finding */

/* How far back a search goes. */
struct reach {
	int farthest; /* week */
	int quiet;    /* weeks without any, up to the last that was searched */
};

static gboolean reach_find(struct session *session, int week, struct reach *reach)
{
	int first, newest;

	if (!session_weeks(session, &first, &newest))
		return FALSE;
	reach->farthest = MAX(first, (week / FARTHEST_STEP - 1) * FARTHEST_STEP);
	return TRUE;
}

/* What is known of the week before one that was searched; of the week before the first of them an
 * outline is not enough. */
static struct hotspot_week *search_known(struct hotspot_search *search, int week, gboolean first)
{
	struct hotspot_week *known = lookup(search->session, week - 1);

	if (known && first && hotspot_search_outline(known))
		g_clear_pointer(&known, hotspot_week_free);
	return known;
}

/* Before this week, so many will be looked at whatever the first of them shows. */
static int search_ahead(struct hotspot_search *search, const struct reach *reach, int week)
{
	int count = 1;

	while (count < HOTSPOT_SEARCH_MOST && reach->quiet + count < QUIET_WEEKS &&
	       week - count > reach->farthest) {
		struct hotspot_week *known = lookup(search->session, week - count - 1);

		hotspot_week_free(known);
		if (known)
			break;
		count++;
	}
	return count;
}

/* Puts what was found in the weeks before at the end, newest first, back to where nothing was to
 * be followed: so numbers and beginnings are the same, whichever week is looked at first. *settled
 * (may stay NULL) is the week before the last of them. */
static gboolean search_back(struct hotspot_search *search, GPtrArray *weeks,
			    struct hotspot_week **settled, GError **error)
{
	struct reach reach = {0};

	if (!reach_find(search->session, ((struct hotspot_week *)weeks->pdata[0])->week, &reach))
		return TRUE;
	for (guint at = 0;; at++) {
		const struct hotspot_week *last = weeks->pdata[at];

		reach.quiet = last->list->len ? 0 : reach.quiet + 1;
		if (at + 1 < weeks->len)
			continue; /* the next was looked at beside it */
		*settled = search_known(search, last->week, at == 0);
		if (*settled || last->week <= reach.farthest)
			return TRUE;
		if (reach.quiet == QUIET_WEEKS) { /* what was gone in the older ones is not known */
			g_ptr_array_set_size(weeks, (int)weeks->len - (QUIET_WEEKS - 1));
			return TRUE;
		}
		search->runs = MAX(search->runs, search->done + QUIET_WEEKS);
		if (!hotspot_search_back(search, last->week - 1,
					 at == 0 ? 1 : search_ahead(search, &reach, last->week),
					 at == 0 ? HOTSPOT_LOOK_BRIEF : HOTSPOT_LOOK_OUTLINE, weeks,
					 error))
			return FALSE;
	}
}

/* The weeks that were searched, newest first, and the one before the last of them. */
struct hotspot_chain {
	struct hotspot_search *search;
	const struct scan_data *scan;
	GPtrArray *weeks;
	struct hotspot_week *settled;
	gboolean done;
};

/* Follows a week from the one before. The numbers that are taken are looked up before what others
 * have found meanwhile: either they are seen, or the same number is given. */
static void chain_follow(const struct hotspot_chain *chain, const struct hotspot_week *before,
			 struct hotspot_week *found)
{
	struct session *session = chain->search->session;
	g_autoptr(GHashTable) taken = hotspot_numbers(session);
	struct hotspot_week *same = lookup(session, found->week),
			    *later = lookup(session, found->week + 1);

	hotspots_trace(chain->scan, before, same, later, taken, found);
	hotspot_week_free(same);
	hotspot_week_free(later);
}

/* Follows all of them, oldest first, and keeps them; within a change also in the store. FALSE: not
 * all are stored. */
static gboolean chain_settle(struct session *session, gpointer data, GError **error)
{
	struct hotspot_chain *chain = data;
	gboolean stored = chain->search->store;

	for (guint i = chain->weeks->len; i-- > 0;) {
		struct hotspot_week *found = chain->weeks->pdata[i];

		chain_follow(chain,
			     i + 1 < chain->weeks->len ? chain->weeks->pdata[i + 1]
						       : chain->settled,
			     found);
		stored = stored && hotspots_put(session, found, error);
		cache_put(session, found);
	}
	chain->done = TRUE;
	return stored;
}

/* takes found */
static struct hotspot_week *search_follow(struct hotspot_search *search,
					  const struct scan_data *scan, struct hotspot_week *found,
					  GError **error)
{
	g_autoptr(GPtrArray) weeks =
		g_ptr_array_new_with_free_func((GDestroyNotify)hotspot_week_free);
	struct hotspot_chain chain = {.search = search, .scan = scan, .weeks = weeks};

	g_ptr_array_add(weeks, found);
	if (!search_back(search, weeks, &chain.settled, error))
		return NULL;
	if (search->store) /* not undone: nobody decided anything */
		session_change(search->session, ACTION_HOTSPOT_FIND, NULL, chain_settle, &chain,
			       NULL);
	if (!chain.done) { /* a full disk is no reason to show nothing */
		search->store = FALSE;
		chain_settle(search->session, &chain, NULL);
	}
	hotspot_week_free(chain.settled);
	return g_ptr_array_steal_index(weeks, 0);
}

static struct hotspot_week *search_week(struct hotspot_search *search, int week, GError **error)
{
	struct hotspot_week *found;
	struct scan_data scan;
	g_autofree char *fingerprint =
		scan_data_fingerprint(search->session, search->facts, week, error);

	found = fingerprint ? lookup_same(search->session, week, fingerprint) : NULL;
	if (found || !fingerprint ||
	    !scan_data_open(&scan, search->facts, search->session, week, error))
		return found;
	found = hotspot_search_full(search, &scan, fingerprint, error);
	if (found)
		found = search_follow(search, &scan, found, error);
	scan_data_clear(&scan);
	return found;
}

/* for the one who asks */

/* As its group is called now. */
static void name_group(const struct session *session, struct picture_hotspot *h)
{
	const struct category_group *group = registry_group(session_registry(session), h->group);

	field_set_text(&h->label.sv, group ? group->label_sv : h->group);
	field_set_text(&h->label.en, group ? group->label_en : h->group);
}

/* Decisions, names and how finely it may be told as they are now; what has been gone for longer is
 * left out. */
static gboolean finish(struct session *session, struct hotspot_week *found, GError **error)
{
	if (!hotspots_decisions(session, found, error))
		return FALSE;
	for (guint i = found->list->len; i-- > 0;) {
		struct picture_hotspot *h = found->list->pdata[i];

		gboolean told = h->flag == SIGNAL_FLAG || h->decision != DECISION_NONE ||
				h->since < h->last_week;

		if (h->state == HOTSPOT_GONE && (h->last_week != found->week - 1 || !told)) {
			g_ptr_array_remove_index(found->list, i);
			continue;
		}
		name_group(session, h);
		hotspot_share(session_registry(session), h);
	}
	return TRUE;
}

static struct hotspot_week *finished(struct session *session, struct hotspot_week *take,
				     GError **error)
{
	if (take && !finish(session, take, error))
		g_clear_pointer(&take, hotspot_week_free);
	return take;
}

static gboolean tell_session(double done, gpointer session)
{
	session_progress(session, done);
	return TRUE;
}

struct hotspot_week *hotspots_by(struct session *session, struct week_facts *facts, int week,
				 gboolean (*progress)(double done, gpointer data), gpointer data,
				 GError **error)
{
	struct hotspot_search search = {.session = session,
					.store = !session_read_only(session) &&
						 session_known_at(session) == TIME_NONE &&
						 session_participant(session),
					.facts = facts,
					.progress = progress ? progress : tell_session,
					.data = progress ? data : session,
					.runs = 1 + QUIET_WEEKS};
	struct hotspot_week *found = search_week(&search, week, error);

	if (!progress && search.done)
		session_progress(session, 1);
	return finished(session, found, error);
}

struct hotspot_week *app_hotspots_ahead(struct session *session, int week,
					gboolean (*progress)(double done, gpointer data),
					gpointer data, GError **error)
{
	g_autoptr(WeekFacts) facts = week_facts_open(session);

	return hotspots_by(session, facts, week, progress, data, error);
}

void app_hotspots_look(struct session *session, const struct hotspot_week *found)
{
	session_shown_period(session, "hotspots.show", period_of_week(found->week), 0);
}

struct hotspot_week *app_hotspots(struct session *session, int week, GError **error)
{
	struct hotspot_week *found = app_hotspots_ahead(session, week, NULL, NULL, error);

	if (found) {
		hotspots_tell(session, found->list);
		app_hotspots_look(session, found);
	}
	return found;
}

struct hotspot_week *hotspots_ready_by(struct session *session, struct week_facts *facts, int week,
				       GError **error)
{
	g_autofree char *fingerprint = scan_data_fingerprint(session, facts, week, error);

	return fingerprint ? finished(session, lookup_same(session, week, fingerprint), error)
			   : NULL;
}

struct hotspot_week *app_hotspots_ready(struct session *session, int week, GError **error)
{
	g_autoptr(WeekFacts) facts = week_facts_open(session);

	return hotspots_ready_by(session, facts, week, error);
}
