/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the hours or places beside the rows of the picture: moved about, said in words, and turned
 * into the filter of its observations. */
#include "config.h"

#include "screens/picture_pick.h"

#include <math.h>

#include "osg/filter.h"
#include "osg/observation.h"
#include "osg/ui.h"
#include "osg/week.h"

int facts_quarter(int row)
{
	return (row + 1) % FACTS_HOUR_ROWS;
}

double facts_cell(const struct picture *picture, int day, int row)
{
	double sum = 0;

	for (int hour = facts_quarter(row) * 6; hour < facts_quarter(row) * 6 + 6; hour++)
		sum += picture->grid[day][hour];
	return sum;
}

const struct picture_place *facts_pick_place(const struct facts_pick *pick,
					     const struct picture *picture)
{
	return pick->part == FACTS_PLACES ? picture->places->pdata[pick->place] : NULL;
}

/* Of the places, those that were drawn. */
static int place_count(const struct facts_pick *pick, const struct picture *picture)
{
	return MIN(pick->places.height, (int)picture->places->len);
}

static gboolean is_there(const struct facts_pick *pick, const struct picture *picture,
			 enum facts_part part)
{
	return part == FACTS_NONE || (part == FACTS_HOURS && pick->hours.height > 0) ||
	       (part == FACTS_PLACES && place_count(pick, picture) > 0);
}

void facts_pick_next(struct facts_pick *pick, const struct picture *picture)
{
	do
		pick->part = (pick->part + 1) % (FACTS_PLACES + 1);
	while (!is_there(pick, picture, pick->part));
	pick->place = 0;
}

gboolean facts_pick_key(struct facts_pick *pick, const struct picture *picture, guint32 key)
{
	int right = (key == UI_KEY_RIGHT) - (key == UI_KEY_LEFT),
	    down = (key == UI_KEY_DOWN || key == 'j') - (key == UI_KEY_UP || key == 'k');

	if (pick->part == FACTS_NONE || (!right && !down))
		return FALSE;
	if (pick->part == FACTS_HOURS) {
		pick->day = CLAMP(pick->day + right, 0, 6);
		pick->row = CLAMP(pick->row + down, 0, FACTS_HOUR_ROWS - 1);
	} else {
		pick->place = CLAMP(pick->place + down, 0, place_count(pick, picture) - 1);
	}
	return TRUE;
}

static gboolean is_inside(const struct rectangle *r, int x, int y)
{
	return x >= r->x && x < r->x + r->width && y >= r->y && y < r->y + r->height;
}

gboolean facts_pick_click(struct facts_pick *pick, const struct picture *picture, int x, int y)
{
	if (is_inside(&pick->hours, x, y)) {
		pick->part = FACTS_HOURS;
		pick->day = CLAMP((x - pick->hours.x) / 4, 0, 6);
		pick->row = y - pick->hours.y;
		return TRUE;
	}
	if (!is_inside(&pick->places, x, y) || y - pick->places.y >= place_count(pick, picture))
		return FALSE;
	pick->part = FACTS_PLACES;
	pick->place = y - pick->places.y;
	return TRUE;
}

static gint64 cell_time(const struct facts_pick *pick, const struct picture *picture, int hour)
{
	return time_from_local(week_monday(picture->week) + pick->day + hour / 24, hour % 24 * 3600,
			       FALSE, NULL);
}

char *facts_pick_words(const struct facts_pick *pick, const struct picture *picture)
{
	int hour = facts_quarter(pick->row) * 6, events;

	if (pick->part == FACTS_HOURS) {
		const struct observation cell = {.time_from = cell_time(pick, picture, hour),
						 .time_to = cell_time(pick, picture, hour + 6),
						 .time_precision = TIME_INTERVAL};
		g_autofree char *when = observation_when(&cell, picture->week);

		events = (int)lround(facts_cell(picture, pick->day, pick->row));
		return g_strdup_printf(ngettext("%s: about %d event · {picture.why} shows it",
						"%s: about %d events · {picture.why} shows them",
						(gulong)events),
				       when, events);
	}
	events = facts_pick_place(pick, picture)->now;
	return g_strdup_printf(ngettext("%s: %d event · {picture.why} shows it",
					"%s: %d events · {picture.why} shows them", (gulong)events),
			       facts_pick_place(pick, picture)->name, events);
}

char *facts_pick_filter(const struct facts_pick *pick, const struct picture *picture,
			gboolean english)
{
	g_autofree char *day = NULL, *when = NULL;
	int hour = facts_quarter(pick->row) * 6;

	if (pick->part == FACTS_PLACES)
		return filter_for(facts_pick_place(pick, picture)->key ? "place" : "area",
				  facts_pick_place(pick, picture)->name, english);
	day = day_format_iso(week_monday(picture->week) + pick->day);
	when = g_strdup_printf("%s %02d-%02d", day, hour, hour + 6);
	return filter_for("when", when, english);
}
