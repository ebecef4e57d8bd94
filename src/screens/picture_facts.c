/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the picture says beside its rows: how complete it is, when and where things happened, the
 * situation in words. Draws; decides nothing. */
#include "config.h"

#include "screens/picture_facts.h"

#include <math.h>

#include "osg/error.h"
#include "osg/week.h"
#include "osg/words.h"
#include "ui/command.h"

/* What is still to come; of a fixed version what has come since, and the key that shows it. */
static char *waited_words(const struct picture *picture)
{
	g_autofree char *waited = words_waited(picture), *text = NULL;

	if (!picture->number)
		return g_steal_pointer(&waited);
	text = g_strdup_printf(_("%s ({picture.draft} shows the draft)"), waited);
	return command_sentence(text);
}

static void draw_hotspots(const struct picture *picture, struct surface *s, struct rectangle r)
{
	g_autofree char *words = words_hotspots_line(picture);
	const struct picture_hotspot *first =
		picture->hotspots->len ? picture->hotspots->pdata[0] : NULL;

	if (words)
		surface_text(s, r.x + 1, r.y, r.width - 2,
			     first && hotspot_is_open(first) ? STYLE_FLAG : STYLE_TEXT, words);
}

/* "Silent: BAL, HEM +2": as many of the codes as fit. */
static void draw_codes(const struct picture *picture, enum roll roll, struct surface *s,
		       struct rectangle r)
{
	const char *form = roll == ROLL_SILENT ? _("Silent: %s") : _("Nothing to report: %s");
	g_auto(GStrv) around = g_strsplit(form, "%s", 2);
	g_autofree char *codes = words_roll_codes(picture, roll,
						  r.width - text_width(around[0]) -
							  text_width(around[1])),
			*text = g_strconcat(around[0], *codes ? codes : "–", around[1], NULL);

	surface_text(s, r.x, r.y, r.width,
		     *codes && roll == ROLL_SILENT ? STYLE_STRONG : STYLE_TEXT, text);
}

void picture_draw_roll(const struct picture *picture, struct surface *s, struct rectangle r)
{
	g_autofree char *total = words_total(picture), *waited = waited_words(picture);
	int half = r.width < 70 ? r.width : MAX(text_width(total), text_width(waited)) + 2;
	struct rectangle beside = {r.x + 1 + half, r.y, r.width - half - 1, 1};

	surface_text(s, r.x + 1, r.y, r.width - 2, STYLE_STRONG, total);
	if (r.height > 2)
		draw_hotspots(picture, s, (struct rectangle){r.x, r.y + 2, r.width, 1});
	if (r.height < 2)
		return;
	if (beside.width < 20) {
		draw_codes(picture, ROLL_SILENT, s,
			   (struct rectangle){r.x + 1, r.y + 1, r.width - 2, 1});
		return;
	}
	surface_text(s, r.x + 1, r.y + 1, half - 1, STYLE_TEXT, waited);
	draw_codes(picture, ROLL_NIL, s, beside);
	beside.y++;
	draw_codes(picture, ROLL_SILENT, s, beside);
}

static const char *shade(double value, double most)
{
	static const char *const shades[] = {" ", "·", "▪", "■", "█"};

	if (value < 0.05 || most <= 0)
		return shades[0];
	return shades[CLAMP((int)ceil(value / most * 4), 1, 4)];
}

static void show_picked(struct surface *s, struct rectangle r)
{
	surface_restyle(s, r, STYLE_SELECTED);
	surface_cursor(s, r.x, r.y);
}

void picture_draw_grid(const struct picture *picture, struct surface *s, struct rectangle r,
		       struct facts_pick *pick)
{
	double most = 0;

	for (int day = 0; day < 7; day++)
		for (int row = 0; row < FACTS_HOUR_ROWS; row++)
			most = MAX(most, facts_cell(picture, day, row));
	pick->hours =
		(struct rectangle){r.x + 6, r.y + 1, 28, CLAMP(r.height - 1, 0, FACTS_HOUR_ROWS)};
	for (int day = 0; day < 7; day++)
		surface_text(s, r.x + 7 + day * 4, r.y, 3, STYLE_HEADING,
			     weekday_abbreviation(day));
	for (int row = 0; row < pick->hours.height; row++) {
		int q = facts_quarter(row);

		surface_printf(s, r.x, r.y + 1 + row, 6, STYLE_TEXT, "%02d–%02d", q * 6, q * 6 + 6);
		for (int day = 0; day < 7; day++) {
			double sum = facts_cell(picture, day, row);

			if (pick->figures)
				surface_printf(s, r.x + 7 + day * 4, r.y + 1 + row, 3, STYLE_TEXT,
					       "%.0f", sum);
			else
				surface_text(s, r.x + 7 + day * 4, r.y + 1 + row, 2, STYLE_CHART,
					     shade(sum, most));
		}
	}
	if (pick->part == FACTS_HOURS)
		show_picked(s, (struct rectangle){pick->hours.x + pick->day * 4,
						  pick->hours.y + pick->row, 4, 1});
}

void picture_draw_places(const struct picture *picture, struct surface *s, struct rectangle r,
			 struct facts_pick *pick)
{
	g_autofree char *now = week_name(picture->week), *last = week_name(picture->week - 1);
	int figures = r.x + r.width - 11;

	if (r.width < 28)
		return;
	pick->places = (struct rectangle){r.x, r.y + 1, r.width, MAX(r.height - 1, 0)};
	surface_text(s, r.x, r.y, r.width - 14, STYLE_HEADING, _("Most events"));
	surface_text(s, figures, r.y, 5, STYLE_HEADING, now);
	surface_text(s, figures + 7, r.y, 5, STYLE_HEADING, last);
	for (int i = 0; i + 1 < r.height && i < (int)picture->places->len; i++) {
		const struct picture_place *place = picture->places->pdata[i];
		g_autofree char *name = words_place(place);
		int y = r.y + 1 + i;

		surface_text(s, r.x, y, r.width - 14, STYLE_TEXT, name);
		surface_printf(s, figures, y, 6, STYLE_TEXT, "%4d", place->now);
		surface_printf(s, figures + 7, y, 6, STYLE_TEXT, "%4d", place->last);
	}
	if (pick->part == FACTS_PLACES)
		show_picked(s,
			    (struct rectangle){r.x, pick->places.y + pick->place, r.width - 1, 1});
}

void picture_draw_facts(const struct picture *picture, struct surface *s, struct rectangle r,
			struct facts_pick *pick)
{
	picture_draw_grid(picture, s, (struct rectangle){r.x, r.y, 34, r.height}, pick);
	picture_draw_places(picture, s, (struct rectangle){r.x + 37, r.y, r.width - 37, r.height},
			    pick);
}

/* At the bottom, as many rows as it has, leaving half to the figures. Rows taken. */
int picture_draw_situation(const struct picture *picture, struct surface *s, struct rectangle r)
{
	g_autoptr(GPtrArray) lines =
		picture->situation ? text_wrap(picture->situation, MAX(r.width, 1)) : NULL;
	int rows = lines ? MIN((int)lines->len + 1, (r.height - 1) / 2) : 0;

	if (rows < 2)
		return 0;
	r.y += r.height - rows;
	surface_text(s, r.x, r.y, r.width, STYLE_HEADING, _("The situation in general"));
	surface_wrapped(s, (struct rectangle){r.x, r.y + 1, r.width, rows - 1}, STYLE_TEXT,
			picture->situation, 0);
	return rows + 1;
}
