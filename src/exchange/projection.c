/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PROJ by name, so that only who needs it waits for it. */
#include "config.h"

#include "exchange/projection.h"

#include <gmodule.h>
#include <math.h>

#ifdef PROJ_LIBRARY
#include <proj.h>

struct projection {
	PJ_CONTEXT *context;
	PJ *between;
};

#define FUNCTIONS(of)                                                                              \
	of(proj_context_create) of(proj_context_destroy) of(proj_log_level)                        \
		of(proj_create_crs_to_crs) of(proj_normalize_for_visualization) of(proj_trans)     \
			of(proj_destroy)

static struct {
#define DECLARE(name) __typeof__(name) *name;
	FUNCTIONS(DECLARE)
} proj;

gboolean projection_loads(void)
{
	static gsize tried;
	static gboolean loaded;

	if (g_once_init_enter(&tried)) {
		GModule *library =
			g_module_open(PROJ_LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
		loaded = library != NULL;
#define FIND(name) loaded = loaded && g_module_symbol(library, #name, (gpointer *)&proj.name);
		FUNCTIONS(FIND)
		g_once_init_leave(&tried, 1);
	}
	return loaded;
}

struct projection *projection_new(const char *system)
{
	struct projection *p = projection_loads() ? g_new0(struct projection, 1) : NULL;
	PJ *raw;

	if (!p)
		return NULL;
	p->context = proj.proj_context_create();
	proj.proj_log_level(p->context, PJ_LOG_NONE);
	raw = proj.proj_create_crs_to_crs(p->context, system, "EPSG:4326", NULL);
	p->between = raw ? proj.proj_normalize_for_visualization(p->context, raw) : NULL;
	proj.proj_destroy(raw);
	if (!p->between)
		g_clear_pointer(&p, projection_free);
	return p;
}

void projection_free(struct projection *projection)
{
	if (!projection)
		return;
	proj.proj_destroy(projection->between);
	proj.proj_context_destroy(projection->context);
	g_free(projection);
}

gboolean projection_point(struct projection *projection, double east, double north, double *lat,
			  double *lon)
{
	PJ_COORD out =
		proj.proj_trans(projection->between, PJ_FWD, (PJ_COORD){.v = {east, north, 0, 0}});

	*lon = out.lp.lam;
	*lat = out.lp.phi;
	return isfinite(*lon) && isfinite(*lat);
}

#else /* built without it */

gboolean projection_loads(void)
{
	return FALSE;
}

struct projection *projection_new(const char *system G_GNUC_UNUSED)
{
	return NULL;
}

void projection_free(struct projection *projection G_GNUC_UNUSED)
{
}

gboolean projection_point(struct projection *projection G_GNUC_UNUSED, double east G_GNUC_UNUSED,
			  double north G_GNUC_UNUSED, double *lat G_GNUC_UNUSED,
			  double *lon G_GNUC_UNUSED)
{
	return FALSE;
}
#endif
