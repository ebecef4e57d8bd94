/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the record of changes is whole, and which line is not what it was. A line's sum says
 * which line it was written after; that tells one that was edited from one that was put in, moved
 * or taken out. Who writes every later line anew leaves no such trace: then the fixed pictures
 * speak, each of which holds how long the record was when it was fixed, and the sum of its last
 * line. Which line is the last and its sum is kept beside the record too (log_end), and a line of
 * its own tells where the last one was not that when the next was written. */
#include "config.h"

#include <string.h>

#include "osg/json.h"

#include "store/redact.h"

#define ALTERED_MOST 20 /* findings; then it is enough */

struct link {
	gint64 number;
	guint8 sum[STORE_HASH_SIZE]; /* as it is stored */
	gboolean follows;            /* from the line before */
	gboolean tells_end;          /* that the line before was not the last that was written */
};

struct chain {
	GArray *links; /* struct link */
	GPtrArray *faults;
	guint found;
};

static void altered(struct chain *chain, char *take_what)
{
	if (chain->found++ < ALTERED_MOST)
		g_ptr_array_add(
			chain->faults,
			g_strdup_printf(_("The record of changes was altered: %s"), take_what));
	g_free(take_what);
}

static const struct link *link_at(const struct chain *chain, guint i)
{
	return &g_array_index(chain->links, struct link, i);
}

/* reading it once */

static gboolean read_chain(struct store *store, struct chain *chain, GError **error)
{
	struct redactions *redactions = redactions_read(store, error);
	struct statement *statement =
		redactions ? store_query(store, QUERY_LOG_CHAIN, error) : NULL;
	guint8 before[STORE_HASH_SIZE] = {0};
	enum engine_step step = ENGINE_FAILED;

	if (statement)
		statement_set_many(statement);
	while (statement && (step = statement_step(statement, error)) == ENGINE_ROW) {
		struct log_line *line = log_read(statement);
		struct link link = {.number = line->key,
				    .tells_end = strcmp(line->what, LOG_END_MOVED) == 0};
		guint8 sum[STORE_HASH_SIZE];

		memcpy(sum, before, sizeof sum);
		log_sum(sum, line);
		column_bytes(statement, 9, link.sum, sizeof link.sum);
		link.follows = memcmp(sum, link.sum, sizeof sum) == 0 ||
			       redactions_explain_line(redactions, line->key, sum);
		memcpy(before, link.sum, sizeof before);
		g_array_append_val(chain->links, link);
		log_line_free(line);
	}
	if (statement)
		statement_reset(statement);
	redactions_free(redactions);
	return step == ENGINE_DONE;
}

/* what was done to a line */

static struct log_line *line_numbered(struct store *store, gint64 number)
{
	struct statement *statement = store_query(store, QUERY_LOG_LINE, NULL);
	struct log_line *line = NULL;

	if (!statement)
		return NULL;
	statement_bind_int(statement, 1, number);
	if (statement_step(statement, NULL) == ENGINE_ROW)
		line = log_read(statement);
	statement_reset(statement);
	return line;
}

enum { NOWHERE = -2, START = -1 };

/* The place of the line that this one was written after; START: it was the first; NOWHERE: after
 * none that is there. */
static int written_after(struct store *store, const struct chain *chain, guint i)
{
	struct log_line *line = line_numbered(store, link_at(chain, i)->number);
	int found = NOWHERE;

	for (int k = START; line && found == NOWHERE && k < (int)chain->links->len; k++) {
		guint8 sum[STORE_HASH_SIZE] = {0};

		if (k >= 0)
			memcpy(sum, link_at(chain, (guint)k)->sum, sizeof sum);
		log_sum(sum, line);
		if (memcmp(sum, link_at(chain, i)->sum, sizeof sum) == 0)
			found = k;
	}
	if (line)
		log_line_free(line);
	return found;
}

static void tell_missing(struct chain *chain, gint64 from, gint64 to)
{
	if (from == to)
		altered(chain, g_strdup_printf(_("line %d is missing."), (int)from));
	else
		altered(chain,
			g_strdup_printf(_("lines %d to %d are missing."), (int)from, (int)to));
}

/* Of a run of lines that do not follow the first tells what was done. */
static void tell_line(struct store *store, struct chain *chain, guint i)
{
	int number = (int)link_at(chain, i)->number, after = written_after(store, chain, i);
	gboolean last = i + 1 == chain->links->len;

	if (after != NOWHERE)
		altered(chain,
			g_strdup_printf(_("line %d does not stand where it was written."), number));
	else if (!last && !link_at(chain, i + 1)->follows &&
		 written_after(store, chain, i + 1) == (int)i - 1)
		altered(chain, g_strdup_printf(_("line %d was put in."), number));
	else
		altered(chain, g_strdup_printf(_("line %d was edited, or the line before it was "
						 "written anew."),
					       number));
}

