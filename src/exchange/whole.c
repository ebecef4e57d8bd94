/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/whole.h"

#include "exchange/decode.h"
#include "osg/json.h"

#define CHUNK 65536

GByteArray *whole_read(GInputStream *stream, const struct reader_options *options, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autofree guint8 *chunk = g_malloc(CHUNK);
	gssize n;

	while ((n = g_input_stream_read(stream, chunk, CHUNK, NULL, error)) > 0) {
		g_byte_array_append(bytes, chunk, (guint)n);
		if (bytes->len > WHOLE_LARGEST) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("%s is larger than 64 MB; files of this kind are less than a "
				      "tenth of that. Is it another file?"),
				    options->file);
			return NULL;
		}
		if (options->progress && !options->progress(bytes->len, options->data)) {
			g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
					    _("Stopped; nothing was changed."));
			return NULL;
		}
	}
	if (n < 0) {
		g_prefix_error(error, "%s: ", options->file);
		return NULL;
	}
	return g_steal_pointer(&bytes);
}

json_t *whole_json(const char *bytes, gsize length, const char *file, const char *expected,
		   GError **error)
{
	gsize size;
	g_autofree char *text = decode_text(bytes, length, &size), *why = NULL;
	json_error_t bad;
	json_t *json = json_load_list(text, size, JSON_REJECT_DUPLICATES, &bad);

	if (json)
		return json;
	why = json_fault_words(&bad);
	if (json_error_code(&bad) == json_error_premature_end_of_input)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d, column %d: the file ends in the middle; expected the "
			      "whole answer up to the last “]”."),
			    file, bad.line, bad.column);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s, line %d, column %d: this is no JSON (%s); expected %s."), file,
			    bad.line, bad.column, why, expected);
	return NULL;
}
