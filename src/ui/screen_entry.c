/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry form: one observation after another without leaving it; organisation and time carry on, likely duplicates
 * stand below, a draft is kept at every pause. Also where an observation is changed ("KEY") and a set-aside row mended
 * ("aside:KEY"). */
#include "config.h"

#include <math.h>
#include <string.h>

#include "form.h"
#include "osg/observation.h"
#include "osg/week.h"
#include "osg/when.h"
#include "screens.h"

enum { PAUSE = 300, LIKELY = 3, RECENT = 3, OPTIONS = 8 };

struct entry {
	struct ui *ui;
	struct app *app;
	struct form *form;
	struct observation *editing; /* NULL = a new one */
	struct aside *aside;         /* the row being mended, NULL = none */
	GArray *likely;              /* struct likely */
	int same;                    /* which of them is the same event, -1 none */
	int saved;
	guint drafted, looked; /* form_changes when the draft was kept, when duplicates were looked for */
	char *recent;
};

static const struct vocabulary *words(const struct entry *self)
{
	return app_vocabulary(self->app);
}

/* ---- what: category or sub-category
 * ------------------------------------------------------------------------------------ */

static char *category_text(const struct entry *self, const struct category *c)
{
	const struct category *parent = vocabulary_category(words(self), c->parent);

	if (!parent)
		return g_strdup(vocabulary_label(words(self), c));
	return g_strdup_printf("%s · %s", vocabulary_label(words(self), parent), vocabulary_label(words(self), c));
}

static const struct category *category_meant(const struct entry *self, const char *text, gint64 key)
{
	return key ? vocabulary_category(words(self), key) : vocabulary_find_category(words(self), text);
}

static char *what_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	const struct category *c = category_meant(data, text, key);

	*wrong = !c;
	return c ? g_strdup(c->code) : g_strdup(_("no category; Tab takes the one shown"));
}

static GPtrArray *what_complete(gpointer data, const char *text)
{
	const struct entry *self = data;
	GPtrArray *options = form_options_new();
	struct match found[OPTIONS];
	int count = vocabulary_complete_categories(words(self), text, app_use_of_categories(self->app), found, OPTIONS);

	for (int i = 0; i < count; i++) {
		const struct category *c = found[i].record;
		g_autofree char *shown = category_text(self, c);

		form_options_add(options, shown, c->parent ? NULL : c->code, c->record.key);
	}
	return options;
}

/* ---- where: a place, an area (negative key), or a point
 * ---------------------------------------------------------------- */

static gboolean point_meant(const char *text, double *lat, double *lon)
{
	char *end;

	*lat = g_ascii_strtod(text, &end);
	if (end == text || *end != ',')
		return FALSE;
	text = end + 1;
	*lon = g_ascii_strtod(text, &end);
	return end != text && *end == '\0' && fabs(*lat) <= 90 && fabs(*lon) <= 180;
}

static const struct place *place_meant(const struct entry *self, const char *text, gint64 key)
{
	if (key)
		return key > 0 ? vocabulary_place(words(self), key) : NULL;
	return vocabulary_find_place(words(self), text);
}

static const struct area *area_meant(const struct entry *self, const char *text, gint64 key)
{
	if (key)
		return key < 0 ? vocabulary_area(words(self), -key) : NULL;
	return vocabulary_find_area(words(self), text);
}

static char *place_meaning(const struct entry *self, const struct place *place)
{
	const struct area *area = vocabulary_area(words(self), place->area);
	GString *out = g_string_new(area ? area->name : _("area unknown"));

	if (place->address)
		g_string_append_printf(out, " · %s", place->address);
	if (place->owner)
		g_string_append_printf(out, _(" · owner %s"), place->owner);
	return g_string_free(out, FALSE);
}

static char *where_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	const struct entry *self = data;
	const struct place *place = place_meant(self, text, key);
	const struct area *area = place ? NULL : area_meant(self, text, key);
	double lat, lon;

	if (place)
		return place_meaning(self, place);
	if (area)
		return g_strdup(_("the area, no closer"));
	if (point_meant(text, &lat, &lon)) {
		area = vocabulary_area_at(words(self), lat, lon);
		*wrong = !vocabulary_holds(words(self), lat, lon);
		return *wrong ? g_strdup(_("outside the municipality"))
			      : g_strdup_printf(_("point in %s"), area ? area->name : "?");
	}
	*wrong = TRUE;
	return g_strdup(_("no place; Tab takes the one shown"));
}

