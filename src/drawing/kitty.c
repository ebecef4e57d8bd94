/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands of kitty's graphics protocol. */
#include "config.h"

#include "osg/kitty.h"

#include <string.h>

void kitty_send(GString *out, guint id, const struct image *image)
{
	gsize length;
	const guchar *png = g_bytes_get_data(image->bytes, &length);
	g_autofree char *letters = g_base64_encode(png, length);
	gsize left = strlen(letters);
	const char *at = letters;

	g_assert(image->wish.png && id);
	for (gboolean first = TRUE; first || left; first = FALSE) {
		gsize piece = MIN(left, KITTY_PIECE);

		g_string_append(out, "\033_G");
		if (first)
			g_string_append_printf(out, "a=t,f=100,i=%u,", id);
		g_string_append_printf(out, "q=2,m=%d;", piece < left);
		g_string_append_len(out, at, (gssize)piece);
		g_string_append(out, "\033\\");
		at += piece;
		left -= piece;
	}
}

void kitty_put(GString *out, guint id, guint part, const struct image *image, int x, int y,
	       int columns, int rows)
{
	const struct image_wish *w = &image->wish;

	g_string_append_printf(out,
			       "\033_Ga=p,i=%u,p=%u,x=%d,y=%d,w=%d,h=%d,c=%d,r=%d,C=1,q=2\033\\",
			       id, part, x * w->cell_width, y * w->cell_height,
			       columns * w->cell_width, rows * w->cell_height, columns, rows);
}

void kitty_remove(GString *out, guint id, gboolean forget)
{
	g_string_append_printf(out, "\033_Ga=d,d=%c,i=%u,q=2\033\\", forget ? 'I' : 'i', id);
}
