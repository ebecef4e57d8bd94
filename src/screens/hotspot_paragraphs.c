/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paragraphs of a hotspot, from its sentences. */
#include "config.h"

#include "screens/hotspot_paragraphs.h"

#include "osg/error.h"
#include "osg/record.h"
#include "osg/week.h"
#include "osg/words.h"

static void paragraph_clear(gpointer data)
{
	g_free(((struct paragraph *)data)->text);
}

static void say(GArray *out, enum style style, char *take_text)
{
	struct paragraph p = {style, take_text};

	g_array_append_val(out, p);
}

static void append_decision(GArray *out, const struct picture_hotspot *h)
{
	g_autofree char *week = h->decided_week == WEEK_NONE
					? NULL
					: week_name_beside(h->decided_week, h->last_week);

	if (h->decision == DECISION_GROUP)
		say(out, STYLE_STRONG,
		    g_strdup_printf(_("Focus group since %s: %s"), week ? week : "?",
				    h->reason ? h->reason : ""));
	else if (h->decision == DECISION_DISMISSED)
		say(out, STYLE_STRONG,
		    g_strdup_printf(_("Dismissed %s: %s"), week ? week : "?",
				    h->reason ? h->reason : ""));
}

GArray *hotspot_paragraphs(const struct picture_hotspot *h, int week)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct paragraph));
	g_autofree char *what = words_hotspot_what(h), *when = words_hotspot_when(h),
			*who = words_hotspot_who(h), *holds = words_hotspot_holds(h),
			*otherwise = words_hotspot_otherwise(h, week),
			*earlier = words_hotspot_earlier(h);
	const char *year = words_hotspot_year(h);

	g_array_set_clear_func(out, paragraph_clear);
	say(out, STYLE_STRONG,
	    g_strdup_printf(_("Hotspot %d · %s · %s"), h->number, h->area ? h->area : "",
			    words_hotspot_state(h)));
	say(out, STYLE_TEXT, words_hotspot_sentence(h));
	append_decision(out, h);
	say(out, STYLE_TEXT, g_strdup_printf(_("What: %s. When: %s. Who: %s."), what, when, who));
	say(out, STYLE_TEXT, g_strdup_printf(_("Does it hold? %s"), holds));
	if (otherwise)
		say(out, STYLE_TEXT, g_strdup_printf(_("What else it could be: %s"), otherwise));
	if (earlier)
		say(out, STYLE_TEXT, g_steal_pointer(&earlier));
	if (year)
		say(out, STYLE_TEXT, g_strdup(year));
	return out;
}
