/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that a program wrote as HTML. */
#ifndef OSG_EXCHANGE_HTML_TEXT_H
#define OSG_EXCHANGE_HTML_TEXT_H

#include <glib.h>

/* The letters that "&amp;", "&#229;", "&nbsp;" mean, however often they were written so, and tags
 * of text ("<br>", "<p>") as the line breaks or the nothing that they are. What is neither stays: a
 * < b, <okänd>, AT&T. Owned; NULL: there is none of it. */
char *html_to_text(const char *text);

/* The same of an owned text, which may be NULL. TRUE: it has changed. */
gboolean html_settle(char **text);
/* Whether it ends in an entity that lacks nothing but its semicolon: a table delimited by ; has cut
 * it in two. */
gboolean html_is_cut(const char *text);

/* Whether a tag of text has that name; *breaks: it ends a line. */
gboolean html_is_tag(const char *name, gsize length, gboolean *breaks);

#endif
