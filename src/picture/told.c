/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture and its hotspots as finely as who reads them may know where it was: the words follow
 * the rows (session/where.c) and the map. What is stored is as it was compiled, for everybody. */
#include "config.h"

#include <math.h>

#include "osg/field.h"
#include "osg/hotspot.h"
#include "osg/picture.h"
#include "osg/session.h"

/* To whom it is told: who asks, or, where that is stricter, those whom the secrecy law does not
 * bind. */
struct recipient {
	const struct session *session;
	gboolean outside;
};

static enum sharing finest_told(const struct recipient *to, enum sharing finest)
{
	enum sharing told = session_told(to->session, finest);

	return to->outside ? MAX(told, finest) : told;
}

/* How finely the kinds with these codes may be told to who asks, each with its sub-categories: the
 * one that may be told least finely, so that no event's place follows from where others were. */
static enum sharing told_of(const struct recipient *to, const char *code)
{
	const struct registry *v = session_registry(to->session);
	const struct category *upper = code ? registry_find_category(v, code) : NULL;
	const GPtrArray *all = registry_categories(v);
	int finest = upper ? upper->finest : SHARE_AREA;

	for (guint i = 0; upper && i < all->len; i++) {
		const struct category *sub = all->pdata[i];

		if (sub->parent == upper->record.key)
			finest = MAX(finest, sub->finest);
	}
	return finest_told(to, (enum sharing)finest);
}

/* hotspots */

/* A hotspot lies where its events lie, so it is told as its kind that may be told least finely. */
static enum sharing hotspot_told(const struct recipient *to, const struct picture_hotspot *h)
{
	enum sharing told = finest_told(to, (enum sharing)h->finest);

	for (guint i = 0; i < h->categories->len; i++)
		told = MAX(told,
			   told_of(to, ((struct picture_share *)h->categories->pdata[i])->code));
	return told;
}

static int shares_sum(const GPtrArray *shares)
{
	int sum = 0;

	for (guint i = 0; i < shares->len; i++)
		sum += ((const struct picture_share *)shares->pdata[i])->count;
	return sum;
}

/* Where most of it may be told at a place it would stand there without the rest, and is told there
 * as what that most is. FALSE = it is not so. */
static gboolean tell_shared(const struct recipient *to, struct picture_hotspot *h)
{
	if (finest_told(to, (enum sharing)h->finest) != SHARE_PLACE ||
	    2 * shares_sum(h->shared_categories) <= shares_sum(h->categories))
		return FALSE;
	g_ptr_array_unref(h->categories);
	h->categories = g_ptr_array_ref(h->shared_categories);
	g_strfreev(h->evidence);
	h->evidence = g_strdupv(h->shared_evidence);
	if (h->changed && told_of(to, h->changed) != SHARE_PLACE) {
		g_clear_pointer(&h->changed, g_free);
		h->reasons &= ~HOTSPOT_RECORDING_CHANGE;
	}
	return TRUE;
}

static void tell_hotspot(const struct recipient *to, struct picture_hotspot *h)
{
	enum sharing told = hotspot_told(to, h);

	if (told == SHARE_PLACE || tell_shared(to, h))
		return;
	g_clear_pointer(&h->places, g_strfreev);
	g_array_set_size(h->place_keys, 0);
	g_ptr_array_set_size(h->points, 0);
	field_set_text(&h->near, NULL);
	h->near_metres = h->near_octant = 0;
	h->lat = h->lon = NAN;
	h->radius = 0;
	h->finest = (int)told;
	if (told > SHARE_AREA)
		field_set_text(&h->area, NULL);
}

void hotspots_tell(const struct session *session, GPtrArray *hotspots)
{
	const struct recipient to = {session, FALSE};

	for (guint i = 0; i < hotspots->len; i++)
		tell_hotspot(&to, hotspots->pdata[i]);
}

/* lines and findings */

/* Of several kinds counted together, as of the one that may be told most finely; of all, by area.
 */
static enum sharing told_together(const struct recipient *to, char **codes)
{
	enum sharing told = codes && *codes ? SHARE_NOTHING : SHARE_AREA;

	for (char **code = codes; code && *code; code++)
		told = MIN(told, told_of(to, *code));
	return told;
}

/* What may not be told by area has no lines of areas. */
static void tell_signals(const struct recipient *to, GPtrArray *signals)
{
	for (guint i = signals->len; i-- > 0;) {
		const struct picture_signal *s = signals->pdata[i];

		if (s->area_key && told_together(to, s->categories) > SHARE_AREA)
			g_ptr_array_remove_index(signals, i);
	}
}

static void tell_breakdown(const struct recipient *to, GPtrArray *lines)
{
	for (guint i = lines->len; i-- > 0;) {
		const struct picture_line *line = lines->pdata[i];
		gboolean sum = g_strcmp0(line->category, "*") == 0;
		enum sharing told =
			sum ? finest_told(to, SHARE_MUNICIPALITY) : told_of(to, line->category);

		/* of a district's sum what may be told there can be taken away */
		if (line->area_key && told > SHARE_AREA)
			g_ptr_array_remove_index(lines, i);
	}
}

static void tell_finding(const struct recipient *to, struct picture_finding *f)
{
	enum sharing told =
		f->category ? told_of(to, f->category) : told_together(to, f->categories);

	if (told > SHARE_PLACE) {
		field_set_text(&f->place, NULL);
		f->there = f->metres = 0;
	}
	if (told > SHARE_AREA) {
		field_set_text(&f->area, NULL);
		f->area_key = 0;
	}
}

