/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "osg/week.h"

#include "demo.h"

char *demo_source_id(const struct demo_year *year, const struct demo_report *report)
{
	return g_strdup_printf("%s-2024-%05d", year->world->organisations[report->organisation].code, report->number);
}

char *demo_file_name(const struct demo_year *year, int organisation, int week)
{
	const struct demo_organisation *o = &year->world->organisations[organisation];
	g_autofree char *text = week_format(year->first_week + week);
	return g_strdup_printf("%s_%s.%s", o->code, text, strcmp(o->delivery, "open311") ? "csv" : "json");
}