static GPtrArray *where_complete(gpointer data, const char *text)
{
	const struct entry *self = data;
	const GPtrArray *areas = vocabulary_areas(words(self));
	GPtrArray *options = form_options_new();
	g_autofree char *folded = text_fold(text);
	struct match found[OPTIONS];
	int count = vocabulary_complete_places(words(self), text, app_use_of_places(self->app), found, OPTIONS - 2);

	for (int i = 0; i < count; i++) {
		const struct place *place = found[i].record;
		const struct area *area = vocabulary_area(words(self), place->area);

		form_options_add(options, place->name, area ? area->name : NULL, place->record.key);
	}
	for (guint i = 0; i < areas->len && options->len < OPTIONS; i++) {
		const struct area *area = areas->pdata[i];
		g_autofree char *name = text_fold(area->name);

		if (area->level == AREA_AREA && g_str_has_prefix(name, folded))
			form_options_add(options, area->name, _("the whole area"), -area->record.key);
	}
	return options;
}

/* ---- when, who, how much
 * ----------------------------------------------------------------------------------------------- */

static char *when_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	const struct entry *self = data;
	g_autoptr(GError) error = NULL;
	struct when when;

	(void)key;
	if (when_parse(text, app_now(self->app), &when, &error))
		return when_format(&when);
	*wrong = TRUE;
	return g_strdup(error->message);
}

static const struct organisation *organisation_meant(const struct entry *self, const char *text, gint64 key)
{
	return key ? vocabulary_organisation(words(self), key) : vocabulary_find_organisation(words(self), text);
}

static char *organisation_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	const struct organisation *o = organisation_meant(data, text, key);

	*wrong = !o;
	return g_strdup(o ? o->name : _("no organisation here"));
}

static GPtrArray *organisation_complete(gpointer data, const char *text)
{
	const struct entry *self = data;
	GPtrArray *options = form_options_new();
	struct match found[OPTIONS];
	int count = vocabulary_complete_organisations(words(self), text, found, OPTIONS);

	for (int i = 0; i < count; i++) {
		const struct organisation *o = found[i].record;

		form_options_add(options, o->code, o->name, o->record.key);
	}
	return options;
}

static gboolean cost_parse(const char *text, gint64 *cost)
{
	*cost = -1;
	return !*text || g_ascii_string_to_signed(text, 10, 0, G_GINT64_CONSTANT(1000000000000), cost, NULL);
}

static char *cost_meaning(gpointer data, const char *text, gint64 key, gboolean *wrong)
{
	gint64 cost;

	(void)data, (void)key;
	*wrong = !cost_parse(text, &cost);
	if (*wrong)
		return g_strdup(_("whole kronor, for example 4500"));
	g_autofree char *number = text_number(cost);
	return g_strdup_printf(_("%s kronor"), number);
}

/* In the order of enum known, answer and visibility. */
static const char *const known_choices[] = {N_("seen"), N_("told"), N_("rumour"), NULL};
static const char *const answer_choices[] = {N_("don't know"), N_("yes"), N_("no"), NULL};
static const char *const visible_choices[] = {N_("ourselves"), N_("the group"), N_("steering group"), N_("public"),
					      NULL};

static const struct form_field fields[] = {
	{"what", N_("What"), FORM_LINE, TRUE, 1, NULL, what_meaning, what_complete},
	{"where", N_("Where"), FORM_LINE, TRUE, 1, NULL, where_meaning, where_complete},
	{"when", N_("When"), FORM_LINE, TRUE, 1, NULL, when_meaning, NULL},
	{"text", N_("Text"), FORM_LINES, FALSE, 3, NULL, NULL, NULL},
	{"known", N_("How known"), FORM_CHOICE, FALSE, 1, known_choices, NULL, NULL},
	{"police", N_("Police report"), FORM_CHOICE, FALSE, 1, answer_choices, NULL, NULL},
	{"organisation", N_("Organisation"), FORM_LINE, FALSE, 1, NULL, organisation_meaning, organisation_complete},
	{"visibility", N_("Visible to"), FORM_CHOICE, FALSE, 1, visible_choices, NULL, NULL},
	{"cost", N_("Cost"), FORM_LINE, FALSE, 1, NULL, cost_meaning, NULL},
	{NULL},
};

/* ---- form to observation and back
 * -------------------------------------------------------------------------------------- */

