/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The causes of a group as a fishbone: the problem at the head, place and target above the spine,
 * actor and guardian below. The same drawing on screen and on paper. */
#include "config.h"

#include <glib/gi18n.h>

#include "osg/report.h"
#include "osg/words.h"

enum { WIDTH = 100, HEIGHT = 60, SPINE = 30, MOST = 6, STEP = 4, TEXT_WIDTH = 33, FOOT = 2 };
/* Where the texts of the left and the right half begin, where their ribs stand, and how far down
 * and along the head reaches. */
enum { LEFT_TEXT = 1, LEFT_RIB = 44, RIGHT_TEXT = 49, RIGHT_RIB = 92, LEAN = 2, HEAD = 3 };

/* The head of a rib stands at x, its tip on the spine. */
static void rib(struct drawing *drawing, int aspect)
{
	double x = aspect % 2 ? RIGHT_RIB : LEFT_RIB;
	gboolean above = aspect < 2;
	const double points[] = {x, above ? HEIGHT - 1 : FOOT, x + LEAN, SPINE};

	drawing_line(drawing, INK_QUIET, points, 2);
	drawing_text(drawing, INK_FLAG, aspect % 2 ? RIGHT_TEXT : LEFT_TEXT,
		     above ? HEIGHT - 1 : FOOT, TEXT_LEFT, words_aspect(aspect));
}

/* The lines of a bone, as many as may be; the last one is cut where they do not hold it. */
static GPtrArray *bone_lines(const struct cause_node *node, int most)
{
	g_autofree char *text = g_strdup_printf("%s%s", node->depth ? "· " : "", node->cause->text);
	GPtrArray *lines = most > 1 ? text_wrap(text, TEXT_WIDTH) : NULL;

	if (lines && (int)lines->len <= most)
		return lines;
	g_clear_pointer(&lines, g_ptr_array_unref);
	lines = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(lines, text_fit(text, MIN(TEXT_WIDTH, text_width(text)), TEXT_LEFT));
	return lines;
}

/* On as many rows as it is given, from the nth of its rib on; those below the spine are counted
 * from below. Rows taken. */
static int bone(struct drawing *drawing, const struct cause_node *node, int aspect, int nth,
		int most)
{
	g_autoptr(GPtrArray) lines = bone_lines(node, most);

	for (guint i = 0; i < lines->len; i++) {
		int row = nth + 1 + (int)(aspect < 2 ? i : lines->len - 1 - i);

		drawing_text(drawing, node->depth ? INK_OTHER : INK_DATA,
			     aspect % 2 ? RIGHT_TEXT : LEFT_TEXT,
			     aspect < 2 ? HEIGHT - 1 - STEP * row : FOOT + STEP * row, TEXT_LEFT,
			     lines->pdata[i]);
	}
	return (int)lines->len;
}

/* How many rows of each rib its bones leave free when each has one. */
static void count_spare(const GArray *tree, int spare[4])
{
	for (int aspect = 0; aspect < 4; aspect++)
		spare[aspect] = MOST;
	for (guint i = 0; i < tree->len; i++)
		spare[CLAMP(g_array_index(tree, struct cause_node, i).cause->aspect, 0, 3)]--;
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
	int count[4] = {0}, spare[4];

	spine(drawing, dossier->group->title ? dossier->group->title : "?");
	for (int aspect = 0; aspect < 4; aspect++)
		rib(drawing, aspect);
	count_spare(tree, spare);
	for (guint i = 0; i < tree->len; i++) {
		const struct cause_node *node = &g_array_index(tree, struct cause_node, i);
		int aspect = CLAMP(node->cause->aspect, 0, 3), rows;

		if (count[aspect] >= MOST)
			continue;
		rows = bone(drawing, node, aspect, count[aspect], 1 + MAX(spare[aspect], 0));
		count[aspect] += rows;
		spare[aspect] -= rows - 1;
	}
	drawing_say(drawing, _("The causes as a fishbone: place and target above the spine, actor "
			       "and guardian below; they are listed beneath."));
	return drawing;
}
