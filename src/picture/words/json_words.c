/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture for other programs: its facts, and beside them the sentences that a reader of osg
 * sees, made in the language of the moment. What is stored and summed has none of them. */
#include "config.h"

#include "osg/week.h"
#include "osg/words.h"

/* NULL is null. Takes the text. */
static void add_text(json_t *to, const char *name, char *take_text)
{
	json_object_set_new(to, name, take_text ? json_string(take_text) : json_null());
	g_free(take_text);
}

static void add_signal_words(json_t *to, const struct picture *p, const struct picture_signal *s)
{
	add_text(to, "category_label", words_signal_what(s));
	add_text(to, "sentence", words_signal_sentence(p, s));
}

static void add_hotspot_words(json_t *to, const struct picture_hotspot *h, int week)
{
	add_text(to, "title", words_hotspot_title(h));
	add_text(to, "sentence", words_hotspot_sentence(h));
	add_text(to, "what", words_hotspot_what(h));
	add_text(to, "when", words_hotspot_when(h));
	add_text(to, "who", words_hotspot_who(h));
	add_text(to, "holds", words_hotspot_holds(h));
	add_text(to, "otherwise", words_hotspot_otherwise(h, week));
	add_text(to, "decided_before", words_hotspot_earlier(h));
}

json_t *words_hotspot_json(const struct picture_hotspot *h, int week)
{
	json_t *out = picture_hotspot_json(h);

	add_hotspot_words(out, h, week);
	return out;
}

json_t *words_picture_json(const struct picture *p)
{
	json_t *out = picture_json(p, FALSE);
	json_t *signals = json_object_get(out, "signals"), *places = json_object_get(out, "places"),
	       *hotspots = json_object_get(out, "hotspots"),
	       *lines = json_object_get(out, "breakdown");

	for (guint i = 0; i < p->signals->len; i++)
		add_signal_words(json_array_get(signals, i), p, p->signals->pdata[i]);
	for (guint i = 0; i < p->places->len; i++) {
		const struct picture_place *place = p->places->pdata[i];

		add_text(json_array_get(places, i), "top_category",
			 g_strdup(words_label(&place->label)));
	}
	for (guint i = 0; i < p->breakdown->len; i++) {
		json_t *line = json_array_get(lines, i);

		add_text(line, "category_label", words_line_what(p->breakdown->pdata[i]));
		add_text(line, "sentence", words_line_sentence(p, p->breakdown->pdata[i]));
	}
	for (guint i = 0; i < p->hotspots->len; i++)
		add_hotspot_words(json_array_get(hotspots, i), p->hotspots->pdata[i], p->week);
	add_text(out, "name", words_period(p->period));
	if (p->week == WEEK_NONE)
		add_text(out, "basis", words_period_basis(p));
	add_text(out, "language", g_strdup(words_language()));
	add_text(out, "hotspot_remark", words_hotspot_remark(&p->hotspot_basis));
	return out;
}
