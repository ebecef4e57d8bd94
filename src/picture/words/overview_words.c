/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture in a line or two: how many events, what is still to come, who has not reported, the
 * rarest hotspot. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/words.h"

char *words_total(const struct picture *picture)
{
	g_autofree char *events = words_events(picture);
	g_autofree char *range = words_range(picture->lower, picture->upper);
	g_autofree char *week = week_name(picture->usual_week);

	if (picture->weeks <= 0)
		return g_strconcat(events, _(", no history yet"), NULL);
	g_autofree char *usual = g_strdup_printf(_(", usual %s"), range);
	return picture->usual_week == picture->week
		       ? g_strconcat(events, usual, NULL)
		       : g_strconcat(events, usual, " (", week, ")", NULL);
}

char *words_waited(const struct picture *picture)
{
	GString *out = g_string_new(NULL);

	if (picture->number) {
		g_string_append_printf(out,
				       ngettext("%d new since version %d",
						"%d new since version %d", (gulong)picture->newer),
				       picture->newer, picture->number);
		return g_string_free(out, FALSE);
	}
	if (picture->expected_late > 0)
		g_string_append_printf(out, _("Still expected: about %d"), picture->expected_late);
	else
		g_string_append_printf(out, _("The week before: %d"), picture->last_counted);
	if (picture->unplaced > 0)
		g_string_append_printf(out, _(" · %d without a place"), picture->unplaced);
	return g_string_free(out, FALSE);
}

char *words_roll_codes(const struct picture *picture, enum roll roll)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];

		if (o->roll != (int)roll)
			continue;
		g_string_append_printf(out, "%s%s", out->len ? ", " : "", o->code);
		if (roll == ROLL_SILENT && o->silent_weeks > 1)
			g_string_append_printf(out, _(" (%d weeks)"), o->silent_weeks);
	}
	return g_string_free(out, FALSE);
}

char *words_hotspots_line(const struct picture *picture)
{
	const struct picture_hotspot *first =
		picture->hotspots->len ? picture->hotspots->pdata[0] : NULL;
	char *unknown = first ? NULL : words_hotspots_not_judged(picture);
	GString *out;

	if (!first)
		return unknown ? unknown : words_hotspot_remark(&picture->hotspot_basis);
	g_autofree char *title = words_hotspot_title(first);
	out = g_string_new(NULL);
	/* TRANSLATORS: mark, number, what and where, state: "R▲ Hotspot 1 Visättra + 4 places,
	 * damage · growing" */
	g_string_append_printf(out, _("%s Hotspot %d %s · %s"), words_hotspot_mark(first),
			       first->number, title, words_hotspot_state(first));
	if (picture->hotspots->len > 1)
		g_string_append_printf(out, _(" · %u more"), picture->hotspots->len - 1);
	return g_string_free(out, FALSE);
}
