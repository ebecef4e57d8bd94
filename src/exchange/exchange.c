/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of formats, and what a file looks like when none of them can read it. */
#include "config.h"

#include <string.h>

#include "exchange/formats.h"

const struct format *const formats[] = {&format_polisen, &format_csv, NULL};

const struct format *format_find(const char *id)
{
	for (gsize i = 0; formats[i]; i++)
		if (g_str_equal(formats[i]->id, id))
			return formats[i];
	return NULL;
}

/* First bytes of what people send by mistake. JSON stands last: the police's events are JSON too.
 */
static const struct {
	const char *bytes;
	gsize length;
	const char *what;
} foreign_signatures[] = {
	{"%PDF", 4, N_("a PDF")},
	{"PK\x03\x04", 4, N_("an Excel workbook or another zip file; save it as CSV in Excel")},
	{"\xD0\xCF\x11\xE0", 4, N_("an old Excel or Word file; save it as CSV in Excel")},
	{"\x1F\x8B", 2, N_("a compressed file; unpack it")},
	{"\x89PNG", 4, N_("a picture")},
	{"\xFF\xD8\xFF", 3, N_("a picture")},
	{"SQLite format 3", 15, N_("a database")},
	{"BEGIN:VCALENDAR", 15, N_("a calendar")},
	{"<!doctype html", 14, N_("a web page")},
	{"<html", 5, N_("a web page")},
	{"<?xml", 5, N_("XML")},
	{"<", 1, N_("XML or a web page")},
	{"{", 1, N_("JSON, but not the police's events")},
	{"[", 1, N_("JSON, but not the police's events")},
};

/* Past the byte order mark and blanks. */
static const char *format_begin(const char *head, gsize *length)
{
	if (*length >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0) {
		head += 3;
		*length -= 3;
	}
	while (*length && g_ascii_isspace(*head)) {
		head++;
		(*length)--;
	}
	return *length ? head : "";
}

static const char *format_looks_like(const char *head, gsize length)
{
	head = format_begin(head, &length);
	for (gsize i = 0; i < G_N_ELEMENTS(foreign_signatures); i++)
		if (length >= foreign_signatures[i].length &&
		    (memcmp(head, foreign_signatures[i].bytes, foreign_signatures[i].length) == 0 ||
		     g_ascii_strncasecmp(head, foreign_signatures[i].bytes,
					 foreign_signatures[i].length) == 0))
			return _(foreign_signatures[i].what);
	if (length >= 2 && (memcmp(head, "\xFF\xFE", 2) == 0 || memcmp(head, "\xFE\xFF", 2) == 0))
		return NULL; /* UTF-16 */
	return memchr(head, 0, length) ? _("a binary file") : NULL;
}

const struct format *format_guess(const char *head, gsize length, const char *name, GError **error)
{
	const struct format *best = NULL;
	const char *looks = format_looks_like(head, length);
	gsize rest = length;
	char first = *format_begin(head, &rest);
	gboolean readable = !looks || first == '[' || first == '{';
	int best_score = 0;

	for (gsize i = 0; readable && formats[i]; i++) {
		int score = formats[i]->sniff(head, length, name);

		if (score > best_score) {
			best = formats[i];
			best_score = score;
		}
	}
	if (best)
		return best;
	if (looks)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s cannot be imported: it looks like %s. Expected a CSV file or the "
			      "police's events as "
			      "JSON."),
			    name, looks);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s cannot be imported: expected a CSV file or the police's events "
			      "as JSON."),
			    name);
	return NULL;
}
