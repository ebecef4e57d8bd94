/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML of others, over expat: elements by their local names, within bounds. A file that declares
 * entities is refused, so that nothing is fetched from elsewhere and nothing grows in memory. */
#ifndef OSG_EXCHANGE_XML_H
#define OSG_EXCHANGE_XML_H

#include <glib.h>

#include "osg/error.h"

/* Called for each element, in order. Names are local; attributes are pairs of local name and value
 * that end with NULL. FALSE stops the reading, which then fails without an error of its own. Any
 * may be NULL. */
struct xml_events {
	gboolean (*begin)(const char *name, const char *space, const char *const *attributes,
			  int line, gpointer data);
	gboolean (*end)(const char *name, gpointer data);
	gboolean (*text)(const char *text, int length, gpointer data);
};

/* OSG_ERROR_FORMAT with file, line and column: what is no XML, what is too deep, what declares
 * entities. */
gboolean xml_parse(const char *bytes, gsize length, const char *file,
		   const struct xml_events *events, gpointer data, GError **error);
/* Of an element's attributes; NULL = it has none of that name. */
const char *xml_attribute(const char *const *attributes, const char *name);

struct xml_element {
	char *name, *space; /* space: the namespace, "" = none */
	GString *text;      /* its own, without that of the elements within */
	GPtrArray *children;
	int line;
};

/* The whole of a document. */
struct xml_element *xml_read(const char *bytes, gsize length, const char *file, GError **error);
void xml_element_free(struct xml_element *element);
typedef struct xml_element xml_element_auto; /* for g_autoptr */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xml_element_auto, xml_element_free)
/* The first within; NULL = none, as for parent NULL. */
const struct xml_element *xml_child(const struct xml_element *parent, const char *name);
/* The first of those names that stands within a second time: which is meant nobody can tell. NULL =
 * none. */
const struct xml_element *xml_twice(const struct xml_element *parent, const char *const *names);
/* The text of the first within, without blanks around it. Owned; NULL = it is missing or empty. */
char *xml_child_text(const struct xml_element *parent, const char *name);
/* Whether the first bytes of a file begin an element of that local name. */
gboolean xml_begins(const char *head, gsize length, const char *name);

#endif
