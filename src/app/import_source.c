/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an import's bytes come from: a file or the standard input, never a folder. */
#include "config.h"

#include "app/import_source.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#include "osg/digest.h"
#include "osg/file.h"
#include "osg/outside.h"
#include "osg/text.h"

#define SOURCE_HEAD 4096
#define WORKBOOK_LOOKED_INTO (256 * 1024 * 1024) /* bytes */

/* a stream that sums what passes */

#define SUMMING_TYPE (summing_get_type())
G_DECLARE_FINAL_TYPE(Summing, summing, OSG, SUMMING, GFilterInputStream)

struct _Summing {
	GFilterInputStream parent;
	struct digest *sum;
};

G_DEFINE_TYPE(Summing, summing, G_TYPE_FILTER_INPUT_STREAM)

static gssize summing_read(GInputStream *stream, void *buffer, gsize count,
			   GCancellable *cancellable, GError **error)
{
	GInputStream *base = g_filter_input_stream_get_base_stream(G_FILTER_INPUT_STREAM(stream));
	gssize n = g_input_stream_read(base, buffer, count, cancellable, error);

	if (n > 0)
		digest_add(OSG_SUMMING(stream)->sum, buffer, (gsize)n);
	return n;
}

static void summing_finalize(GObject *object)
{
	digest_free(OSG_SUMMING(object)->sum);
	G_OBJECT_CLASS(summing_parent_class)->finalize(object);
}

static void summing_class_init(SummingClass *class)
{
	G_OBJECT_CLASS(class)->finalize = summing_finalize;
	G_INPUT_STREAM_CLASS(class)->read_fn = summing_read;
}

static void summing_init(Summing *self)
{
	self->sum = digest_new();
}

/* opening */

/* What came once cannot be asked for again. */
static GInputStream *source_piped(struct import_source *source, GError **error)
{
	g_autoptr(GInputStream) in = NULL;
	g_autoptr(GOutputStream) kept = NULL;

	if (!source->piped) {
		in = g_unix_input_stream_new(STDIN_FILENO, FALSE);
		kept = g_memory_output_stream_new_resizable();
		if (g_output_stream_splice(kept, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
					   error) < 0)
			return NULL;
		source->piped = g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(kept));
	}
	return g_memory_input_stream_new_from_bytes(source->piped);
}

static GInputStream *source_raw(struct import_source *source, const char *file, GError **error)
{
	g_autoptr(GFile) path = NULL;
	g_autoptr(GError) local = NULL;
	g_autoptr(GFileInfo) info = NULL;
	g_autofree char *base = NULL, *shown = NULL, *why = NULL;
	GFileInputStream *stream;

	if (!outside_file(file, error))
		return NULL;
	if (g_str_equal(file, "-")) {
		source->name = g_strdup(_("standard input"));
		return source_piped(source, error);
	}
	base = g_path_get_basename(file);
	shown = text_clean(file, -1, FALSE); /* files come by mail: any bytes may be in a name */
	source->name = text_clean(base, -1, FALSE);
	if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("%s is a folder; expected a file, like %s/huddinge.csv."), shown,
			    shown);
		return NULL;
	}
	path = g_file_new_for_path(file);
	stream = g_file_read(path, NULL, &local);
	if (!stream) {
		why = text_clean(file_error_why(local), -1, FALSE);
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."),
			    shown, why);
		return NULL;
	}
	info = g_file_input_stream_query_info(stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
	if (info)
		source->size = g_file_info_get_size(info);
	return G_INPUT_STREAM(stream);
}

/* The first bytes, without taking them from the stream. */
static const char *source_head(GInputStream *buffered, gsize *length, GError **error)
{
	GBufferedInputStream *stream = G_BUFFERED_INPUT_STREAM(buffered);
	gssize n = 1;

	while (n > 0 && g_buffered_input_stream_get_available(stream) < SOURCE_HEAD)
		n = g_buffered_input_stream_fill(stream, SOURCE_HEAD, NULL, error);
	return n < 0 ? NULL : g_buffered_input_stream_peek_buffer(stream, length);
}

static gboolean source_format(struct import_source *source, const char *head, gsize length,
			      const char *format, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	source->empty = length == 0;
	if (!format) {
		source->format =
			source->empty ? NULL : format_guess(head, length, source->name, error);
		return source->empty || source->format;
	}
	source->format = format_find(format);
	if (source->format)
		return TRUE;
	for (gsize i = 0; formats[i]; i++)
		g_string_append_printf(known, "%s%s", i ? ", " : "", formats[i]->id);
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT, _("There is no format “%s”. There are: %s."),
		    format, known->str);
	return FALSE;
}

/* A workbook's bytes say what it is when all of them are there. */
static GInputStream *source_book(struct import_source *source, GInputStream *buffered,
				 GError **error)
{
	g_autoptr(GOutputStream) all = g_memory_output_stream_new_resizable();
	g_autoptr(GBytes) bytes = NULL;

	if (g_output_stream_splice(all, buffered, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
				   error) < 0)
		return NULL;
	bytes = g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(all));
	if (records_in_workbook(bytes))
		source->format = format_find("osg-xlsx");
	return g_memory_input_stream_new_from_bytes(bytes);
}

gboolean import_source_open(struct import_source *source, const char *file, const char *format,
			    GError **error)
{
	g_autoptr(GInputStream) raw = NULL;
	g_autoptr(GInputStream) buffered = NULL;
	g_autoptr(GInputStream) book = NULL;
	g_autoptr(GError) local = NULL;
	const char *head;
	gsize length = 0;

	*source = (struct import_source){.piped = source->piped};
	raw = source_raw(source, file, error);
	if (!raw)
		return FALSE;
	buffered = g_buffered_input_stream_new_sized(raw, 65536);
	head = source_head(buffered, &length, &local);
	if (local) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."),
			    source->name, file_error_why(local));
		return FALSE;
	}
	if (!source_format(source, head, length, format, error))
		return FALSE;
	if (!format && source->format == format_find("xlsx") &&
	    source->size <= WORKBOOK_LOOKED_INTO)
		book = source_book(source, buffered, &local);
	if (local) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("%s could not be read: %s."),
			    source->name, file_error_why(local));
		return FALSE;
	}
	source->stream = g_object_new(SUMMING_TYPE, "base-stream", book ? book : buffered, NULL);
	return TRUE;
}

gboolean import_source_is_table(const struct import_source *source)
{
	static const char *const tables[] = {"csv", "xlsx", "open311", NULL};

	return g_strv_contains(tables, source->format->id);
}

gboolean import_source_has_sheets(const struct import_source *source, const char *sheet,
				  GError **error)
{
	if (source->format == format_find("xlsx"))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("%s is no workbook and has no sheet “%s”."), source->name, sheet);
	return FALSE;
}

void import_source_clear(struct import_source *source)
{
	g_clear_pointer(&source->name, g_free);
	g_clear_object(&source->stream);
}

void import_source_end(struct import_source *source)
{
	import_source_clear(source);
	g_clear_pointer(&source->piped, g_bytes_unref);
}

char *import_source_checksum(const struct import_source *source)
{
	g_autoptr(Digest) sum = digest_copy(OSG_SUMMING(source->stream)->sum);

	return digest_end_text(sum);
}
