/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures for terminals: sixels read back by another reader, kitty's pieces put together again,
 * and what of them is sent when little changes. */
#include "config.h"

#include <string.h>

#include "osg/kitty.h"
#include "osg/sixel.h"
#include "sixel_read.h"
#include "tty/images.h"

/* A picture of as many cells of 4x7 pixels, neither a multiple of six, in colours that a small
 * generator chooses; long runs and single pixels. */
static struct image *picture(int columns, int rows, gboolean png)
{
	const struct image_wish wish = {
		.columns = columns, .rows = rows, .cell_width = 4, .cell_height = 7, .png = png};
	gsize length = (gsize)columns * 4 * rows * 7;
	g_autofree guint8 *pixels = g_malloc(length);
	guint8 colours[IMAGE_COLOURS][3];
	guint32 state = 7;

	for (int c = 0; c < IMAGE_COLOURS; c++)
		for (int k = 0; k < 3; k++)
			colours[c][k] = (guint8)(c * 17 ^ k * 40);
	for (gsize i = 0; i < length; i++) {
		state = state * 1664525 + 1013904223;
		pixels[i] =
			i && state >> 29 ? pixels[i - 1] : (guint8)(state >> 20) % IMAGE_COLOURS;
	}
	g_autoptr(GBytes) packed = image_pack((const guint8(*)[3])colours, pixels, length);
	struct image *image = image_unpack(packed, &wish);
	g_assert_nonnull(image);
	return image;
}

static gint32 hundredths(const guint8 colour[3])
{
	return (colour[0] * 100 + 127) / 255 << 16 | (colour[1] * 100 + 127) / 255 << 8 |
	       (colour[2] * 100 + 127) / 255;
}

/* Every pixel of a part is what the image has there. */
static void check_part(const struct image *image, const char *bytes, gsize length, int x, int y,
		       int columns, int rows)
{
	const guint8 *pixels = g_bytes_get_data(image->bytes, NULL);
	int width, height;
	g_autofree gint32 *read = sixel_read(bytes, length, &width, &height);

	g_assert_cmpint(width, ==, columns);
	g_assert_cmpint(height, ==, rows);
	for (int v = 0; v < height; v++)
		for (int u = 0; u < width; u++)
			g_assert_cmpint(
				read[v * width + u], ==,
				hundredths(image->colours[pixels[(y + v) * image->width + x + u]]));
}

static void test_sixels_are_the_pixels(void)
{
	static const struct rectangle parts[] = {
		{0, 0, 44, 35}, {4, 7, 4, 7}, {43, 34, 1, 1}, {0, 6, 44, 6}, {3, 0, 1, 35}};
	struct image *image = picture(11, 5, FALSE);

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		const struct rectangle *r = &parts[i];

		sixel_append(out, image, r->x, r->y, r->width, r->height);
		check_part(image, out->str, out->len, r->x, r->y, r->width, r->height);
	}
	image_unref(image);
}

static void test_answers_that_are_none(void)
{
	const struct image_wish wish = {.columns = 1, .rows = 1, .cell_width = 2, .cell_height = 1};
	const guint8 colours[IMAGE_COLOURS][3] = {{0}}, sound[] = {0, 15}, beyond[] = {0, 16};
	g_autoptr(GBytes) two = image_pack(colours, sound, 2), one = image_pack(colours, sound, 1),
			  strange = image_pack(colours, beyond, 2),
			  noise = g_bytes_new_static("osg", 3), none = g_bytes_new(NULL, 0);
	struct image *image = image_unpack(two, &wish);

	g_assert_nonnull(image);
	image_unref(image);
	g_assert_null(image_unpack(one, &wish));
	g_assert_null(image_unpack(strange, &wish));
	g_assert_null(image_unpack(noise, &wish));
	g_assert_null(image_unpack(none, &wish));
}

