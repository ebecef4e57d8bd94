/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture in a line or two: how many events, what is still to come, who has not reported, the
 * rarest hotspot. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/text.h"
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

/* The codes of those with this roll, with the weeks of their silence where they are asked for. */
static char **roll_codes(const struct picture *picture, enum roll roll, gboolean weeks)
{
	GStrvBuilder *codes = g_strv_builder_new();

	for (guint i = 0; i < picture->organisations->len; i++) {
		const struct picture_organisation *o = picture->organisations->pdata[i];
		g_autofree char *silent = NULL;

		if (o->roll != (int)roll)
			continue;
		if (weeks && roll == ROLL_SILENT && o->silent_weeks > 1)
			silent = g_strdup_printf(_(" (%d weeks)"), o->silent_weeks);
		g_autofree char *code = g_strconcat(o->code, silent, NULL);
		g_strv_builder_add(codes, code);
	}
	char **out = g_strv_builder_end(codes);
	g_strv_builder_unref(codes);
	return out;
}

char *words_roll_codes(const struct picture *picture, enum roll roll, int columns)
{
	g_auto(GStrv) codes = roll_codes(picture, roll, TRUE);
	char *text = g_strjoinv(", ", codes);

	if (text_width(text) <= columns)
		return text;
	g_strfreev(codes);
	codes = roll_codes(picture, roll, FALSE);
	g_free(text);
	text = g_strjoinv(", ", codes);
	for (guint left = g_strv_length(codes), more = 1; text_width(text) > columns && left > 1;
	     more++) {
		g_clear_pointer(&codes[--left], g_free);
		g_autofree char *some = g_strjoinv(", ", codes);
		g_free(text);
		text = g_strdup_printf("%s +%u", some, more);
	}
	return text;
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
