/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libzip by name, so that only who reads a workbook waits for it and for what it brings along. */
#include "config.h"

#include "exchange/archive.h"

#include "osg/library.h"

#include "exchange/whole.h"

#ifdef ZIP_LIBRARY
#include <zip.h>

struct archive {
	const char *file; /* for messages */
	zip_t *zip;
};

/* clang-format off */
#define FUNCTIONS(of) \
	of(zip_source_buffer_create) of(zip_source_free) of(zip_open_from_source) \
	of(zip_discard) of(zip_stat) of(zip_fopen) of(zip_fread) of(zip_fclose) \
	of(zip_error_init) of(zip_error_fini)
/* clang-format on */

LIBRARY(ZIP_LIBRARY);

gboolean archive_loads(void)
{
	return library_loads(&library);
}

static zip_t *open_zip(const GByteArray *bytes, const char *file, GError **error)
{
	zip_error_t why;
	zip_source_t *source;
	zip_t *zip;

	lib.zip_error_init(&why);
	source = lib.zip_source_buffer_create(bytes->data, bytes->len, 0, &why);
	zip = source ? lib.zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
	if (!zip)
		g_set_error(
			error, OSG_ERROR, OSG_ERROR_FORMAT,
			_("%s is no Excel workbook, or not all of it; expected a file that Excel "
			  "or Calc saved as .xlsx."),
			file);
	if (!zip && source)
		lib.zip_source_free(source);
	lib.zip_error_fini(&why);
	return zip;
}

struct archive *archive_open(const GByteArray *bytes, const char *file, GError **error)
{
	struct archive *archive = NULL;
	zip_t *zip = NULL;

	if (archive_loads())
		zip = open_zip(bytes, file, error);
	else
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: reading workbooks needs %s (Debian: libzip4). Save it as CSV "
			      "instead."),
			    file, ZIP_LIBRARY);
	if (zip) {
		archive = g_new0(struct archive, 1);
		archive->file = file;
		archive->zip = zip;
	}
	return archive;
}

void archive_close(struct archive *archive)
{
	if (archive)
		lib.zip_discard(archive->zip);
	g_free(archive);
}

/* One byte more is asked for than there should be: what comes then is not what was promised. */
static GByteArray *read_part(struct archive *archive, const char *name, zip_uint64_t size)
{
	zip_file_t *file = lib.zip_fopen(archive->zip, name, 0);
	GByteArray *bytes = g_byte_array_new();
	zip_int64_t n = -1;

	g_byte_array_set_size(bytes, (guint)size + 1);
	if (file) {
		n = lib.zip_fread(file, bytes->data, bytes->len);
		lib.zip_fclose(file);
	}
	if (n >= 0 && (zip_uint64_t)n <= size)
		g_byte_array_set_size(bytes, (guint)n);
	else
		g_clear_pointer(&bytes, g_byte_array_unref);
	return bytes;
}

GBytes *archive_part(struct archive *archive, const char *name, GError **error)
{
	zip_stat_t stat;
	GByteArray *bytes = NULL;

	if (lib.zip_stat(archive->zip, name, 0, &stat) != 0)
		return NULL;
	if (stat.size > WHOLE_LARGEST) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: %s in it is larger than 64 MB; save only the sheet that is to "
			      "be read."),
			    archive->file, name);
		return NULL;
	}
	bytes = read_part(archive, name, stat.size);
	if (!bytes)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("%s: %s in it cannot be read; save the workbook again, without a "
			      "password."),
			    archive->file, name);
	return bytes ? g_byte_array_free_to_bytes(bytes) : NULL;
}

#else /* built without it */

gboolean archive_loads(void)
{
	return FALSE;
}

struct archive *archive_open(const GByteArray *bytes UNUSED, const char *file, GError **error)
{
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s: this osg was built without workbooks (--without-xlsx). Save it as CSV "
		      "instead."),
		    file);
	return NULL;
}

void archive_close(struct archive *archive UNUSED)
{
}

GBytes *archive_part(struct archive *archive UNUSED, const char *name UNUSED, GError **error UNUSED)
{
	return NULL;
}
#endif
