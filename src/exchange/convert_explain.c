/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the columns of a file are understood: what each means, a cell of it, what its row became. */
#include "config.h"

#include "exchange/convert_private.h"
#include "osg/observation.h"
#include "osg/week.h"

static char *become_time(const struct converter *c UNUSED, const struct observation *o)
{
	return observation_when(o, WEEK_NONE);
}

static char *become_category(const struct converter *c, const struct observation *o)
{
	return observation_what(o, c->options->registry);
}

static char *become_place(const struct converter *c, const struct observation *o)
{
	return observation_where(o, c->options->registry);
}

static char *become_organisation(const struct converter *c, const struct observation *o)
{
	const struct organisation *who =
		registry_organisation(c->options->registry, o->organisation);

	return g_strdup(who ? who->code : NULL);
}

static const struct {
	const char *title;
	char *(*become)(const struct converter *c, const struct observation *o); /* NULL: the cell
										    itself */
} meanings[COLUMNS] = {
	[COLUMN_ID] = {N_("the source's own number"), NULL},
	[COLUMN_WHEN] = {N_("when"), become_time},
	[COLUMN_TO] = {N_("when it ended"), become_time},
	[COLUMN_DATE] = {N_("date"), become_time},
	[COLUMN_TIME] = {N_("time of day"), become_time},
	[COLUMN_TO_DATE] = {N_("date of the end"), become_time},
	[COLUMN_TO_TIME] = {N_("time of day of the end"), become_time},
	[COLUMN_CATEGORY] = {N_("category"), become_category},
	[COLUMN_SUB] = {N_("sub-category"), become_category},
	[COLUMN_PLACE] = {N_("place"), become_place},
	[COLUMN_AREA] = {N_("area"), become_place},
	[COLUMN_ADDRESS] = {N_("address"), become_place},
	[COLUMN_LAT] = {N_("latitude"), become_place},
	[COLUMN_LON] = {N_("longitude"), become_place},
	[COLUMN_X] = {N_("coordinate X"), become_place},
	[COLUMN_Y] = {N_("coordinate Y"), become_place},
	[COLUMN_POSITION] = {N_("position"), become_place},
	[COLUMN_ORGANISATION] = {N_("organisation"), become_organisation},
	[COLUMN_MUNICIPALITY] = {N_("which municipality"), NULL},
	[COLUMN_TEXT] = {N_("text"), NULL},
	[COLUMN_SEARCH] = {N_("text in which places are looked for"), become_place},
	[COLUMN_KNOWN] = {N_("how it is known"), NULL},
	[COLUMN_POLICE_REPORT] = {N_("police report"), NULL},
	[COLUMN_COST] = {N_("cost"), NULL},
};

const char *column_title(enum column column)
{
	return _(meanings[column].title);
}

/* COLUMNS: it has no meaning. */
static int meaning_of(const struct converter *c, int column)
{
	for (int m = 0; m < COLUMNS; m++)
		for (const int *at = c->binding.at[m]; *at >= 0; at++)
			if (*at == column)
				return m;
	return COLUMNS;
}

void converter_take_samples(struct converter *c)
{
	const struct observation *o = &c->incoming.observation;

	if (!c->told)
		c->told = g_new0(struct told_column, c->count);
	for (int i = 0; i < MIN(c->count, c->row->count); i++) {
		int m = meaning_of(c, i);

		if (c->told[i].sample || !*c->row->cells[i])
			continue;
		c->told[i].sample = converter_clean(c->row->cells[i], FALSE);
		if (m < COLUMNS && meanings[m].become)
			c->told[i].read = meanings[m].become(c, o);
	}
}

void converter_tell_columns(const struct converter *c)
{
	static const struct told_column none;

	for (int i = 0; c->options->column && i < c->count; i++) {
		const struct told_column *told = c->told ? &c->told[i] : &none;
		int m = meaning_of(c, i);

		c->options->column(c->header[i], m < COLUMNS ? _(meanings[m].title) : NULL,
				   told->sample, told->read, c->options->data);
	}
}

void converter_told_free(struct converter *c)
{
	for (int i = 0; c->told && i < c->count; i++) {
		g_free(c->told[i].sample);
		g_free(c->told[i].read);
	}
	g_free(c->told);
}