static void tell_chain(struct store *store, struct chain *chain)
{
	gint64 expected = 1;

	for (guint i = 0; i < chain->links->len && chain->found < ALTERED_MOST; i++) {
		const struct link *link = link_at(chain, i);
		gboolean begins = !link->follows && (i == 0 || link_at(chain, i - 1)->follows);

		if (link->number > expected)
			tell_missing(chain, expected, link->number - 1);
		else if (begins)
			tell_line(store, chain, i);
		expected = link->number + 1;
	}
}

/* what the fixed pictures say */

static int compare_links(gconstpointer a, gconstpointer b)
{
	const struct link *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static void tell_anchor(struct chain *chain, int week, int version, gint64 line, const char *sum)
{
	const struct link wanted = {.number = line};
	g_autofree char *name = week_format(week), *stands = NULL;
	guint at;

	if (!g_array_binary_search(chain->links, &wanted, compare_links, &at)) {
		altered(chain, g_strdup_printf(_("line %d, the last when the picture of %s, "
						 "version %d, was fixed, is missing."),
					       (int)line, name, version));
		return;
	}
	stands = log_sum_text(link_at(chain, at)->sum);
	if (g_strcmp0(stands, sum) != 0)
		altered(chain, g_strdup_printf(_("line %d is not the one that was the last when "
						 "the picture of %s, version %d, was fixed."),
					       (int)line, name, version));
}

static gboolean tell_anchors(struct store *store, struct chain *chain, GError **error)
{
	struct statement *statement = store_query(store, QUERY_PICTURES_OWN, error);
	enum engine_step step = ENGINE_FAILED;

	while (statement && (step = statement_step(statement, error)) == ENGINE_ROW) {
		const char *content = column_text(statement, 2);
		json_t *picture = content ? json_loads(content, 0, NULL) : NULL;
		gint64 line = json_integer_value(json_object_get(picture, "log_lines"));

		if (line > 0)
			tell_anchor(chain, column_small(statement, 0), column_small(statement, 1),
				    line, json_string_value(json_object_get(picture, "log_sum")));
		json_decref(picture);
	}
	if (statement)
		statement_reset(statement);
	return step == ENGINE_DONE;
}

/* what is kept of its end */

static void tell_kept_end(struct chain *chain, gint64 line, const guint8 sum[STORE_HASH_SIZE])
{
	const struct link *last = chain->links->len ? link_at(chain, chain->links->len - 1) : NULL;
	gint64 number = last ? last->number : 0;

	if (number < line)
		altered(chain, g_strdup_printf(_("line %d, the last that was written, is missing."),
					       (int)line));
	else if (number > line)
		altered(chain, g_strdup_printf(_("its last line should be %d and is %d."),
					       (int)line, (int)number));
	else if (last && memcmp(last->sum, sum, STORE_HASH_SIZE) != 0)
		altered(chain, g_strdup_printf(_("line %d is not the one that was written last."),
					       (int)line));
}

static gboolean tell_end(struct store *store, struct chain *chain, GError **error)
{
	struct statement *statement = store_query(store, QUERY_LOG_KEPT_END, error);
	guint8 sum[STORE_HASH_SIZE] = {0};
	gint64 line = 0;
	enum engine_step step = ENGINE_FAILED;

	for (guint i = 0; i < chain->links->len; i++)
		if (link_at(chain, i)->tells_end)
			altered(chain, g_strdup_printf(
					       _("when line %d was written, the line before it was "
						 "not the one that had been the last."),
					       (int)link_at(chain, i)->number));
	if (statement && (step = statement_step(statement, error)) == ENGINE_ROW) {
		line = column_int(statement, 0);
		column_bytes(statement, 1, sum, sizeof sum);
	}
	if (statement)
		statement_reset(statement);
	if (step != ENGINE_FAILED)
		tell_kept_end(chain, line, sum);
	return step != ENGINE_FAILED;
}

gboolean log_check(struct store *store, GPtrArray *faults, GError **error)
{
	struct chain chain = {.links = g_array_new(FALSE, FALSE, sizeof(struct link)),
			      .faults = faults};
	gboolean done = read_chain(store, &chain, error);

	if (done) {
		tell_chain(store, &chain);
		done = tell_anchors(store, &chain, error) && tell_end(store, &chain, error);
	}
	g_array_unref(chain.links);
	return done;
}

gboolean store_log_end(struct store *store, gint64 *lines, char **sum, GError **error)
{
	struct statement *statement = store_query(store, QUERY_LOG_END, error);
	guint8 bytes[STORE_HASH_SIZE] = {0};
	enum engine_step step;

	*lines = 0;
	if (!statement)
		return FALSE;
	step = statement_step(statement, error);
	if (step == ENGINE_ROW) {
		*lines = column_int(statement, 0);
		column_bytes(statement, 1, bytes, sizeof bytes);
	}
	statement_reset(statement);
	*sum = log_sum_text(bytes);
	return step == ENGINE_ROW || step == ENGINE_DONE;
}

GPtrArray *store_verify_log(struct store *store, GError **error)
{
	g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);

	return log_check(store, faults, error) && audit_check(store, faults, error)
		       ? g_steal_pointer(&faults)
		       : NULL;
}
