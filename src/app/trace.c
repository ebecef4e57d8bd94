/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain from problem to result, and where it is broken. */
#include "config.h"

#include "app/app_private.h"

#include "osg/before_after.h"

static void trace_row_free(gpointer data)
{
	struct trace_row *row = data;

	g_free(row->problem);
	g_free(row->cause);
	g_free(row->measure);
	g_free(row);
}

static struct trace_row *row_add(GPtrArray *rows, const struct focus_group *group)
{
	struct trace_row *row = g_new0(struct trace_row, 1);

	row->problem = g_strdup(group ? group->title : NULL);
	row->group = group ? group->record.key : 0;
	g_ptr_array_add(rows, row);
	return row;
}

/* What is known of a measure: its own yardstick's answer, else its group's. */
static enum verdict result_of(struct session *session, const struct focus_group *group,
			      const struct measure_item *item)
{
	struct before_after *b =
		item->measure->state == MEASURE_DONE && yardstick_counts(item->yardstick)
			? before_after(session, item->yardstick, NULL)
			: NULL;
	enum verdict verdict = b && !b->unfinished ? before_after_verdict(b)
			       : group             ? (enum verdict)group->verdict
						   : VERDICT_NONE;

	before_after_free(b);
	return verdict;
}

static void fill_measure(struct session *session, struct trace_row *row,
			 const struct focus_group *group, const struct measure_item *item)
{
	const struct measure *m = item->measure;

	row->measure = g_strdup(m->title);
	row->measure_key = m->record.key;
	row->state = m->state;
	row->verdict = result_of(session, group, item);
	if (m->state == MEASURE_DONE && row->verdict == VERDICT_NONE &&
	    !yardstick_counts(item->yardstick))
		row->gaps |= TRACE_NO_RESULT;
}

/* A measure that was dropped does nothing about its cause. */
static gboolean attacks(const struct measure_item *item, gint64 cause)
{
	return item->measure->cause == cause && item->measure->state != MEASURE_DROPPED;
}

static void trace_cause(struct session *session, const struct dossier *d, const struct cause *cause,
			GPtrArray *rows)
{
	guint found = 0;

	for (guint i = 0; i <= d->measures->len; i++) {
		const struct measure_item *item =
			i < d->measures->len ? d->measures->pdata[i] : NULL;
		struct trace_row *row;

		if (item ? !attacks(item, cause->record.key) : found > 0)
			continue;
		found++;
		row = row_add(rows, d->group);
		row->cause = g_strdup(cause->text);
		row->cause_key = cause->record.key;
		row->gaps = (item ? 0 : TRACE_NO_MEASURE) |
			    (cause->evidence->len ? 0 : TRACE_NO_EVIDENCE);
		if (item)
			fill_measure(session, row, d->group, item);
	}
}

static gboolean has_cause(const struct dossier *d, gint64 key)
{
	for (guint i = 0; i < d->causes->len; i++)
		if (((struct cause *)d->causes->pdata[i])->record.key == key)
			return TRUE;
	return FALSE;
}

static void trace_group(struct session *session, const struct dossier *d, GPtrArray *rows)
{
	g_autoptr(GArray) tree = cause_tree(d->causes);

	if (d->causes->len == 0)
		row_add(rows, d->group)->gaps = TRACE_NO_CAUSE;
	for (guint i = 0; i < tree->len; i++)
		trace_cause(session, d, g_array_index(tree, struct cause_node, i).cause, rows);
	for (guint i = 0; i < d->measures->len; i++) {
		const struct measure_item *item = d->measures->pdata[i];
		struct trace_row *row;

		if (has_cause(d, item->measure->cause) || item->measure->state == MEASURE_DROPPED)
			continue;
		row = row_add(rows, d->group);
		row->cause = g_strdup(item->measure->cause_text);
		row->gaps = row->cause ? 0 : TRACE_NO_PROBLEM;
		fill_measure(session, row, d->group, item);
	}
}

/* Measures that were decided outside of any group. */
static gboolean trace_others(struct session *session, GPtrArray *rows, GError **error)
{
	g_autoptr(GPtrArray) items =
		app_measures(session, &(struct measures_query){.which = MEASURES_ALL}, error);

	for (guint i = 0; items && i < items->len; i++) {
		const struct measure_item *item = items->pdata[i];
		struct trace_row *row;

		if (item->measure->focus_group || item->measure->state == MEASURE_DROPPED)
			continue;
		row = row_add(rows, NULL);
		row->cause = g_strdup(item->measure->cause_text);
		row->gaps = row->cause ? 0 : TRACE_NO_PROBLEM;
		fill_measure(session, row, NULL, item);
	}
	return items != NULL;
}

GPtrArray *app_trace(struct session *session, gint64 group, GError **error)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(trace_row_free);
	g_autoptr(GPtrArray) groups = app_focus_groups(session, error);
	gboolean ok = groups != NULL;

	for (guint i = 0; ok && i < groups->len; i++) {
		const struct focus_group *g = groups->pdata[i];
		struct dossier *d = NULL;

		if (g->form == GROUP_COORDINATOR || (group && g->record.key != group))
			continue;
		d = app_dossier(session, g->record.key, error);
		ok = d != NULL;
		if (ok)
			trace_group(session, d, rows);
		dossier_free(d);
	}
	if (ok && (group || trace_others(session, rows, error)))
		return rows;
	g_ptr_array_unref(rows);
	return NULL;
}
