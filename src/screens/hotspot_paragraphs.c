/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paragraphs of a hotspot, from the sentences that stand in it. */
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
	g_autofree char *week = h->decided_week == WEEK_NONE ? NULL : words_week(h->decided_week);

	if (h->decision == DECISION_GROUP)
		say(out, STYLE_STRONG,
		    g_strdup_printf(_("Focus group since %s: %s"), week ? week : "?",
				    h->reason ? h->reason : ""));
	else if (h->decision == DECISION_DISMISSED)
		say(out, STYLE_STRONG,
		    g_strdup_printf(_("Dismissed %s: %s"), week ? week : "?",
				    h->reason ? h->reason : ""));
}

/* What kind of place it has been over the year, for the words of emerging_word. */
static const struct {
	const char *word, *text;
} year_words[] = {
	{"new-hot", N_("Over the year: not among the busy places before.")},
	{"consecutive-hot",
	 N_("Over the year: busier than others only lately, several months in a row.")},
	{"intensifying-hot", N_("Over the year: always among the busiest, and rising.")},
	{"persistent-hot", N_("Over the year: always among the busiest.")},
	{"diminishing-hot", N_("Over the year: among the busiest, though falling.")},
	{"sporadic-hot", N_("Over the year: busy on and off.")},
	{"oscillating-hot", N_("Over the year: busy now, calmer than others at times.")},
	{"historical-hot", N_("Over the year: among the busiest before, not now.")},
};

static void append_year(GArray *out, const struct picture_hotspot *h)
{
	for (gsize i = 0; i < G_N_ELEMENTS(year_words); i++)
		if (g_strcmp0(h->emerging, year_words[i].word) == 0)
			say(out, STYLE_TEXT, g_strdup(_(year_words[i].text)));
}

GArray *hotspot_paragraphs(const struct picture_hotspot *h)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct paragraph));

	g_array_set_clear_func(out, paragraph_clear);
	say(out, STYLE_STRONG,
	    g_strdup_printf(_("Hotspot %d · %s · %s"), h->number, h->area ? h->area : "",
			    words_hotspot_state(h)));
	say(out, STYLE_TEXT, g_strdup(h->sentence));
	append_decision(out, h);
	say(out, STYLE_TEXT,
	    g_strdup_printf(_("What: %s. When: %s. Who: %s."), h->what, h->when, h->who));
	say(out, STYLE_TEXT, g_strdup_printf(_("Does it hold? %s"), h->holds));
	if (h->otherwise)
		say(out, STYLE_TEXT, g_strdup_printf(_("What else it could be: %s"), h->otherwise));
	if (h->earlier)
		say(out, STYLE_TEXT, g_strdup(h->earlier));
	append_year(out, h);
	return out;
}
