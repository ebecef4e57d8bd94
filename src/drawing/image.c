/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images and wishes for them, to another process and back. */
#include "config.h"

#include "osg/image.h"

#include <string.h>

#define WISH_TYPE "(iiiiyb" DRAWING_TYPE ")"
#define IMAGE_TYPE "(ayay)"
enum { MOST_CELLS = 1000, MOST_CELL = 200 };

gboolean image_wish_fits(const struct image_wish *wish)
{
	return wish->columns >= 1 && wish->columns <= MOST_CELLS && wish->rows >= 1 &&
	       wish->rows <= MOST_CELLS && wish->cell_width >= 1 && wish->cell_width <= MOST_CELL &&
	       wish->cell_height >= 1 && wish->cell_height <= MOST_CELL &&
	       wish->ground < IMAGE_GROUNDS &&
	       (gint64)wish->columns * wish->cell_width * wish->rows * wish->cell_height <=
		       IMAGE_MOST_PIXELS;
}

static GBytes *bytes_of(GVariant *take_variant)
{
	g_autoptr(GVariant) variant = g_variant_ref_sink(take_variant);

	return g_variant_get_data_as_bytes(variant);
}

GBytes *image_pack_wish(const struct image_wish *wish, const struct drawing *drawing)
{
	return bytes_of(g_variant_new("(iiiiyb@" DRAWING_TYPE ")", wish->columns, wish->rows,
				      wish->cell_width, wish->cell_height, (guchar)wish->ground,
				      wish->png, drawing_pack(drawing)));
}

struct drawing *image_unpack_wish(GBytes *packed, struct image_wish *wish)
{
	g_autoptr(GVariant) variant = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(WISH_TYPE), packed, FALSE));
	g_autoptr(GVariant) drawing = NULL;
	guchar ground;

	if (!g_variant_is_normal_form(variant))
		return NULL;
	g_variant_get(variant, "(iiiiyb@" DRAWING_TYPE ")", &wish->columns, &wish->rows,
		      &wish->cell_width, &wish->cell_height, &ground, &wish->png, &drawing);
	wish->ground = ground;
	return image_wish_fits(wish) ? drawing_unpack(drawing) : NULL;
}

GBytes *image_pack(const guint8 colours[IMAGE_COLOURS][3], const guint8 *bytes, gsize length)
{
	return bytes_of(
		g_variant_new("(@ay@ay)",
			      g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, colours,
							3 * (gsize)IMAGE_COLOURS, 1),
			      g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, bytes, length, 1)));
}

/* Pixels are indices of colours, as many as were wished for; a PNG is not looked into. */
static gboolean is_sound(const struct image *image)
{
	gsize length;
	const guint8 *pixels = g_bytes_get_data(image->bytes, &length);

	if (image->wish.png)
		return length > 0;
	if (length != (gsize)image->width * image->height)
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if (pixels[i] >= IMAGE_COLOURS)
			return FALSE;
	return TRUE;
}

struct image *image_unpack(GBytes *packed, const struct image_wish *wish)
{
	static guint64 serial;
	static GMutex lock; /* images are made on threads */
	g_autoptr(GVariant) variant = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(IMAGE_TYPE), packed, FALSE));
	g_autoptr(GVariant) colours = NULL, bytes = NULL;
	struct image *image;
	gsize count;

	if (!g_variant_is_normal_form(variant))
		return NULL;
	g_variant_get(variant, "(@ay@ay)", &colours, &bytes);
	const guint8 *parts = g_variant_get_fixed_array(colours, &count, 1);
	if (count != sizeof image->colours)
		return NULL;
	image = g_atomic_rc_box_new0(struct image);
	image->wish = *wish;
	image->width = wish->columns * wish->cell_width;
	image->height = wish->rows * wish->cell_height;
	memcpy(image->colours, parts, count);
	image->bytes = g_variant_get_data_as_bytes(bytes);
	if (!is_sound(image)) {
		image_unref(image);
		return NULL;
	}
	g_mutex_lock(&lock);
	image->serial = ++serial;
	g_mutex_unlock(&lock);
	return image;
}

struct image *image_ref(struct image *image)
{
	return g_atomic_rc_box_acquire(image);
}

static void image_clear(gpointer data)
{
	g_bytes_unref(((struct image *)data)->bytes);
}

void image_unref(struct image *image)
{
	if (image)
		g_atomic_rc_box_release_full(image, image_clear);
}
