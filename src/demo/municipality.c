/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo municipality before its year begins: who takes part, where and in which words. */
#include "config.h"

#include "osg/exchange.h"
#include "osg/week.h"

#include "demo/fill.h"

static int organisation_word(const char *word)
{
	return MAX(field_word_index(fields_find(organisation_kind.fields, "kind"), word), 0);
}

static gint64 put_participant(struct demo_fill *fill, gint64 organisation, const char *handle,
			      const char *title, int role, GError **error)
{
	struct participant *p = record_new(&participant_kind);
	field_set_text(&p->handle, handle);
	field_set_text(&p->title, title);
	p->organisation = organisation;
	p->role = role;
	p->active = 1;
	return demo_put(fill, p, RECORD_NAME("participant/%s", handle), error);
}

/* Seats of the roles that no organisation reports from, and one of somebody who leads a focus group
 * and writes its measures: so that each kind of seat can be sat on. */
static gboolean put_other_seats(struct demo_fill *fill, GError **error)
{
	static const struct {
		const char *organisation, *handle, *title;
		enum role role;
	} seats[] = {{"HUGE", "deltagare", "Deltagare Huge", ROLE_PARTICIPANT},
		     {"KSF", "administrator", "Administratör", ROLE_ADMINISTRATOR},
		     {"KSF", "styrgrupp", "Styrgruppen", ROLE_STEERING},
		     {"KSF", "dataskydd", "Dataskyddsombud", ROLE_DPO}};
	const struct demo_world *world = fill->year->world;

	for (gsize i = 0; i < G_N_ELEMENTS(seats); i++)
		for (int k = 0; k < world->organisation_count; k++)
			if (g_str_equal(world->organisations[k].code, seats[i].organisation) &&
			    !put_participant(fill, fill->organisations[k], seats[i].handle,
					     seats[i].title, seats[i].role, error))
				return FALSE;
	return TRUE;
}

static gboolean put_organisations(struct demo_fill *fill, GError **error)
{
	const struct demo_world *world = fill->year->world;
	for (int i = 0; i < world->organisation_count; i++) {
		const struct demo_organisation *from = &world->organisations[i];
		struct organisation *o = record_new(&organisation_kind);
		field_set_text(&o->code, from->code);
		field_set_text(&o->name, from->name);
		o->kind = organisation_word(from->kind);
		o->outside = organisation_is_outside((enum organisation_kind)o->kind);
		o->position = i + 1;
		o->expected = 1;
		o->first_week = from->first_week;
		fill->organisations[i] =
			demo_put(fill, o, RECORD_NAME("organisation/%s", from->code), error);
		if (!fill->organisations[i])
			return FALSE;
	}
	fill->coordinator = put_participant(fill, fill->organisations[0], "samordnare",
					    "Samordnare", ROLE_COORDINATOR, error);
	if (fill->coordinator)
		fill->chair = put_participant(fill, fill->organisations[0], "ordforande",
					      "Ordförande", ROLE_CHAIR, error);
	if (!fill->chair)
		return FALSE;
	for (int i = 0; i < world->organisation_count; i++) {
		const struct demo_organisation *from = &world->organisations[i];
		fill->reporters[i] = put_participant(fill, fill->organisations[i], from->handle,
						     from->title, ROLE_REPORTER, error);
		if (!fill->reporters[i])
			return FALSE;
	}
	return put_other_seats(fill, error);
}

static gboolean put_areas(struct demo_fill *fill, GError **error)
{
	const struct demo_world *world = fill->year->world;
	for (int i = 0; i < world->area_count; i++) {
		const struct demo_area *from = &world->areas[i];
		struct area *a = record_new(&area_kind);
		field_set_text(&a->code, from->code);
		field_set_text(&a->name, from->name);
		if (!field_from_text(fields_find(area_kind.fields, "boundary"), from->boundary, a,
				     NULL, error))
			return FALSE;
		a->level = from->whole ? AREA_MUNICIPALITY : AREA_AREA;
		a->parent = i ? fill->areas[0] : 0;
		a->population = from->population;
		fill->areas[i] = demo_put(fill, a, RECORD_NAME("area/%s", from->name), error);
		if (!fill->areas[i])
			return FALSE;
	}
	return TRUE;
}

static gboolean put_places(struct demo_fill *fill, GError **error)
{
	const struct demo_world *world = fill->year->world;
	for (int i = 0; i < world->place_count; i++) {
		const struct demo_place *from = &world->places[i];
		struct place *p = record_new(&place_kind);
		field_set_text(&p->name, from->name);
		field_set_text(&p->kind, from->kind);
		field_set_text(&p->owner, from->owner);
		p->aliases = g_strdupv(from->aliases);
		p->area = fill->areas[from->area];
		p->lat = from->lat;
		p->lon = from->lon;
		p->exact = 1;
		fill->places[i] = demo_put(fill, p, RECORD_NAME("place/%s", from->name), error);
		if (!fill->places[i])
			return FALSE;
	}
	return TRUE;
}

static gboolean put_categories(struct demo_fill *fill, GError **error)
{
	g_autoptr(GPtrArray) taxonomy = taxonomy_read(error);
	if (!taxonomy)
		return FALSE;
	for (guint i = 0; i < taxonomy->len; i++) {
		struct category *c = g_ptr_array_index(taxonomy, i);
		struct category *parent =
			c->parent ? g_ptr_array_index(taxonomy, c->parent - 1) : NULL;
		c->parent = parent ? parent->record.key : 0;
		if (!session_put(fill->session, c, error))
			return FALSE;
		g_hash_table_insert(fill->categories,
				    parent ? g_strconcat(parent->code, "/", c->label_sv, NULL)
					   : g_strdup(c->code),
				    GSIZE_TO_POINTER((gsize)c->record.key));
	}
	return TRUE;
}

gint64 demo_category_key(const struct demo_fill *fill, int category, const char *sub)
{
	const char *code = fill->year->world->categories[category].code;
	g_autofree char *name = sub ? g_strconcat(code, "/", sub, NULL) : g_strdup(code);
	return (gint64)GPOINTER_TO_SIZE(g_hash_table_lookup(fill->categories, name));
}

gboolean demo_put_municipality(struct demo_fill *fill, GError **error)
{
	g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, fill->year->seed);
	g_autofree char *last = week_format(fill->year->first_week + DEMO_WEEKS - 1);
	g_autofree char *made = NULL;
	int today = time_day(fill->options->now);

	made = day_format_iso(today);

	return put_organisations(fill, error) && put_areas(fill, error) &&
	       put_places(fill, error) && put_categories(fill, error) &&
	       session_set_value(fill->session, "municipality", fill->year->world->areas[0].name,
				 error) &&
	       session_set_value(fill->session, "demo", last, error) &&
	       session_set_value(fill->session, "demo_made", made, error) &&
	       session_set_value(fill->session, "seed", seed, error);
}
