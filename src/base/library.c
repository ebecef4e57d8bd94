/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "osg/library.h"

#include <gmodule.h>

static gboolean load(const struct library *library)
{
	GModule *module = g_module_open(library->file, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

	for (const struct library_function *f = library->functions; module && f->name; f++)
		if (!g_module_symbol(module, f->name, f->at))
			return FALSE;
	return module != NULL;
}

gboolean library_loads(struct library *library)
{
	if (g_once_init_enter(&library->tried)) {
		library->loaded = load(library);
		g_once_init_leave(&library->tried, 1);
	}
	return library->loaded;
}
