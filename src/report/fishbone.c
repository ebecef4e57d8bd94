/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The causes of a group as a fishbone: the problem at the head, place and target above the spine,
 * actor and guardian below. The same drawing on screen and on paper. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/report.h"
#include "osg/words.h"

enum { WIDTH = 100, HEIGHT = 60, SPINE = 30, MOST = 6, STEP = 4, TEXT_WIDTH = 33 };
/* Where the texts of the left and the right half begin, where their ribs stand, and how far down
 * and along the head reaches. */
enum { LEFT_TEXT = 1, LEFT_RIB = 44, RIGHT_TEXT = 49, RIGHT_RIB = 92, LEAN = 2, HEAD = 3 };

/* The head of a rib stands at x, its tip on the spine. */
static void rib(struct drawing *drawing, int aspect)
{
	double x = aspect % 2 ? RIGHT_RIB : LEFT_RIB;
	gboolean above = aspect < 2;
	const double points[] = {x, above ? HEIGHT - 1 : 1, x + LEAN, SPINE};

	drawing_line(drawing, INK_QUIET, points, 2);
	drawing_text(drawing, INK_FLAG, aspect % 2 ? RIGHT_TEXT : LEFT_TEXT, above ? HEIGHT - 1 : 1,
		     TEXT_LEFT, words_aspect(aspect));
}

static void bone(struct drawing *drawing, const struct cause_node *node, int aspect, int nth)
{
	g_autofree char *text = g_strdup_printf("%s%s", node->depth ? "· " : "", node->cause->text);
	g_autoptr(GString) fitted = g_string_new(NULL);
	double y = aspect < 2 ? HEIGHT - 1 - STEP * (nth + 1) : 1 + STEP * (nth + 1);

	text_append_fitted(fitted, text, TEXT_WIDTH, TEXT_LEFT);
	drawing_text(drawing, node->depth ? INK_OTHER : INK_DATA,
		     aspect % 2 ? RIGHT_TEXT : LEFT_TEXT, y, TEXT_LEFT, g_strchomp(fitted->str));
}

/* The spine with its head, and the problem above it: far enough for a row of the screen. */
static void spine(struct drawing *drawing, const char *problem)
{
	const double line[] = {1, SPINE, WIDTH - HEAD, SPINE};
	const double head[] = {WIDTH - HEAD, SPINE - HEAD, WIDTH - HEAD,
			       SPINE + HEAD, WIDTH,        SPINE};

	drawing_line(drawing, INK_FLAG, line, 2);
	drawing_area(drawing, INK_FLAG, head, 3);
	drawing_text(drawing, INK_FLAG, RIGHT_RIB - 1, SPINE + 2 * HEAD, TEXT_RIGHT, problem);
}

struct drawing *report_fishbone(const struct dossier *dossier)
{
	struct drawing *drawing = drawing_new(0, WIDTH, 0, HEIGHT);
	g_autoptr(GArray) tree = cause_tree(dossier->causes);
	int count[4] = {0};

	spine(drawing, dossier->group->title ? dossier->group->title : "?");
	for (int aspect = 0; aspect < 4; aspect++)
		rib(drawing, aspect);
	for (guint i = 0; i < tree->len; i++) {
		const struct cause_node *node = &g_array_index(tree, struct cause_node, i);
		int aspect = CLAMP(node->cause->aspect, 0, 3);

		if (count[aspect] < MOST)
			bone(drawing, node, aspect, count[aspect]++);
	}
	drawing_say(drawing, _("The causes as a fishbone: place and target above the spine, actor "
			       "and guardian below; they are listed beneath."));
	return drawing;
}
