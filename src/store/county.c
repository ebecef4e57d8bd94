/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a county may read: the protected counts of the fixed pictures of a municipality that agrees.
 * On a server the rule is the view's, so that whoever reads it with another program sees no more;
 * of a file the same SQL is asked. */
#include "config.h"

#include "store/store_private.h"

#include "osg/county.h"

void county_cell_free(gpointer data)
{
	struct county_cell *cell = data;

	g_free(cell->municipality);
	g_free(cell->category);
	g_free(cell->label_sv);
	g_free(cell->label_en);
	g_free(cell);
}

/* reading */

static struct county_cell *read_cell(struct statement *statement)
{
	struct county_cell *cell = g_new0(struct county_cell, 1);

	cell->municipality = g_strdup(column_text(statement, 0));
	cell->week = column_small(statement, 1);
	cell->position = column_small(statement, 2);
	cell->category = g_strdup(column_text(statement, 3));
	cell->label_sv = g_strdup(column_text(statement, 4));
	cell->label_en = g_strdup(column_text(statement, 5));
	cell->events = column_is_null(statement, 6) ? COUNTY_HIDDEN : column_small(statement, 6);
	return cell;
}

/* Of one municipality: source is the view or the SQL of it, name what it is called by itself. */
static GPtrArray *read_source(struct engine *engine, const char *source, int from, int to,
			      GError **error)
{
	g_autofree char *sql = g_strdup_printf(
		"SELECT municipality, week, position, category, label_sv, label_en, events FROM %s "
		"AS told WHERE week >= $1 AND week <= $2 ORDER BY week, coalesce(position, "
		"1000000)",
		source);
	struct statement *statement = engine_prepare(engine, sql, error);
	GPtrArray *cells = g_ptr_array_new_with_free_func(county_cell_free);
	enum engine_step step = ENGINE_FAILED;

	if (statement) {
		statement_bind_int(statement, 1, from);
		statement_bind_int(statement, 2, to);
		while ((step = statement_step(statement, error)) == ENGINE_ROW)
			g_ptr_array_add(cells, read_cell(statement));
	}
	statement_free(statement);
	if (step != ENGINE_DONE)
		g_clear_pointer(&cells, g_ptr_array_unref);
	return cells;
}

static gboolean is_told_by_another(const GPtrArray *cells, const char *municipality)
{
	for (guint i = 0; i < cells->len; i++)
		if (g_strcmp0(((const struct county_cell *)cells->pdata[i])->municipality,
			      municipality) == 0)
			return TRUE;
	return FALSE;
}

/* Two of the same name stay two. */
static void take_over(GPtrArray *cells, GPtrArray *more, const char *name)
{
	const struct county_cell *first = more->pdata[0];
	g_autofree char *other =
		first->municipality && is_told_by_another(cells, first->municipality)
			? g_strdup_printf("%s (%s)", first->municipality, name)
			: NULL;

	for (guint i = 0; i < more->len; i++) {
		struct county_cell *cell = more->pdata[i];

		if (other || !cell->municipality)
			field_set_text(&cell->municipality, other ? other : name);
	}
	g_ptr_array_extend_and_steal(cells, g_ptr_array_ref(more));
}

static gboolean read_one(struct engine *engine, const char *source, const char *name, int from,
			 int to, GPtrArray *cells, GPtrArray *silent, GError **error)
{
	g_autoptr(GPtrArray) more = read_source(engine, source, from, to, error);

	if (more && more->len)
		take_over(cells, more, name);
	else if (more)
		g_ptr_array_add(silent, g_strdup(name));
	return more != NULL;
}

/* The view of every schema that this role may read: quoted, and as it is called. */
static GPtrArray *views(struct engine *engine, GError **error)
{
	struct statement *statement = engine_prepare(
		engine, query_sql(engine_dialect(engine), QUERY_COUNTY_VIEWS), error);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	enum engine_step step = ENGINE_FAILED;

	while (statement && (step = statement_step(statement, error)) == ENGINE_ROW) {
		g_ptr_array_add(names, g_strdup(column_text(statement, 0)));
		g_ptr_array_add(names, g_strdup(column_text(statement, 1)));
	}
	statement_free(statement);
	if (step != ENGINE_DONE)
		g_clear_pointer(&names, g_ptr_array_unref);
	return names;
}

static gboolean read_server(struct engine *engine, int from, int to, GPtrArray *cells,
			    GPtrArray *silent, GError **error)
{
	g_autoptr(GPtrArray) names = views(engine, error);

	if (names && !names->len)
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” lets this role read no municipality's counts. Who owns a "
			      "municipality's schema runs what “osg county --print-roles” prints."),
			    engine_file(engine));
	for (guint i = 0; names && i < names->len; i += 2)
		if (!read_one(engine, names->pdata[i], names->pdata[i + 1], from, to, cells, silent,
			      error))
			return FALSE;
	return names && names->len;
}

static gboolean read_file(struct engine *engine, int from, int to, GPtrArray *cells,
			  GPtrArray *silent, GError **error)
{
	g_autofree char *source =
		g_strdup_printf("(%s)", query_sql(engine_dialect(engine), QUERY_COUNTY_COUNTS));
	gint64 application;
	struct statement *statement =
		engine_prepare(engine, query_sql(engine_dialect(engine), QUERY_APPLICATION), error);
	gboolean ok = statement && statement_number(statement, &application, error);

	statement_free(statement);
	if (ok && application != STORE_APPLICATION) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("“%s” is a database, but not one of osg."), engine_file(engine));
		return FALSE;
	}
	return ok && read_one(engine, source, engine_file(engine), from, to, cells, silent, error);
}

gboolean store_county(const char *database, int from, int to, GPtrArray *cells, GPtrArray *silent,
		      GError **error)
{
	struct engine *engine = engine_open(database, ENGINE_READ, error);
	gboolean done = engine && (engine_is_server(engine) ? read_server : read_file)(
					  engine, from, to, cells, silent, error);

	engine_close(engine);
	return done;
}

/* the role */

/* Of what stands between quotation marks nothing is a value: the names are the server's own, quoted
 * by it. */
static const char roles[] =
	"-- %1$s may read the counts of %2$s that may be told, and nothing else.\n"
	"SET search_path TO %2$s;\n"
	"CREATE OR REPLACE VIEW county_counts WITH (security_barrier) AS\n%3$s;\n"
	"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %4$s)\n"
	"THEN CREATE ROLE %1$s LOGIN; END IF; END $$;\n"
	"REVOKE ALL ON ALL TABLES IN SCHEMA %2$s FROM %1$s;\n"
	"GRANT USAGE ON SCHEMA %2$s TO %1$s;\n"
	"GRANT SELECT ON county_counts TO %1$s;\n";

static char *roles_for(const struct dialect *dialect, struct statement *names)
{
	return g_strdup_printf(roles, column_text(names, 0), column_text(names, 1),
			       query_sql(dialect, QUERY_COUNTY_COUNTS), column_text(names, 2));
}

char *store_county_roles(struct store *store, const char *role, GError **error)
{
	struct statement *names;
	char *sql = NULL;

	if (!engine_is_server(store->engine)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is a file, which has no roles: who may read the file may read "
			      "all of it."),
			    store->file);
		return NULL;
	}
	names = engine_prepare(store->engine,
			       "SELECT quote_ident($1), quote_ident(current_schema()), "
			       "quote_literal($1)",
			       error);
	if (!names)
		return NULL;
	statement_bind_text(names, 1, role);
	if (statement_step(names, error) == ENGINE_ROW)
		sql = roles_for(engine_dialect(store->engine), names);
	statement_free(names);
	return sql;
}