static const char *read_what(const struct entry *self, struct observation *o)
{
	const struct category *c = category_meant(self, form_text(self->form, "what"), form_key_of(self->form, "what"));

	if (!c)
		return _("Say what it was: a category.");
	o->category = c->parent ? c->parent : c->record.key;
	o->sub_category = c->parent ? c->record.key : 0;
	return NULL;
}

static const char *read_where(const struct entry *self, struct observation *o)
{
	const char *text = form_text(self->form, "where");
	gint64 key = form_key_of(self->form, "where");
	const struct place *place = place_meant(self, text, key);
	const struct area *area = place ? NULL : area_meant(self, text, key);

	o->place = place ? place->record.key : 0;
	o->area = area ? area->record.key : 0;
	if (place || area)
		return NULL;
	if (point_meant(text, &o->lat, &o->lon))
		return NULL;
	o->lat = o->lon = NAN;
	return *text ? _("There is no such place or area; Tab takes the one shown.")
		     : _("Say where: a place or an area.");
}

static const char *read_when(const struct entry *self, struct observation *o)
{
	struct when when;

	if (!when_parse(form_text(self->form, "when"), app_now(self->app), &when, NULL))
		return _("Say when, for example: igår 22, fre kväll, 14/11 20-23.");
	o->time_from = when.from;
	o->time_to = when.to;
	o->time_precision = when.precision;
	return NULL;
}

static const char *read_text(const struct entry *self, struct observation *o)
{
	record_set_text(&o->text, form_text(self->form, "text"));
	return NULL;
}

static const char *read_organisation(const struct entry *self, struct observation *o)
{
	const struct organisation *who = organisation_meant(self, form_text(self->form, "organisation"),
							    form_key_of(self->form, "organisation"));

	if (!who)
		return _("Say whose observation it is.");
	o->organisation = who->record.key;
	return NULL;
}

static const char *read_cost(const struct entry *self, struct observation *o)
{
	return cost_parse(form_text(self->form, "cost"), &o->cost) ? NULL
								   : _("The cost is whole kronor, for example 4500.");
}

static const char *read_choices(const struct entry *self, struct observation *o)
{
	o->known = form_choice(self->form, "known");
	o->police_report = form_choice(self->form, "police");
	o->visibility = form_choice(self->form, "visibility");
	return NULL;
}

static const struct {
	const char *id;
	const char *(*read)(const struct entry *, struct observation *); /* what is wrong, NULL = nothing */
} readers[] = {
	{"what", read_what},
	{"where", read_where},
	{"when", read_when},
	{"text", read_text},
	{"organisation", read_organisation},
	{"cost", read_cost},
	{"known", read_choices},
};

/* The observation as the form says it; NULL with *field and *complaint when something is wrong. */
static struct observation *entry_read(const struct entry *self, const char **field, const char **complaint)
{
	struct observation *o =
		self->editing ? record_copy(&observation_kind, self->editing) : app_observation_new(self->app);

	for (gsize i = 0; i < G_N_ELEMENTS(readers); i++) {
		*complaint = readers[i].read(self, o);
		if (*complaint) {
			*field = readers[i].id;
			record_free(&observation_kind, o);
			return NULL;
		}
	}
	return o;
}

static void show_where(struct entry *self, const struct observation *o)
{
	const struct place *place = vocabulary_place(words(self), o->place);
	const struct area *area = vocabulary_area(words(self), o->area);

	if (place)
		form_set(self->form, "where", place->name, place->record.key);
	else if (!isnan(o->lat)) {
		g_autofree char *point = g_strdup_printf("%.5f,%.5f", o->lat, o->lon);

		form_set(self->form, "where", point, 0);
	} else if (area)
		form_set(self->form, "where", area->name, -area->record.key);
}

static void entry_show(struct entry *self, const struct observation *o)
{
	const struct category *c = vocabulary_category(words(self), o->sub_category ? o->sub_category : o->category);
	const struct organisation *who = vocabulary_organisation(words(self), o->organisation);
	const struct when when = {o->time_from, o->time_to, o->time_precision};

	if (c) {
		g_autofree char *what = category_text(self, c);

		form_set(self->form, "what", what, c->record.key);
	}
	show_where(self, o);
	if (o->time_from != TIME_NONE) {
		g_autofree char *text = when_edit(&when);

		form_set(self->form, "when", text, 0);
	}
	form_set(self->form, "text", o->text, 0);
	if (who)
		form_set(self->form, "organisation", who->code, who->record.key);
	if (o->cost >= 0) {
		g_autofree char *cost = g_strdup_printf("%" G_GINT64_FORMAT, o->cost);

		form_set(self->form, "cost", cost, 0);
	}
	form_choose(self->form, "known", o->known);
	form_choose(self->form, "police", o->police_report);
	form_choose(self->form, "visibility", o->visibility);
}