/* What the finding of where burglaries gather was made of. */
static void tell_basis(const struct recipient *to, struct hotspot_basis *basis)
{
	enum sharing told = told_of(to, "INB");

	if (told > SHARE_PLACE) {
		basis->near_place = basis->near_there = basis->near_radius = 0;
		basis->near_lat = basis->near_lon = 0;
	}
	if (told > SHARE_AREA)
		basis->near_area = 0;
}

/* places */

/* The line of a district that is there already; NULL = none. */
static struct picture_place *line_of(const GPtrArray *lines, gint64 area)
{
	for (guint i = 0; i < lines->len; i++) {
		struct picture_place *line = lines->pdata[i];

		if (!line->key && line->area_key == area)
			return line;
	}
	return NULL;
}

/* In how many weeks at one of its places at least. */
static void join(struct picture_place *district, const struct picture_place *line)
{
	district->now += line->now;
	district->last += line->last;
	district->busy_weeks = MAX(district->busy_weeks, line->busy_weeks);
}

/* A line's events that are not told there, as a line for its district. */
static struct picture_place *rest_of(const struct recipient *to, const struct picture_place *line)
{
	struct picture_place *rest = g_new0(struct picture_place, 1);

	rest->area_key = line->area_key;
	rest->area = g_strdup(line->area);
	rest->name = g_strdup(line->area);
	rest->now = line->now - line->shared_now - line->hidden_now;
	rest->last = line->last - line->shared_last - line->hidden_last;
	rest->busy_weeks = rest->now || rest->last ? line->busy_weeks : 0;
	if (line->category && g_strcmp0(line->category, line->shared_category) != 0 &&
	    told_of(to, line->category) <= SHARE_AREA) {
		rest->category = g_strdup(line->category);
		rest->label.sv = g_strdup(line->label.sv);
		rest->label.en = g_strdup(line->label.en);
	}
	return rest;
}

/* What is left of it at the place; FALSE = nothing. */
static gboolean keep_shared(const struct recipient *to, struct picture_place *line)
{
	const struct category *category =
		line->shared_category ? registry_find_category(session_registry(to->session),
							       line->shared_category)
				      : NULL;

	line->now = line->shared_now;
	line->last = line->shared_last;
	line->busy_weeks = line->shared_weeks;
	line->hidden_now = line->hidden_last = 0;
	field_set_text(&line->category, line->shared_category);
	field_set_text(&line->label.sv, category ? category->label_sv : NULL);
	field_set_text(&line->label.en, category ? category->label_en : NULL);
	return line->now > 0;
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	const struct picture_place *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return x->now != y->now ? y->now - x->now : y->last - x->last;
}

static void tell_rest(GPtrArray *lines, struct picture_place *take_rest)
{
	struct picture_place *district =
		take_rest->area_key ? line_of(lines, take_rest->area_key) : NULL;

	if (district)
		join(district, take_rest);
	if (district || !take_rest->area_key || (!take_rest->now && !take_rest->last))
		picture_place_free(take_rest);
	else
		g_ptr_array_add(lines, take_rest);
}

/* At a place are the events that may be told there; the others are a line for their district, and
 * those of no district are none. */
static void tell_places(const struct recipient *to, GPtrArray *lines)
{
	gboolean none = finest_told(to, SHARE_PLACE) != SHARE_PLACE;

	if (finest_told(to, SHARE_NOTHING) == SHARE_PLACE)
		return;
	for (guint i = lines->len; i-- > 0;) {
		struct picture_place *line = lines->pdata[i];

		if (!line->key)
			continue;
		if (none) {
			line->shared_now = line->shared_last = line->shared_weeks = 0;
			field_set_text(&line->shared_category, NULL);
		}
		if (line->shared_now != line->now || line->shared_last != line->last ||
		    line->shared_weeks != line->busy_weeks)
			tell_rest(lines, rest_of(to, line));
		if (!keep_shared(to, line))
			g_ptr_array_remove_index(lines, i);
	}
	g_ptr_array_sort(lines, compare_lines);
}

/* A sum from which what is told by district may be taken away tells of what is not. */
static void tell_districts(const struct recipient *to, GPtrArray *districts)
{
	if (finest_told(to, SHARE_NOTHING) == SHARE_PLACE)
		return;
	for (guint i = 0; i < districts->len; i++) {
		struct picture_district *d = districts->pdata[i];

		d->now -= d->hidden_now;
		d->last -= d->hidden_last;
		d->hidden_now = d->hidden_last = 0;
	}
}

static void tell(const struct recipient *to, struct picture *picture)
{
	tell_signals(to, picture->signals);
	tell_breakdown(to, picture->breakdown);
	for (guint i = 0; i < picture->findings->len; i++)
		tell_finding(to, picture->findings->pdata[i]);
	tell_basis(to, &picture->hotspot_basis);
	tell_places(to, picture->places);
	tell_districts(to, picture->districts);
	for (guint i = 0; i < picture->hotspots->len; i++)
		tell_hotspot(to, picture->hotspots->pdata[i]);
}

void picture_tell(const struct session *session, struct picture *picture)
{
	tell(&(struct recipient){session, FALSE}, picture);
}

void picture_tell_to(const struct session *session, const struct organisation *recipient,
		     struct picture *picture)
{
	tell(&(struct recipient){session, recipient->outside != 0}, picture);
}