static void test_wishes(void)
{
	struct image_wish wish = {9, 4, 10, 20, IMAGE_LIGHT, TRUE}, read;
	struct drawing *drawing = drawing_new(0, 1, 0, 1), *back;
	g_autoptr(GBytes) packed = image_pack_wish(&wish, drawing),
			  again = image_pack_wish(&wish, drawing), another = NULL, large = NULL;

	g_assert_true(g_bytes_equal(packed, again));
	back = image_unpack_wish(packed, &read);
	g_assert_nonnull(back);
	g_assert_true(memcmp(&wish, &read, sizeof wish) == 0);
	drawing_free(back);
	drawing_text(drawing, INK_MARK, .5, .5, TEXT_LEFT, "Vårby");
	another = image_pack_wish(&wish, drawing);
	g_assert_false(g_bytes_equal(packed, another));
	wish.columns = wish.rows = 1000;
	g_assert_false(image_wish_fits(&wish));
	large = image_pack_wish(&wish, drawing);
	g_assert_null(image_unpack_wish(large, &read));
	drawing_free(drawing);
}

static void test_kitty_in_pieces(void)
{
	struct image *image = picture(40, 9, TRUE);
	g_autoptr(GString) out = g_string_new(NULL), letters = g_string_new(NULL);
	g_auto(GStrv) pieces = NULL;
	g_autofree guchar *png = NULL;
	gsize length, count;

	kitty_send(out, 7, image);
	g_assert_true(g_str_has_prefix(out->str, "\033_Ga=t,f=100,i=7,q=2,m=1;"));
	pieces = g_strsplit(out->str, "\033_G", -1);
	count = g_strv_length(pieces);
	g_assert_cmpuint(count, >=, 3);
	for (gsize i = 1; i < count; i++) {
		char *data = strchr(pieces[i], ';') + 1;

		g_assert_true(g_str_has_suffix(data, "\033\\"));
		g_assert_nonnull(strstr(pieces[i], i + 1 < count ? "q=2,m=1;" : "q=2,m=0;"));
		data[strlen(data) - 2] = '\0';
		g_assert_cmpuint(strlen(data), <=, 4096);
		g_assert_true(i + 1 == count || strlen(data) % 4 == 0);
		g_string_append(letters, data);
	}
	png = g_base64_decode(letters->str, &length);
	g_assert_cmpmem(png, length, g_bytes_get_data(image->bytes, NULL),
			g_bytes_get_size(image->bytes));
	image_unref(image);
}

/* upon cells */

static struct surface *with_picture(const struct image *image)
{
	struct surface *s = surface_new(20, 10);

	surface_image(s, (struct rectangle){2, 1, image->wish.columns, image->wish.rows}, image);
	return s;
}

/* What is sent, split where each picture or command begins; owned. */
static char **sent(struct images_shown *shown, const struct surface *s, enum graphics how,
		   const guint8 *rewritten)
{
	g_autoptr(GString) out = g_string_new(NULL);

	images_append(out, shown, s, how, rewritten);
	return g_strsplit(out->str, how == GRAPHICS_KITTY ? "\033_G" : "\033P", -1);
}

#define assert_sent(shown, s, how, rewritten, count)                                               \
	do {                                                                                       \
		g_auto(GStrv) parts_ = sent(shown, s, how, rewritten);                             \
		guint commands_ = g_strv_length(parts_);                                           \
		g_assert_cmpuint(commands_ ? commands_ - 1 : 0, ==, count);                        \
	} while (0)

static void test_only_what_changed(void)
{
	struct image *image = picture(11, 5, FALSE);
	struct surface *s = with_picture(image);
	struct images_shown shown = {0};
	guint8 rewritten[200] = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	images_append(out, &shown, s, GRAPHICS_SIXEL, NULL);
	g_assert_true(g_str_has_prefix(out->str, "\033[2;3H\033P"));
	check_part(image, out->str + strlen("\033[2;3H"), out->len - strlen("\033[2;3H"), 0, 0, 44,
		   35);
	assert_sent(&shown, s, GRAPHICS_SIXEL, NULL, 0u);
	surface_restyle(s, (struct rectangle){5, 3, 1, 1}, STYLE_SELECTED);
	assert_sent(&shown, s, GRAPHICS_SIXEL, NULL, 0u); /* the cursor is a letter */
	surface_clear(s);
	surface_image(s, (struct rectangle){2, 1, 11, 5}, image);
	g_string_truncate(out, 0);
	images_append(out, &shown, s, GRAPHICS_SIXEL, NULL);
	g_assert_true(g_str_has_prefix(out->str, "\033[4;6H\033P")); /* where it stood */
	check_part(image, out->str + strlen("\033[4;6H"), out->len - strlen("\033[4;6H"), 12, 14, 4,
		   7);
	rewritten[2 * 20 + 4] = TRUE;
	assert_sent(&shown, s, GRAPHICS_SIXEL, rewritten, 1u);
	surface_fill(s, surface_area(s), STYLE_TEXT, ' ');
	assert_sent(&shown, s, GRAPHICS_SIXEL, NULL, 0u);
	out = g_string_truncate(out, 0);
	images_remove(out, &shown, GRAPHICS_SIXEL);
	g_assert_cmpuint(out->len, ==, 0);
	surface_free(s);
	image_unref(image);
}

