/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One A3 for the wall of a police station or a housing office, where anybody may stand before it:
 * the map with the level of each district, what is being done, and the week by kind; no more than
 * the public page tells. */
#include "config.h"

#include <glib/gi18n.h>

#include "report/public.h"
#include "report/summary.h"

#include "osg/words.h"

#define MAP_WIDTH 320 /* points */
#define BAR_HEIGHT 12
enum { MOST_BARS = 6 };

static void bars_section(struct document *d, const struct picture *p)
{
	g_autofree gboolean *hidden = g_new0(gboolean, p->public_counts->len + 1);
	int rest;
	g_autoptr(GPtrArray) told = public_told(p, hidden, &rest);
	int count = (int)MIN(told->len, MOST_BARS);
	struct chart_bar bars[MOST_BARS];
	g_autoptr(GString) list = g_string_new(NULL);

	if (!count)
		return;
	for (int i = 0; i < count; i++) {
		const struct picture_tally *tally = told->pdata[i];

		bars[i] = (struct chart_bar){.label = words_label(&tally->label),
					     .value = tally->count};
		g_string_append_printf(list, "%s%s\u00a0%d", i ? ", " : "", bars[i].label,
				       tally->count);
	}
	struct drawing *drawing = chart_bars_across(bars, count);
	g_autofree char *sentence =
		g_strdup_printf(_("Reported events in the whole municipality: %s."), list->str);
	drawing_say(drawing, sentence);
	document_heading(d, 2, _("Most often"));
	document_drawing(d, drawing, count * BAR_HEIGHT + BAR_HEIGHT);
}

struct document *report_poster(struct session *session, const struct report_options *options,
			       GError **error)
{
	struct picture *p = public_picture(session, options, error);
	struct document *d = p ? public_new(p, PAPER_A3) : NULL;
	int height;
	struct drawing *map = p ? summary_map(p, SUMMARY_MAP_PUBLIC, MAP_WIDTH, &height) : NULL;

	if (!p)
		return NULL;
	if (p->public_text)
		document_paragraph(d, NULL, p->public_text);
	if (map)
		document_drawing(d, map, height);
	public_levels(d, p);
	public_measures(d, p);
	bars_section(d, p);
	public_rules(d);
	picture_free(p);
	return d;
}
