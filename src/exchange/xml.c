/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expat reads, this file bounds: how deep, how many elements, no entities of a file's own. */
#include "config.h"

#include "exchange/xml.h"

#include <expat.h>
#include <string.h>

#include "exchange/decode.h"
#include "exchange/html_text.h"

#define MOST_DEPTH 64
#define MOST_ELEMENTS 2000000 /* of a file: a sheet of a workbook has one for each cell */
#define MOST_ATTRIBUTES 64
#define NAMESPACE_MARK '\x1f'

struct xml_reading {
	XML_Parser parser;
	const char *file;
	const struct xml_events *events;
	gpointer data;
	int depth, elements;
	const char *refused; /* why it was stopped here, NULL = it was not */
};

static void stop(struct xml_reading *r, const char *refused)
{
	if (refused && !r->refused)
		r->refused = refused;
	XML_StopParser(r->parser, XML_FALSE);
}

/* "namespace local" or "local": the local name, and the namespace into space. */
static const char *local_name(const char *name, char **space)
{
	const char *mark = strrchr(name, NAMESPACE_MARK);

	if (space)
		*space = mark ? g_strndup(name, (gsize)(mark - name)) : g_strdup("");
	return mark ? mark + 1 : name;
}

static void begin_element(void *data, const char *name, const char **attributes)
{
	struct xml_reading *r = data;
	const char *local[2 * MOST_ATTRIBUTES + 1];
	g_autofree char *space = NULL;
	const char *own = local_name(name, &space);
	int n = 0;

	if (++r->depth > MOST_DEPTH) {
		stop(r, N_("its elements lie deeper in each other than 64"));
		return;
	}
	if (++r->elements > MOST_ELEMENTS) {
		stop(r, N_("it has more than two million elements"));
		return;
	}
	for (; attributes[n] && n < 2 * MOST_ATTRIBUTES; n += 2) {
		local[n] = local_name(attributes[n], NULL);
		local[n + 1] = attributes[n + 1];
	}
	local[n] = NULL;
	if (r->events->begin &&
	    !r->events->begin(own, space, local, (int)XML_GetCurrentLineNumber(r->parser), r->data))
		stop(r, NULL);
}

static void end_element(void *data, const char *name)
{
	struct xml_reading *r = data;

	r->depth--;
	if (r->events->end && !r->events->end(local_name(name, NULL), r->data))
		stop(r, NULL);
}

static void take_text(void *data, const char *text, int length)
{
	struct xml_reading *r = data;

	if (r->events->text && !r->events->text(text, length, r->data))
		stop(r, NULL);
}

static void refuse_entity(void *data, const char *name UNUSED, int parameter UNUSED,
			  const char *value UNUSED, int length UNUSED, const char *base UNUSED,
			  const char *system UNUSED, const char *public UNUSED,
			  const char *notation UNUSED)
{
	stop(data, N_("it declares entities, which osg neither expands nor fetches"));
}

/* Code pages that expat does not know: a byte each. */
static int code_page(void *data UNUSED, const char *name, XML_Encoding *page)
{
	memset(page, 0, sizeof *page);
	for (int i = 0; i < 256; i++) {
		const char byte[2] = {(char)i, 0};
		g_autofree char *text =
			i < 128 ? NULL : g_convert(byte, 1, "UTF-8", name, NULL, NULL, NULL);

		page->map[i] = i < 128 ? i : text ? (int)g_utf8_get_char(text) : -1;
		if (page->map[i] > 0xFFFF)
			return XML_STATUS_ERROR;
	}
	return XML_STATUS_OK;
}