/* Never over what lies upon it: that is left out of what is put. */
static void test_kitty_leaves_out_what_covers(void)
{
	struct image *image = picture(11, 5, TRUE);
	struct surface *s = with_picture(image);
	struct images_shown shown = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	images_append(out, &shown, s, GRAPHICS_KITTY, NULL);
	g_assert_nonnull(strstr(out->str,
				"\033[2;3H\033_Ga=p,i=7301,p=1,x=0,y=0,w=44,h=35,c=11,r=5,"
				"C=1,q=2\033\\"));
	assert_sent(&shown, s, GRAPHICS_KITTY, NULL, 0u);
	surface_text(s, 4, 3, 2, STYLE_TEXT, "Vå");
	g_string_truncate(out, 0);
	images_append(out, &shown, s, GRAPHICS_KITTY, NULL);
	g_assert_cmpstr(out->str, ==,
			"\033_Ga=d,d=i,i=7301,q=2\033\\"
			"\033[2;3H\033_Ga=p,i=7301,p=1,x=0,y=0,w=44,h=14,c=11,r=2,C=1,q=2\033\\"
			"\033[4;3H\033_Ga=p,i=7301,p=2,x=0,y=14,w=8,h=7,c=2,r=1,C=1,q=2\033\\"
			"\033[4;7H\033_Ga=p,i=7301,p=3,x=16,y=14,w=28,h=7,c=7,r=1,C=1,q=2\033\\"
			"\033[5;3H\033_Ga=p,i=7301,p=4,x=0,y=21,w=44,h=14,c=11,r=2,C=1,q=2\033\\");
	surface_clear(s);
	g_string_truncate(out, 0);
	images_append(out, &shown, s, GRAPHICS_KITTY, NULL);
	g_assert_cmpstr(out->str, ==, "\033_Ga=d,d=I,i=7301,q=2\033\\");
	assert_sent(&shown, s, GRAPHICS_KITTY, NULL, 0u);
	images_remove(out, &shown, GRAPHICS_KITTY);
	surface_free(s);
	image_unref(image);
}

/* Another picture in the same place; off means not a byte. */
static void test_another_picture(void)
{
	struct image *a = picture(11, 5, FALSE), *b = picture(11, 5, FALSE);
	struct surface *s = with_picture(a);
	struct images_shown shown = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	assert_sent(&shown, s, GRAPHICS_OFF, NULL, 0u);
	assert_sent(&shown, s, GRAPHICS_SIXEL, NULL, 1u);
	surface_clear(s);
	surface_image(s, (struct rectangle){2, 1, 11, 5}, b);
	assert_sent(&shown, s, GRAPHICS_SIXEL, NULL, 1u);
	assert_sent(&shown, s, GRAPHICS_SIXEL, NULL, 0u);
	images_remove(out, &shown, GRAPHICS_SIXEL);
	assert_sent(&shown, s, GRAPHICS_SIXEL, NULL, 1u); /* the terminal was cleared */
	images_remove(out, &shown, GRAPHICS_SIXEL);
	surface_clear(s);
	surface_image(s, (struct rectangle){12, 8, 11, 5}, b); /* reaches beyond: not at all */
	g_assert_cmpuint(s->image_count, ==, 0);
	surface_free(s);
	image_unref(a);
	image_unref(b);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/image/sixels-are-the-pixels", test_sixels_are_the_pixels);
	g_test_add_func("/image/answers-that-are-none", test_answers_that_are_none);
	g_test_add_func("/image/wishes", test_wishes);
	g_test_add_func("/image/kitty-in-pieces", test_kitty_in_pieces);
	g_test_add_func("/image/only-what-changed", test_only_what_changed);
	g_test_add_func("/image/kitty-leaves-out-what-covers", test_kitty_leaves_out_what_covers);
	g_test_add_func("/image/another-picture", test_another_picture);
	return g_test_run();
}
