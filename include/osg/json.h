/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way to and from JSON: jansson, with what it leaves to its callers done once. Texts of any
 * bytes, numbers that are none, errors as sentences. */
#ifndef OSG_JSON_H
#define OSG_JSON_H

#include <jansson.h>

#include "osg/error.h"

/* New references. NULL is null; bytes that are no UTF-8 become U+FFFD. */
json_t *json_text(const char *text);
/* Not finite is null. */
json_t *json_number(double value);
/* The text of a value, with jansson's flags. Never NULL; owned by g_free. */
char *json_print(const json_t *value, size_t flags);
/* Why jansson could not read, in the reader's language: "a number is too large: '1e999'". Owned; no
 * full stop. */
char *json_fault_words(const json_error_t *fault);
/* As json_loadb; of objects one behind another (one on each line, NDJSON) the list of them. */
json_t *json_load_list(const char *bytes, gsize length, size_t flags, json_error_t *fault);
/* The same. OSG_ERROR_FORMAT: "file, line N: it is no JSON: ...". A key that stands twice is an
 * error. */
json_t *json_parse(const char *bytes, gsize length, const char *file, GError **error);

#endif
