/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings as images: asked of osg-pdf, as pages are. */
#include "config.h"

#include "osg/report.h"
#include "osg/run.h"

struct image *report_image(GBytes *wish, GError **error)
{
	g_autofree char *program = NULL;
	g_autoptr(GBytes) answer = NULL;
	struct image_wish wished;
	struct drawing *drawing = image_unpack_wish(wish, &wished);
	struct image *image;

	drawing_free(drawing);
	if (!drawing || !report_typesets(&program)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_STORE,
				    _("The program that makes pictures, osg-pdf, is not there."));
		return NULL;
	}
	if (!run_program((const char *const[]){program, "--image", NULL}, wish, &answer, NULL,
			 error))
		return NULL;
	image = image_unpack(answer, &wished);
	if (!image)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("%s gave no picture: it belongs to another osg."), program);
	return image;
}