/* ---- what stands below
 * ------------------------------------------------------------------------------------------------- */

static void find_likely(struct entry *self)
{
	const char *field, *complaint;
	struct observation *o;

	if (self->looked == form_changes(self->form))
		return;
	self->looked = form_changes(self->form);
	g_clear_pointer(&self->likely, g_array_unref);
	self->same = -1;
	o = self->editing ? NULL : entry_read(self, &field, &complaint);
	if (!o)
		return;
	observation_settle(o, words(self));
	self->likely = app_likely(self->app, o, LIKELY, NULL);
	record_free(&observation_kind, o);
}

static void find_recent(struct entry *self)
{
	const struct organisation *who = app_organisation(self->app);
	g_autofree char *filter = who ? g_strdup_printf("vem:%s", who->code) : NULL;
	struct listing *listing = who ? app_list(self->app, filter, WEEK_NONE, RECENT, NULL) : NULL;
	GString *out = g_string_new(NULL);

	for (guint i = 0; listing && i < listing->rows->len; i++) {
		struct observation *o =
			app_observation(self->app, g_array_index(listing->rows, struct observation_row, i).key, NULL);

		if (!o)
			continue;
		g_autofree char *when = observation_when(o), *where = observation_where(o, words(self)),
				*what = observation_what(o, words(self));
		g_string_append_printf(out, "%s%s %s, %s", out->len ? "   " : "", when, where, what);
		record_free(&observation_kind, o);
	}
	g_free(self->recent);
	self->recent = g_string_free(out, out->len == 0);
	listing_free(listing);
}

static char *likely_text(const struct entry *self, guint index)
{
	const struct likely *likely = &g_array_index(self->likely, struct likely, index);
	struct observation *o = app_observation(self->app, likely->key, NULL);
	const struct organisation *who = o ? vocabulary_organisation(words(self), o->organisation) : NULL;
	GString *out = g_string_new(NULL);

	if (o) {
		g_autofree char *when = observation_when(o), *where = observation_where(o, words(self)),
				*what = observation_what(o, words(self));

		g_string_printf(out, "%s  %s  %s  %s", who ? who->code : "?", when, where, what);
		if (o->text)
			g_string_append_printf(out, _(", “%s”"), o->text);
		if (!isnan(likely->metres) && likely->metres >= 1)
			g_string_append_printf(out, _("  %.0f m away"), likely->metres);
	}
	record_free(&observation_kind, o);
	return g_string_free(out, FALSE);
}

static int draw_likely(const struct entry *self, struct surface *s, int y, int end)
{
	if (!self->likely || self->likely->len == 0 || y >= end)
		return y;
	surface_text(s, 1, y, s->width - 2, STYLE_NOTICE, _("There already?"));
	for (guint i = 0; i < self->likely->len && y < end; i++, y++) {
		g_autofree char *text = likely_text(self, i);
		gboolean same = self->same == (int)i;

		surface_text(s, 17, y, 1, STYLE_KEY, same ? "=" : " ");
		surface_text(s, 19, y, s->width - 20, same ? STYLE_STRONG : STYLE_TEXT, text);
	}
	return y;
}

static const char *entry_title(const struct entry *self)
{
	return self->aside     ? _("A row that was set aside")
	       : self->editing ? _("Change an observation")
			       : _("New observation");
}

static void entry_draw(struct ui *ui, gpointer data, struct surface *s, struct rectangle body)
{
	struct entry *self = data;
	const struct organisation *who = app_organisation(self->app);
	int y = body.y, end = body.y + body.height;

	(void)ui;
	if (body.height > 12) {
		surface_printf(s, 1, y++, s->width - 2, STYLE_STRONG, who ? "%s   %s · %s" : "%s", entry_title(self),
			       who ? who->code : "", who ? who->name : "");
		if (self->aside)
			surface_printf(s, 1, y++, s->width - 2, STYLE_NOTICE, _("%s, line %d: %s"), self->aside->file,
				       self->aside->line, self->aside->reason);
	}
	y += form_draw(self->form, s, (struct rectangle){body.x, y, body.width, MIN(end - y, 11)}) + 1;
	y = draw_likely(self, s, y, end);
	if (end - y >= 2)
		surface_text(s, 1, end - 2, s->width - 2, STYLE_HEADING,
			     _("Describe the event, not the person. Going on now? Call 112; not urgent, 114 14."));
	if (self->recent && end - y >= 1)
		surface_printf(s, 1, end - 1, s->width - 2, STYLE_TEXT, _("Latest from you: %s"), self->recent);
}