/* Expat's own words are English. */
static const struct {
	enum XML_Error code;
	const char *words;
} faults[] = {
	{XML_ERROR_INVALID_TOKEN, N_("a sign that XML does not have here")},
	{XML_ERROR_SYNTAX, N_("a sign that XML does not have here")},
	{XML_ERROR_BAD_CHAR_REF, N_("a number that is no character")},
	{XML_ERROR_TAG_MISMATCH, N_("an element ends under another name than it began")},
	{XML_ERROR_JUNK_AFTER_DOC_ELEMENT, N_("something stands behind its end")},
	{XML_ERROR_DUPLICATE_ATTRIBUTE, N_("an attribute stands twice")},
	{XML_ERROR_UNBOUND_PREFIX, N_("a prefix that names no namespace")},
	{XML_ERROR_UNDEFINED_ENTITY, N_("an entity that XML does not have, like &nbsp;")},
	{XML_ERROR_UNKNOWN_ENCODING, N_("an encoding that is not known")},
	{XML_ERROR_INCORRECT_ENCODING, N_("another encoding than it says")},
	{XML_ERROR_MISPLACED_XML_PI, N_("its declaration does not stand first")},
};

static const char *fault_words(enum XML_Error code)
{
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
		if (faults[i].code == code)
			return _(faults[i].words);
	return XML_ErrorString(code);
}

static void tell_fault(const struct xml_reading *r, GError **error)
{
	enum XML_Error code = XML_GetErrorCode(r->parser);
	int line = (int)XML_GetCurrentLineNumber(r->parser),
	    column = (int)XML_GetCurrentColumnNumber(r->parser) + 1;

	if (r->refused)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d: the file was not read: %s."), r->file, line,
			    _(r->refused));
	else if (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
		 code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d, column %d: the file ends in the middle; expected the "
			      "whole of it up to the last “>”."),
			    r->file, line, column);
	else if (code != XML_ERROR_ABORTED)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d, column %d: this is no XML (%s)."), r->file, line,
			    column, fault_words(code));
}

/* Whether the declaration, which is often a template's word, says another encoding than UTF-8. */
static gboolean declares_other(const char *bytes, gsize length)
{
	g_autofree char *head = g_ascii_strdown(bytes, (gssize)MIN(length, 200));
	const char *said = strstr(head, "encoding="), *end = strstr(head, "?>");

	return said && end && said < end &&
	       strncmp(said + strlen("encoding=") + 1, "utf-8", strlen("utf-8")) != 0;
}

gboolean xml_parse(const char *bytes, gsize length, const char *file,
		   const struct xml_events *events, gpointer data, GError **error)
{
	struct xml_reading r = {.file = file, .events = events, .data = data};
	/* UTF-8 with letters in it is nothing else, whatever is declared, nor is UTF-16; and what
	 * says UTF-8, or nothing, and is not it is one of the old code pages */
	gboolean wide = decode_is_utf16(bytes, length) != NULL;
	gboolean utf8 = !wide && g_utf8_validate_len(bytes, length, NULL);
	g_autofree char *known = utf8 || (!wide && declares_other(bytes, length))
					 ? NULL
					 : decode_text(bytes, length, &length);
	gsize blank = 0;
	gboolean ok;

	bytes = known ? known : bytes;
	while (blank < length && g_ascii_isspace(bytes[blank]))
		blank++; /* before the declaration, which must stand first */
	if (length - blank > G_MAXINT) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT, _("%s is too large."), file);
		return FALSE;
	}
	r.parser = XML_ParserCreateNS(known || utf8 ? "UTF-8" : NULL, NAMESPACE_MARK);
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, begin_element, end_element);
	XML_SetCharacterDataHandler(r.parser, take_text);
	XML_SetEntityDeclHandler(r.parser, refuse_entity);
	XML_SetUnknownEncodingHandler(r.parser, code_page, NULL);
	ok = XML_Parse(r.parser, bytes + blank, (int)(length - blank), XML_TRUE) == XML_STATUS_OK;
	if (!ok)
		tell_fault(&r, error);
	XML_ParserFree(r.parser);
	return ok;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (g_str_equal(attributes[0], name))
			return attributes[1];
	return NULL;
}

/* the whole of a document */

struct xml_tree {
	struct xml_element *root;
	GPtrArray *open; /* struct xml_element, borrowed */
};

