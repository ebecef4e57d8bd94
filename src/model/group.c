/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that a focus group takes, and the tree of its causes. */
#include "config.h"

#include "osg/group.h"

#include <string.h>
#include <glib/gi18n.h>

#include "osg/catalogue.h"

/* steps */

const char *group_step_label(const struct group_step *step, gboolean english)
{
	const struct catalogue_entry *entry = catalogue_find(&step_catalogue, step->code);

	if (step->title && *step->title)
		return step->title;
	if (!entry)
		return step->code ? step->code : "";
	return catalogue_label(entry, english);
}

/* the tree of causes */

static const struct cause *cause_find(const GPtrArray *causes, gint64 key)
{
	for (guint i = 0; key && i < causes->len; i++) {
		const struct cause *cause = causes->pdata[i];

		if (cause->record.key == key)
			return cause;
	}
	return NULL;
}

/* 0 where the parent is not there. */
static gint64 parent_of(const struct cause *cause, const GPtrArray *causes)
{
	return cause_find(causes, cause->parent) ? cause->parent : 0;
}

static int compare_siblings(gconstpointer a, gconstpointer b)
{
	const struct cause *one = *(const struct cause *const *)a,
			   *other = *(const struct cause *const *)b;

	if (one->aspect != other->aspect)
		return one->aspect - other->aspect;
	if (one->position != other->position)
		return one->position - other->position;
	return (one->record.key > other->record.key) - (one->record.key < other->record.key);
}

/* Borrowed, in order. */
static GPtrArray *children_of(const GPtrArray *causes, gint64 parent)
{
	GPtrArray *children = g_ptr_array_new();

	for (guint i = 0; i < causes->len; i++)
		if (parent_of(causes->pdata[i], causes) == parent)
			g_ptr_array_add(children, causes->pdata[i]);
	g_ptr_array_sort(children, compare_siblings);
	return children;
}

/* A last sibling is the last of its aspect too where it is direct: a heading stands between. */
static gboolean is_last(const GPtrArray *siblings, guint i)
{
	const struct cause *cause = siblings->pdata[i];

	return i + 1 == siblings->len ||
	       ((const struct cause *)siblings->pdata[i + 1])->aspect != cause->aspect;
}

static void append_below(const GPtrArray *causes, gint64 parent, int depth, guint last, GArray *out)
{
	g_autoptr(GPtrArray) siblings = children_of(causes, parent);

	/* a loop that came in by file ends where there are no more causes */
	for (guint i = 0; i < siblings->len && out->len < causes->len; i++) {
		struct cause_node node = {siblings->pdata[i], depth, last};

		if (is_last(siblings, i))
			node.last |= 1u << MIN(depth, 31);
		g_array_append_val(out, node);
		append_below(causes, node.cause->record.key, depth + 1, node.last, out);
	}
}

static gboolean is_in(const GArray *nodes, const struct cause *cause)
{
	for (guint i = 0; i < nodes->len; i++)
		if (g_array_index(nodes, struct cause_node, i).cause == cause)
			return TRUE;
	return FALSE;
}

GArray *cause_tree(const GPtrArray *causes)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct cause_node));

	append_below(causes, 0, 0, 0, out);
	for (guint i = 0; i < causes->len; i++) { /* what hangs in a loop */
		struct cause_node node = {causes->pdata[i], 0, 1};

		if (!is_in(out, causes->pdata[i]))
			g_array_append_val(out, node);
	}
	return out;
}

static gboolean refuse(const char **field, const char *name, GError **error, const char *why)
{
	if (field)
		*field = name;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_RULE, why);
	return FALSE;
}

/* Whether one goes round from cause by its parents and comes back to it. */
static gboolean is_own_ancestor(const struct cause *cause, const GPtrArray *causes)
{
	const struct cause *up = cause_find(causes, cause->parent);

	for (guint steps = 0; up && steps <= causes->len; steps++) {
		if (up == cause || (cause->record.key && up->record.key == cause->record.key))
			return TRUE;
		up = cause_find(causes, up->parent);
	}
	return up != NULL;
}

gboolean cause_check(const struct cause *cause, const GPtrArray *causes, const char **field,
		     GError **error)
{
	const struct cause *parent = cause_find(causes, cause->parent);

	if (!cause->text || !*cause->text)
		return refuse(field, "text", error,
			      _("A cause says what it is, such as “dark path to the station”."));
	if (cause->parent && !parent)
		return refuse(field, "parent", error,
			      _("The cause above is not one of this group; choose another."));
	if (is_own_ancestor(cause, causes))
		return refuse(field, "parent", error,
			      _("A cause cannot stand under itself, nor under one that it causes; "
				"choose another."));
	if (parent && parent->aspect != cause->aspect)
		return refuse(field, "aspect", error,
			      _("A cause stands under place, target, actor or guardian as the one "
				"above it does."));
	if (cause->influence < -1 || cause->influence > 3)
		return refuse(field, "influence", error,
			      _("How much it can be influenced is 0 (not at all) to 3 (much)."));
	return TRUE;
}
