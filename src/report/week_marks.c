/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened in the weeks of a chart, as signs above them and a sentence that says what the
 * signs mean: the same on the screen, from what is stored now, and on paper, from the picture. */
#include "config.h"

#include "report/week_marks.h"

#include <string.h>

#include <glib/gi18n.h>

#include "osg/app.h"
#include "osg/calendar.h"
#include "osg/chart.h"

static const struct {
	enum sign sign;
	const char *words; /* the sign as it stands in a sentence, and what it means */
} kinds[] = {
	[WEEK_CALENDAR] = {SIGN_CIRCLE, N_("○ feasts and breaks")},
	[WEEK_RECORDING] = {SIGN_DIAMOND, N_("◆ recorded otherwise from here")},
	[WEEK_MEASURE] = {SIGN_UP, N_("▲ a measure is done")},
};

static void mark_clear(gpointer data)
{
	g_free(((struct chart_mark *)data)->text);
}

static GArray *marks_new(void)
{
	GArray *marks = g_array_new(FALSE, FALSE, sizeof(struct chart_mark));

	g_array_set_clear_func(marks, mark_clear);
	return marks;
}

static void add(GArray *marks, int index, enum week_mark_kind kind, const char *text)
{
	const struct chart_mark mark = {index, kinds[kind].sign, g_strdup(text)};

	g_array_append_val(marks, mark);
}

GArray *week_marks_signs(const GArray *happened, int first)
{
	GArray *marks = marks_new();

	for (guint i = 0; i < happened->len; i++) {
		const struct week_mark *w = &g_array_index(happened, struct week_mark, i);

		add(marks, w->week - first, w->kind, w->text);
	}
	return marks;
}

/* A feast by its name, else what the sign means. */
static const char *mark_words(const struct picture_mark *mark)
{
	return mark->kind == WEEK_CALENDAR ? calendar_name(calendar_mark(mark->week))
					   : strchr(_(kinds[mark->kind].words), ' ') + 1;
}

GArray *week_marks_of_picture(const struct picture *p, int first)
{
	GArray *marks = marks_new();

	for (guint i = 0; i < p->marks->len; i++) {
		const struct picture_mark *mark = p->marks->pdata[i];

		add(marks, mark->week - first, (enum week_mark_kind)mark->kind, mark_words(mark));
	}
	return marks;
}

void week_marks_explain(GString *sentence, const GArray *marks)
{
	guint told = 0;

	for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
		for (guint i = 0; i < marks->len && !(told & 1u << kind); i++) {
			if (g_array_index(marks, struct chart_mark, i).sign != kinds[kind].sign)
				continue;
			g_string_append_printf(sentence, "%s%s", told ? ", " : " ",
					       _(kinds[kind].words));
			told |= 1u << kind;
		}
	g_string_append(sentence, told ? "." : "");
}