void xml_element_free(struct xml_element *element)
{
	if (!element)
		return;
	g_free(element->name);
	g_free(element->space);
	g_string_free(element->text, TRUE);
	g_ptr_array_unref(element->children);
	g_free(element);
}

static void free_child(gpointer child)
{
	xml_element_free(child);
}

static struct xml_element *innermost(const struct xml_tree *tree)
{
	return tree->open->len ? tree->open->pdata[tree->open->len - 1] : NULL;
}

static gboolean tree_begin(const char *name, const char *space,
			   const char *const *attributes UNUSED, int line, gpointer data)
{
	struct xml_tree *tree = data;
	struct xml_element *element = g_new0(struct xml_element, 1), *parent = innermost(tree);

	element->name = g_strdup(name);
	element->space = g_strdup(space);
	element->text = g_string_new(NULL);
	element->children = g_ptr_array_new_with_free_func(free_child);
	element->line = line;
	if (parent)
		g_ptr_array_add(parent->children, element);
	else
		tree->root = element;
	g_ptr_array_add(tree->open, element);
	return TRUE;
}

/* HTML within a text belongs to it: "<description><b>Två</b> rutor</description>". */
static void join_markup(const struct xml_element *element, struct xml_element *parent)
{
	gboolean breaks = FALSE;

	if (!html_is_tag(element->name, strlen(element->name), &breaks))
		return;
	if (breaks && parent->text->len)
		g_string_append_c(parent->text, '\n');
	g_string_append_len(parent->text, element->text->str, (gssize)element->text->len);
}

static gboolean tree_end(const char *name UNUSED, gpointer data)
{
	struct xml_tree *tree = data;

	if (tree->open->len > 1)
		join_markup(innermost(tree), tree->open->pdata[tree->open->len - 2]);
	g_ptr_array_set_size(tree->open, (int)tree->open->len - 1);
	return TRUE;
}

static gboolean tree_text(const char *text, int length, gpointer data)
{
	struct xml_element *element = innermost(data);

	if (element)
		g_string_append_len(element->text, text, length);
	return TRUE;
}

struct xml_element *xml_read(const char *bytes, gsize length, const char *file, GError **error)
{
	static const struct xml_events events = {tree_begin, tree_end, tree_text};
	struct xml_tree tree = {.open = g_ptr_array_new()};

	if (!xml_parse(bytes, length, file, &events, &tree, error))
		g_clear_pointer(&tree.root, xml_element_free);
	g_ptr_array_unref(tree.open);
	return tree.root;
}

const struct xml_element *xml_child(const struct xml_element *parent, const char *name)
{
	for (guint i = 0; parent && i < parent->children->len; i++) {
		const struct xml_element *child = parent->children->pdata[i];

		if (g_str_equal(child->name, name))
			return child;
	}
	return NULL;
}

const struct xml_element *xml_twice(const struct xml_element *parent, const char *const *names)
{
	for (guint i = 0; i < parent->children->len; i++) {
		const struct xml_element *child = parent->children->pdata[i];

		if (g_strv_contains(names, child->name) && xml_child(parent, child->name) != child)
			return child;
	}
	return NULL;
}

char *xml_child_text(const struct xml_element *parent, const char *name)
{
	const struct xml_element *child = xml_child(parent, name);
	char *text = child ? g_strstrip(g_strdup(child->text->str)) : NULL;

	if (text && !*text)
		g_clear_pointer(&text, g_free);
	return text;
}

gboolean xml_begins(const char *head, gsize length, const char *name)
{
	g_autofree char *text = g_strndup(head, length);
	gsize size = strlen(name);

	for (const char *p = strchr(text, '<'); p; p = strchr(p + 1, '<')) {
		const char *local;

		if (!g_ascii_isalpha(p[1])) /* a declaration or a comment */
			continue;
		local = p + 1 + strcspn(p + 1, ": \t\r\n/>");
		local = *local == ':' ? local + 1 : p + 1;
		return strncmp(local, name, size) == 0 && strchr(" \t\r\n/>", local[size]);
	}
	return FALSE;
}
