/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg-pdf's pictures: what a drawing says is there, in either form the same, and not without it. */
#include "config.h"

#include <cairo.h>
#include <string.h>

#include "osg/report.h"

static GBytes *wish_of(struct image_wish *wish, gboolean text, gboolean png)
{
	struct drawing *drawing = drawing_new(0, 20, 0, 10);
	GBytes *packed;

	*wish = (struct image_wish){20, 10, 10, 20, IMAGE_DARK, png};
	drawing_tone(drawing, 2, (const double[]){0, 0, 5, 0, 5, 10, 0, 10}, 4);
	drawing_bar(drawing, INK_FLAG, 10, 12, 0, 8);
	if (text)
		drawing_text(drawing, INK_MARK, 14.5, 5.5, TEXT_LEFT, "Vårby");
	packed = image_pack_wish(wish, drawing);
	drawing_free(drawing);
	return packed;
}

static struct image *image_of(gboolean text, gboolean png)
{
	struct image_wish wish;
	g_autoptr(GBytes) packed = wish_of(&wish, text, png);
	g_autoptr(GError) error = NULL;
	struct image *image = report_image(packed, &error);

	g_assert_no_error(error);
	return image;
}

static guint8 at(const struct image *image, int x, int y)
{
	return ((const guint8 *)g_bytes_get_data(image->bytes, NULL))[y * image->width + x];
}

/* How many pixels of a part are not of the colour that its corner has. */
static int marks(const struct image *image, int left, int top, int right, int bottom)
{
	int count = 0;

	for (int y = top; y < bottom; y++)
		for (int x = left; x < right; x++)
			count += at(image, x, y) != at(image, left, top);
	return count;
}

static void test_shapes_stand_where_cells_have_them(void)
{
	struct image *with = image_of(TRUE, FALSE), *without = image_of(FALSE, FALSE);

	g_assert_cmpint(with->width, ==, 200);
	g_assert_cmpint(with->height, ==, 200);
	g_assert_cmpint(at(with, 25, 100), ==, 2);                    /* the tone */
	g_assert_cmpint(at(with, 75, 100), ==, 0);                    /* paper */
	g_assert_cmpint(at(with, 110, 41), ==, TONES + 1 + INK_FLAG); /* the bar ends at 8 of 10 */
	g_assert_cmpint(at(with, 110, 38), ==, 0);
	/* the name: within its five cells, in its row; nothing there without it */
	g_assert_cmpint(marks(with, 140, 80, 190, 100), >, 60);
	g_assert_cmpint(marks(with, 121, 80, 138, 100), ==, 0);
	g_assert_cmpint(marks(with, 121, 0, 200, 80), ==, 0);
	g_assert_cmpint(marks(with, 121, 101, 200, 200), ==, 0);
	g_assert_cmpint(marks(with, 191, 0, 200, 200), ==, 0);
	g_assert_cmpint(marks(without, 121, 0, 200, 200), ==, 0);
	image_unref(with);
	image_unref(without);
}

struct source {
	const guint8 *bytes;
	gsize left;
};

static cairo_status_t take(void *data, unsigned char *to, unsigned int length)
{
	struct source *source = data;

	if (source->left < length)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(to, source->bytes, length);
	source->bytes += length;
	source->left -= length;
	return CAIRO_STATUS_SUCCESS;
}

/* The PNG that kitty is sent has the same pixels. */
static void test_the_png_is_the_same(void)
{
	struct image *pixels = image_of(TRUE, FALSE), *png = image_of(TRUE, TRUE);
	struct source source = {.bytes = g_bytes_get_data(png->bytes, &source.left)};
	cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(take, &source);

	g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
	g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 200);
	g_assert_cmpint(cairo_image_surface_get_height(surface), ==, 200);
	for (int y = 0; y < 200; y++)
		for (int x = 0; x < 200; x++) {
			const guint8 *colour = pixels->colours[at(pixels, x, y)];
			guint32 pixel;

			memcpy(&pixel,
			       cairo_image_surface_get_data(surface) +
				       y * cairo_image_surface_get_stride(surface) + 4 * x,
			       4);
			g_assert_cmphex(pixel & 0xffffff, ==,
					(guint32)colour[0] << 16 | (guint32)colour[1] << 8 |
						colour[2]);
		}
	cairo_surface_destroy(surface);
	image_unref(pixels);
	image_unref(png);
}

static void test_without_the_program(void)
{
	g_autofree char *before = g_strdup(g_getenv("OSG_LIBEXECDIR"));
	struct image_wish wish;
	g_autoptr(GBytes) packed = wish_of(&wish, TRUE, FALSE);
	g_autoptr(GError) error = NULL;

	g_setenv("OSG_LIBEXECDIR", "/nonexistent", TRUE);
	g_assert_null(report_image(packed, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_STORE);
	g_setenv("OSG_LIBEXECDIR", before, TRUE);
}

int main(int argc, char **argv)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(self);
	g_autofree char *build = g_build_filename(folder, "..", "..", NULL);

	g_test_init(&argc, &argv, NULL);
	g_setenv("OSG_LIBEXECDIR", build, FALSE);
	g_test_add_func("/image/shapes-stand-where-cells-have-them",
			test_shapes_stand_where_cells_have_them);
	g_test_add_func("/image/the-png-is-the-same", test_the_png_is_the_same);
	g_test_add_func("/image/without-the-program", test_without_the_program);
	return g_test_run();
}
