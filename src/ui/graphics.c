/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures in place of cells. They are made beside the screens: what is drawn meanwhile, and
 * whenever a picture cannot be had, are the cells. */
#include "config.h"

#include "ui/graphics.h"

#include <string.h>

#include "osg/report.h"
#include "osg/sixel.h"
#include "ui/ui_private.h"

enum {
	CELL_WIDTH = 10, /* pixels, where the terminal does not say */
	CELL_HEIGHT = 20,
	MOST_PNG_PIXELS = 3000000
};

enum graphics ui_graphics(const struct ui *ui)
{
	static const char *const names[] = {
		[GRAPHICS_OFF] = "off", [GRAPHICS_SIXEL] = "sixel", [GRAPHICS_KITTY] = "kitty"};
	const char *chosen =
		ui->settings ? settings_get(ui->settings, "screen", "graphics") : "off";

	for (gsize i = 0; i < G_N_ELEMENTS(names) && !ui_plain(ui); i++)
		if (strcmp(chosen, names[i]) == 0)
			return (enum graphics)i;
	return GRAPHICS_OFF;
}

void ui_set_cell(struct ui *ui, int width, int height)
{
	ui->graphics.cell_width = width;
	ui->graphics.cell_height = height;
}

void graphics_clear(struct graphics_state *graphics)
{
	for (int i = 0; i < SURFACE_IMAGES; i++) {
		g_clear_pointer(&graphics->slots[i].wish, g_bytes_unref);
		g_clear_pointer(&graphics->slots[i].image, image_unref);
	}
}

/* Once, however many pictures fail. */
static void tell(struct ui *ui, const char *why)
{
	if (!ui->graphics.told)
		ui_message(ui, MESSAGE_ERROR, _("%s The map and the charts stay characters."), why);
	ui->graphics.told = TRUE;
}

void graphics_chosen(struct ui *ui)
{
	ui->graphics.told = FALSE;
	if (ui_graphics(ui) != GRAPHICS_OFF && !report_typesets(NULL))
		tell(ui, _("The program that makes pictures, osg-pdf, is not there."));
}

static gboolean is_too_large(const struct image_wish *w)
{
	return w->columns * w->cell_width > MOST_PNG_PIXELS / (w->rows * w->cell_height);
}

/* A picture has as many pixels as its cells. Kitty spreads a smaller one over them where that would
 * be too many; a sixel is a pixel, so there it stays with the cells. */
static gboolean wish_for(const struct ui *ui, struct rectangle plane, struct image_wish *wish)
{
	static const enum image_ground grounds[THEME_COUNT] = {[THEME_COLOUR] = IMAGE_DARK,
							       [THEME_MONO] = IMAGE_GREY,
							       [THEME_LIGHT] = IMAGE_LIGHT,
							       [THEME_PROJECTOR] = IMAGE_LIGHT};
	const struct graphics_state *g = &ui->graphics;

	*wish = (struct image_wish){.columns = plane.width,
				    .rows = plane.height,
				    .cell_width = g->cell_width ? g->cell_width : CELL_WIDTH,
				    .cell_height = g->cell_height ? g->cell_height : CELL_HEIGHT,
				    .ground = grounds[ui_theme(ui)],
				    .png = ui_graphics(ui) == GRAPHICS_KITTY};
	while (wish->png && is_too_large(wish) && wish->cell_width > 1) {
		wish->cell_width /= 2;
		wish->cell_height = MAX(wish->cell_height / 2, 1);
	}
	return image_wish_fits(wish);
}

/* beside the screens */

static gsize bytes_on_the_line(const struct image *image)
{
	g_autoptr(GString) sixels = g_string_new(NULL);

	if (image->wish.png)
		return g_bytes_get_size(image->bytes) * 4 / 3;
	sixel_append(sixels, image, 0, 0, image->width, image->height);
	return sixels->len;
}

static gpointer make_image(struct task *task UNUSED, struct session *session UNUSED, gpointer wish,
			   GError **error)
{
	struct image *image = report_image(wish, error);

	if (!image || bytes_on_the_line(image) <= MOST_IMAGE_BYTES)
		return image;
	image_unref(image);
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE,
			    _("This picture would be too large for the line."));
	return NULL;
}

/* It is for whoever still wants it: where the drawing has changed meanwhile, another is coming. */
static void image_made(struct ui *ui, gpointer image, gpointer wish, const GError *error)
{
	struct graphics_state *g = &ui->graphics;

	for (int i = 0; image && i < SURFACE_IMAGES; i++)
		if (g->slots[i].wish && g_bytes_equal(g->slots[i].wish, wish)) {
			g_clear_pointer(&g->slots[i].image, image_unref);
			g->slots[i].image = image_ref(image);
		}
	if (error)
		tell(ui, error->message);
}

static void ask(struct ui *ui, guint slot)
{
	g_autofree char *key = g_strdup_printf("image %u", slot);
	const struct request request = {.key = key,
					.priority = PRIORITY_SHOWN,
					.work = make_image,
					.free_result = (GDestroyNotify)image_unref,
					.done = image_made,
					.data = g_bytes_ref(ui->graphics.slots[slot].wish),
					.free_data = (GDestroyNotify)g_bytes_unref};

	ui_start(ui, &request);
}

struct rectangle graphics_drawing(struct ui *ui, struct surface *s, struct rectangle r,
				  const struct drawing *drawing)
{
	struct rectangle plane = drawing_cells(s, r, drawing);
	struct graphics_state *g = &ui->graphics;
	g_autoptr(GBytes) wish = NULL;
	struct image_wish wished;
	guint slot = g->used;

	if (ui_graphics(ui) == GRAPHICS_OFF || plane.width <= 0 || slot == SURFACE_IMAGES)
		return plane;
	if (!wish_for(ui, plane, &wished)) {
		tell(ui, _("The window has more pixels than a picture may have."));
		return plane;
	}
	g->used++;
	wish = image_pack_wish(&wished, drawing);
	if (!g->slots[slot].wish || !g_bytes_equal(g->slots[slot].wish, wish)) {
		g_clear_pointer(&g->slots[slot].wish, g_bytes_unref);
		g_clear_pointer(&g->slots[slot].image, image_unref);
		g->slots[slot].wish = g_steal_pointer(&wish);
		ask(ui, slot);
	} else if (g->slots[slot].image) {
		surface_image(s, plane, g->slots[slot].image);
	}
	return plane;
}