/* ---- life
 * -------------------------------------------------------------------------------------------------------------- */

static void start_new(struct entry *self)
{
	struct observation *o = app_observation_new(self->app);

	entry_show(self, o);
	record_free(&observation_kind, o);
	form_focus(self->form, "what");
}

static void open_aside(struct entry *self, gint64 key)
{
	g_autoptr(GPtrArray) all = app_asides(self->app, NULL);

	for (guint i = 0; all && i < all->len; i++)
		if (((struct aside *)all->pdata[i])->record.key == key)
			self->aside = record_copy(&aside_kind, all->pdata[i]);
	self->editing = self->aside ? app_aside_observation(self->app, self->aside, NULL) : NULL;
}

static gpointer entry_open(struct ui *ui, const char *argument)
{
	struct entry *self = g_new0(struct entry, 1);
	g_autofree char *draft = NULL;

	self->ui = ui;
	self->app = ui_app(ui);
	self->form = form_new(fields, self);
	self->same = -1;
	self->looked = G_MAXUINT;
	if (argument && g_str_has_prefix(argument, "aside:"))
		open_aside(self, g_ascii_strtoll(argument + 6, NULL, 10));
	else if (argument)
		self->editing = app_observation(self->app, g_ascii_strtoll(argument, NULL, 10), NULL);
	else
		draft = app_draft(self->app, "observation");
	start_new(self);
	if (self->editing)
		entry_show(self, self->editing);
	if (draft) {
		form_restore(self->form, draft);
		ui_news(ui, NEWS_DONE, _("Your draft is still here. Ctrl-N begins anew."));
	}
	self->drafted = form_changes(self->form);
	find_recent(self);
	return self;
}

static void entry_close(gpointer data)
{
	struct entry *self = data;

	form_free(self->form);
	record_free(&observation_kind, self->editing);
	record_free(&aside_kind, self->aside);
	if (self->likely)
		g_array_unref(self->likely);
	g_free(self->recent);
	g_free(self);
}

/* A pause, a hang-up, leaving: what was typed is kept. */
static void entry_tick(struct ui *ui, gpointer data)
{
	struct entry *self = data;
	g_autoptr(GError) error = NULL;
	g_autofree char *stored = NULL;

	find_likely(self);
	if (self->editing || self->drafted == form_changes(self->form))
		return;
	stored = form_store(self->form);
	if (app_draft_save(self->app, "observation", stored, &error)) {
		self->drafted = form_changes(self->form);
		ui_news(ui, NEWS_HINT, _("Draft kept"));
	} else {
		ui_news(ui, NEWS_ERROR, "%s", error->message);
	}
}

static void drop_draft(struct entry *self)
{
	app_draft_save(self->app, "observation", NULL, NULL);
	self->drafted = form_changes(self->form);
}

static gboolean entry_key(struct ui *ui, gpointer data, guint32 key)
{
	struct entry *self = data;
	guint before = form_changes(self->form);

	if (!form_press(self->form, key))
		return FALSE;
	if (form_changes(self->form) != before)
		ui_plan(ui, PAUSE);
	return TRUE;
}

static void entry_paste(struct ui *ui, gpointer data, const char *text)
{
	struct entry *self = data;

	form_paste(self->form, text);
	ui_plan(ui, PAUSE);
}

static gboolean entry_mouse(struct ui *ui, gpointer data, enum mouse what, int x, int y)
{
	(void)ui;
	return what == MOUSE_CLICK && form_click(((struct entry *)data)->form, x, y);
}

static gboolean entry_back(struct ui *ui, gpointer data)
{
	(void)ui;
	return form_back(((struct entry *)data)->form);
}

/* ---- commands
 * ---------------------------------------------------------------------------------------------------------- */

