/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hotspot_year.h"

static void year_count(struct hotspot_year *year, int places, int events, const gint32 *place,
		       const gint32 *day, const gint32 *stratum)
{
	int strata = year->strata;

	for (int i = 0; i < events; i++) {
		int back = year->last_day - day[i];

		year->since[(back + 1) * strata + stratum[i]]++;
		year->begin[place[i] + 1]++;
	}
	for (int i = strata; i < (HOTSPOT_YEAR_DAYS + 1) * strata; i++)
		year->since[i] += year->since[i - strata];
	for (int p = 0; p < places; p++)
		year->begin[p + 1] += year->begin[p];
}

void hotspot_year_fill(struct hotspot_year *year, const struct hotspot_input *input, int last_day,
		       int events, const gint32 *place, const gint32 *day, const gint32 *stratum)
{
	g_autofree int *next = NULL;

	year->last_day = last_day;
	year->strata = MAX(input->strata, 1);
	year->since = g_new0(int, (HOTSPOT_YEAR_DAYS + 1) * year->strata);
	year->begin = g_new0(int, input->places + 1);
	year->day = g_new(gint32, events + 1);
	year->stratum = g_new(gint32, events + 1);
	year_count(year, input->places, events, place, day, stratum);
	next = g_memdup2(year->begin, sizeof *next * (gsize)(input->places + 1));
	for (int i = 0; i < events; i++) {
		int at = next[place[i]]++;

		year->day[at] = day[i];
		year->stratum[at] = stratum[i];
	}
}

struct hotspot_stratum *hotspot_year_strata(const struct hotspot_year *year,
					    const struct hotspot *hotspot)
{
	int strata = year->strata,
	    window = CLAMP(year->last_day - hotspot->first_day, -1, HOTSPOT_YEAR_DAYS - 1) + 1;
	struct hotspot_stratum *count = g_new0(struct hotspot_stratum, strata);

	for (int s = 0; s < strata; s++) {
		count[s].all = year->since[HOTSPOT_YEAR_DAYS * strata + s];
		count[s].window = year->since[window * strata + s];
	}
	for (int m = 0; m < hotspot->count; m++)
		for (int i = year->begin[hotspot->members[m]];
		     i < year->begin[hotspot->members[m] + 1]; i++) {
			struct hotspot_stratum *c = &count[year->stratum[i]];

			c->zone++;
			c->observed += year->day[i] >= hotspot->first_day;
		}
	return count;
}

void hotspot_year_clear(struct hotspot_year *year)
{
	g_free(year->since);
	g_free(year->begin);
	g_free(year->day);
	g_free(year->stratum);
}
