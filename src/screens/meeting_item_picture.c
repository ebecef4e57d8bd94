/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The meeting's items about the picture: what asks for an answer, the level of each district, and
 * the places that come first. */
#include "config.h"

#include "screens/meeting_rows.h"

#include "osg/text.h"
#include "osg/words.h"

#define PLACES_SHOWN 12

/* the picture */

static gint64 subject_number(const struct subject *about, gint64 reminder)
{
	gint64 parts[] = {about->hotspot,     about->category, about->area, about->place,
			  about->focus_group, about->measure,  reminder};
	guint64 number = 17;

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		number = number * 10007 + (guint64)parts[i];
	return (gint64)number;
}

static void add_matter(struct meeting_screen *self, const struct matter *m, const char *mark)
{
	struct meeting_row *row = meeting_row_add(
		self, ROW_MATTER, subject_number(&m->about, m->reminder), m->made ? "✓" : mark,
		g_strdup(m->title), m->made ? meeting_outcome_words(self->session, m->made) : NULL);

	row->of = m;
	row->about = m->about;
	row->places = m->places && m->places->len ? m->places : NULL;
	row->more = g_strdup(m->sentence);
}

static void add_matters(struct meeting_screen *self)
{
	guint open = 0;

	for (guint i = 0; i < self->matters->len; i++)
		open += ((const struct matter *)self->matters->pdata[i])->made == NULL;
	meeting_row_heading(self, _("To be decided"),
			    self->matters->len ? g_strdup_printf(_("%u of %u without an answer"),
								 open, self->matters->len)
					       : NULL);
	for (guint i = 0; i < self->matters->len; i++)
		add_matter(self, self->matters->pdata[i], "!");
	if (!self->matters->len)
		meeting_row_words(self,
				  g_strdup(ui_picture(self->ui)
						   ? _("Nothing asks for a decision this week.")
						   : _("The picture of this week is being "
						       "compiled …")));
}

static void add_glances(struct meeting_screen *self)
{
	if (self->glances->len)
		meeting_row_heading(self, _("Worth a glance"), NULL);
	for (guint i = 0; i < self->glances->len; i++)
		add_matter(self, self->glances->pdata[i], "");
}

static const char *trend(int now, int before)
{
	if (now < 0 || before < 0)
		return " ";
	return now > before ? "▲" : now < before ? "▼" : "►";
}

/* Last week's, this week's and which way: columns of a heading and its rows. */
static char *level_cells(const char *was, const char *is, const char *way)
{
	enum { LEVEL_COLUMN = 6 };
	g_autofree char *before = text_fit(was, LEVEL_COLUMN, TEXT_RIGHT),
			*now = text_fit(is, LEVEL_COLUMN, TEXT_RIGHT),
			*trend = text_fit(way, 2, TEXT_RIGHT);

	return g_strconcat(before, now, trend, NULL);
}

static void add_level(struct meeting_screen *self, const struct area *area)
{
	int now = meeting_level(self->whole->levels, area->record.key),
	    before = meeting_level(self->whole->levels_before, area->record.key);
	const char *anchor = words_level_anchor(now < 0 ? before : now);
	struct meeting_row *row;
	g_autofree char *was = before < 0 ? g_strdup("–") : g_strdup_printf("%d", before),
			*is = now < 0 ? g_strdup("_") : g_strdup_printf("%d", now);

	row = meeting_row_add(self, ROW_LEVEL, area->record.key, "", g_strdup(area->name),
			      level_cells(was, is, trend(now, before)));
	row->of = area;
	row->about.area = area->record.key;
	if (anchor)
		row->more = g_strdup_printf("%d = %s", now < 0 ? before : now, anchor);
	else
		row->more = g_strdup(_("0 calm … 4 acute: press the digit."));
}

void meeting_item_picture(struct meeting_screen *self)
{
	g_autoptr(GPtrArray) districts = meeting_districts(self->session);
	g_autofree char *before = week_name(self->whole->meeting->week - 1);

	add_matters(self);
	add_glances(self);
	meeting_row_heading(self, _("Level per district"), level_cells(before, _("now"), ""));
	for (guint i = 0; i < districts->len; i++)
		add_level(self, districts->pdata[i]);
}

/* priorities */

/* "BEV rond 18–01, HUGE lampor": what was decided about a place at this meeting. */
static char *decided_about(const struct meeting_screen *self, gint64 place)
{
	const GPtrArray *decisions = self->whole->decisions;
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < decisions->len; i++) {
		const struct meeting_decision *d = decisions->pdata[i];
		g_autofree char *words = NULL;

		if (d->about.place != place)
			continue;
		words = meeting_decision_title(self->session, d);
		g_string_append_printf(out, "%s%s", out->len ? "; " : "", words);
	}
	return g_string_free(out, FALSE);
}

void meeting_item_priorities(struct meeting_screen *self)
{
	const struct picture *picture = ui_picture(self->ui);
	g_autofree char *last = week_name(self->whole->meeting->week - 1);

	meeting_row_heading(self, _("Most events"), g_strdup_printf(_("now  %s"), last));
	for (guint i = 0; picture && i < picture->places->len && i < PLACES_SHOWN; i++) {
		const struct picture_place *p = picture->places->pdata[i];
		g_autofree char *name = words_place(p),
				*decided = p->key ? decided_about(self, p->key) : NULL;
		gboolean has = decided && *decided;
		struct meeting_row *row = meeting_row_add(
			self, ROW_PLACE, p->key, has ? "✓" : "",
			g_strdup_printf("%s%s%s", name, has ? " · " : "", has ? decided : ""),
			g_strdup_printf("%3d   %3d", p->now, p->last));

		row->about.place = p->key;
		row->more = g_strdup_printf(_("%s, %s. Something happened here in %d of the last "
					      "eight weeks; most often %s."),
					    name, p->area ? p->area : "–", p->busy_weeks,
					    words_label(&p->label));
	}
	if (!picture || !picture->places->len)
		meeting_row_words(self, g_strdup(_("No place has more than the others.")));
}
