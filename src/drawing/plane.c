/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the shapes of a drawing lie on a medium, and how its signs look: the same on a page, in an
 * image and in SVG. */
#include "config.h"

#include "osg/drawing.h"

double plane_across(const struct drawing_plane *p, double x)
{
	const struct drawing *d = p->drawing;

	return p->x + (x - d->left) / (d->right - d->left) * p->width;
}

double plane_up(const struct drawing_plane *p, double y)
{
	const struct drawing *d = p->drawing;

	return p->y + p->height - (y - d->bottom) / (d->top - d->bottom) * p->height;
}

void plane_keep_shape(struct drawing_plane *p)
{
	const struct drawing *d = p->drawing;
	double unit = MIN(p->width / (d->right - d->left), p->height / (d->top - d->bottom));
	double width = unit * (d->right - d->left), height = unit * (d->top - d->bottom);

	if (!d->equal)
		return;
	p->x += (p->width - width) / 2;
	p->y += (p->height - height) / 2;
	p->width = width;
	p->height = height;
}

const struct sign_shape sign_shapes[SIGNS] = {
	[SIGN_DISC] = {{0}, 0, FALSE},
	[SIGN_SQUARE] = {{-1, -1, 1, -1, 1, 1, -1, 1}, 4, FALSE},
	[SIGN_UP] = {{-1, 1, 1, 1, 0, -1}, 3, FALSE},
	[SIGN_DOWN] = {{-1, -1, 1, -1, 0, 1}, 3, FALSE},
	[SIGN_DIAMOND] = {{-1, 0, 0, -1, 1, 0, 0, 1}, 4, FALSE},
	[SIGN_CIRCLE] = {{0}, 0, TRUE},
	[SIGN_BOX] = {{-1, -1, 1, -1, 1, 1, -1, 1}, 4, TRUE},
};
