/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images upon cells. Only what changed is sent: the cell that a cursor left is a sixel of one cell.
 * What overlays and cursors cover is left out, in rectangles as large as they can be. */
#include "config.h"

#include "images.h"

#include <string.h>

#include "osg/kitty.h"
#include "osg/sixel.h"

/* The terminal's numbers of our images; others that it has are let be. */
enum { FIRST_ID = 7301 };

/* rectangles */

static void add_run(GArray *found, int x, int y, int width)
{
	struct rectangle run = {x, y, width, 1};

	for (guint i = 0; i < found->len; i++) {
		struct rectangle *r = &g_array_index(found, struct rectangle, i);

		if (r->x == x && r->width == width && r->y + r->height == y) {
			r->height++;
			return;
		}
	}
	g_array_append_val(found, run);
}

/* The cells that are marked, as few rectangles. */
static GArray *find_rectangles(const guint8 *marked, int width, int height)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct rectangle));

	for (int y = 0; y < height; y++)
		for (int x = 0, from = 0; x < width; x = from) {
			const guint8 *row = marked + (gsize)y * width;

			for (from = x; from < width && row[from]; from++)
				;
			if (from > x)
				add_run(found, x, y, from - x);
			else
				from++;
		}
	return found;
}

static void go_to(GString *out, const struct rectangle *r)
{
	g_string_append_printf(out, "\033[%d;%dH", r->y + 1, r->x + 1);
}

/* sixels */

static void append_sixels(GString *out, const struct placed_image *placed, const guint8 *marked,
			  const struct surface *s)
{
	g_autoptr(GArray) parts = find_rectangles(marked, s->width, s->height);
	const struct image_wish *w = &placed->image->wish;

	for (guint i = 0; i < parts->len; i++) {
		const struct rectangle *r = &g_array_index(parts, struct rectangle, i);

		go_to(out, r);
		sixel_append(out, placed->image, (r->x - placed->x) * w->cell_width,
			     (r->y - placed->y) * w->cell_height, r->width * w->cell_width,
			     r->height * w->cell_height);
	}
}

/* kitty */

static void append_parts(GString *out, const struct placed_image *placed, guint id,
			 const guint8 *wanted, const struct surface *s)
{
	g_autoptr(GArray) parts = find_rectangles(wanted, s->width, s->height);

	for (guint i = 0; i < parts->len; i++) {
		const struct rectangle *r = &g_array_index(parts, struct rectangle, i);

		go_to(out, r);
		kitty_put(out, id, i + 1, placed->image, r->x - placed->x, r->y - placed->y,
			  r->width, r->height);
	}
}

/* all */

static void fit(struct images_shown *shown, const struct surface *s)
{
	if (shown->cells && shown->width == s->width && shown->height == s->height)
		return;
	g_free(shown->cells);
	shown->cells = g_new0(guint8, (gsize)s->width * s->height);
	shown->width = s->width;
	shown->height = s->height;
}

/* Marks the cells that image number i is wanted on; how many of them are new, and how many it is no
 * longer wanted on. */
static void compare(const struct images_shown *shown, const struct surface *s, guint i,
		    const guint8 *rewritten, guint8 *wanted, guint8 *fresh, gboolean *moved)
{
	gboolean another = i >= s->image_count || shown->serials[i] != s->images[i].image->serial;

	*moved = FALSE;
	for (gsize at = 0; at < (gsize)s->width * s->height; at++) {
		gboolean had = !another && shown->cells[at] == i + 1;

		wanted[at] = s->cells[at].image == i + 1;
		fresh[at] = wanted[at] && (!had || (rewritten && rewritten[at]));
		*moved |= wanted[at] != (shown->cells[at] == i + 1) || (wanted[at] && another);
	}
}

static void bring_kitty(GString *out, struct images_shown *shown, const struct surface *s, guint i,
			const guint8 *wanted)
{
	const struct placed_image *placed = i < s->image_count ? &s->images[i] : NULL;
	gboolean another = !placed || shown->serials[i] != placed->image->serial;
	gboolean any = memchr(wanted, TRUE, (gsize)s->width * s->height) != NULL;

	if (shown->serials[i])
		kitty_remove(out, FIRST_ID + i, another);
	if (another)
		shown->serials[i] = 0;
	if (!any)
		return;
	if (another)
		kitty_send(out, FIRST_ID + i, placed->image);
	shown->serials[i] = placed->image->serial;
	append_parts(out, placed, FIRST_ID + i, wanted, s);
}

void images_append(GString *out, struct images_shown *shown, const struct surface *s,
		   enum graphics how, const guint8 *rewritten)
{
	g_autofree guint8 *wanted = NULL, *fresh = NULL;

	if (how == GRAPHICS_OFF || (!s->image_count && !shown->cells))
		return;
	fit(shown, s);
	wanted = g_new(guint8, (gsize)s->width * s->height);
	fresh = g_new(guint8, (gsize)s->width * s->height);
	for (guint i = 0; i < SURFACE_IMAGES; i++) {
		gboolean moved;

		compare(shown, s, i, rewritten, wanted, fresh, &moved);
		if (how == GRAPHICS_KITTY && moved)
			bring_kitty(out, shown, s, i, wanted);
		if (how == GRAPHICS_SIXEL) {
			if (i < s->image_count)
				append_sixels(out, &s->images[i], fresh, s);
			shown->serials[i] = i < s->image_count ? s->images[i].image->serial : 0;
		}
	}
	for (gsize at = 0; at < (gsize)s->width * s->height; at++)
		shown->cells[at] = s->cells[at].image;
}

void images_remove(GString *out, struct images_shown *shown, enum graphics how)
{
	for (guint i = 0; i < SURFACE_IMAGES; i++) {
		if (how == GRAPHICS_KITTY && shown->serials[i])
			kitty_remove(out, FIRST_ID + i, TRUE);
		shown->serials[i] = 0;
	}
	g_clear_pointer(&shown->cells, g_free);
}