/* The field that a rule's message is about: the record's names are not the form's. */
static const char *field_of(const struct app *app, const struct observation *o)
{
	static const struct {
		const char *record, *form;
	} same[] = {{"category", "what"}, {"place", "where"},    {"area", "where"},
		    {"lat", "where"},     {"time_from", "when"}, {"time_to", "when"},
		    {"text", "text"},     {"cost", "cost"},      {"organisation", "organisation"}};
	const char *field = NULL;

	observation_check(o, app_vocabulary(app), app_now(app), &field, NULL);
	for (gsize i = 0; field && i < G_N_ELEMENTS(same); i++)
		if (strcmp(same[i].record, field) == 0)
			return same[i].form;
	return "what";
}

static gboolean store(struct entry *self, struct observation *o, GError **error)
{
	gint64 keys[2] = {0};

	if (self->aside)
		return app_aside_take(self->app, self->aside, o, error);
	if (!app_observation_save(self->app, o, error))
		return FALSE;
	if (self->same < 0)
		return TRUE;
	keys[0] = g_array_index(self->likely, struct likely, self->same).key;
	keys[1] = o->record.key;
	return app_observations_link(self->app, keys, 2, error);
}

/* Organisation and time carry on to the next. */
static void next_one(struct entry *self)
{
	static const char *const emptied[] = {"what", "where", "text", "cost"};

	for (gsize i = 0; i < G_N_ELEMENTS(emptied); i++)
		form_set(self->form, emptied[i], "", 0);
	form_focus(self->form, "what");
	drop_draft(self);
	find_recent(self);
	self->looked = G_MAXUINT;
	find_likely(self);
}

static void run_save(struct ui *ui, const char *argument)
{
	struct entry *self = ui_self(ui);
	const char *field, *complaint;
	struct observation *o = entry_read(self, &field, &complaint);
	GError *error = NULL;

	(void)argument;
	if (!o) {
		form_complain(self->form, field, complaint);
		ui_news(ui, NEWS_ERROR, "%s", complaint);
		return;
	}
	if (!store(self, o, &error)) {
		form_complain(self->form, field_of(self->app, o), error->message);
		ui_fail(ui, error);
	} else {
		g_autofree char *what = observation_what(o, words(self)), *where = observation_where(o, words(self));

		self->saved++;
		ui_news(ui, NEWS_DONE,
			self->same >= 0 ? _("Saved and linked: %s, %s · %d now · Esc u takes it back")
					: _("Saved: %s, %s · %d now · Esc u takes it back"),
			what, where, self->saved);
		if (self->editing)
			ui_leave(ui);
		else
			next_one(self);
		ui_reload(ui);
	}
	record_free(&observation_kind, o);
}

static char *no_same(struct ui *ui)
{
	struct entry *self = ui_self(ui);

	return self->likely && self->likely->len ? NULL : g_strdup(_("Nothing like it is known in these days."));
}

static void run_same(struct ui *ui, const char *argument)
{
	struct entry *self = ui_self(ui);

	(void)argument;
	self->same = self->same + 1 < (int)self->likely->len ? self->same + 1 : -1;
	ui_news(ui, NEWS_HINT, "%s",
		self->same >= 0 ? _("Saving will link it with the one marked =") : _("Saved on its own"));
}

static char *no_anew(struct ui *ui)
{
	return ((struct entry *)ui_self(ui))->editing ? g_strdup(_("This one exists already.")) : NULL;
}

static void run_anew(struct ui *ui, const char *argument)
{
	struct entry *self = ui_self(ui);

	(void)argument;
	for (const struct form_field *f = fields; f->id; f++)
		form_set(self->form, f->id, "", 0);
	start_new(self);
	drop_draft(self);
	ui_news(ui, NEWS_DONE, _("An empty form."));
}

static const struct command commands[] = {
	{"entry.save", N_("Save"), N_("Saves the observation and begins the next; organisation and time carry on."),
	 NULL, COMMAND_WRITES | COMMAND_UNDOABLE, run_save, NULL},
	{"entry.same", N_("It is the same event"),
	 N_("Links it with a likely duplicate when it is saved; again takes the next one."), NULL, COMMAND_WRITES,
	 run_same, no_same},
	{"entry.anew", N_("Begin anew"), N_("Empties the form and drops the draft."), NULL, 0, run_anew, no_anew},
	{NULL},
};

const struct screen_ops screen_entry = {
	.id = "entry",
	.title = N_("Entry"),
	.commands = commands,
	.open = entry_open,
	.draw = entry_draw,
	.key = entry_key,
	.paste = entry_paste,
	.mouse = entry_mouse,
	.back = entry_back,
	.tick = entry_tick,
	.close = entry_close,
	.form = TRUE,
};
