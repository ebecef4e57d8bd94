/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libzip by name: only who writes such a file waits for it. */
#include "config.h"

#include "report/odt_file.h"

#include "osg/library.h"

#ifdef ZIP_LIBRARY
#include <zip.h>

#define FUNCTIONS(of)                                                                              \
	of(zip_source_buffer_create) of(zip_source_buffer) of(zip_source_free) of(zip_source_keep) \
		of(zip_source_open) of(zip_source_read) of(zip_source_stat) of(zip_source_close)   \
			of(zip_open_from_source) of(zip_close) of(zip_discard) of(zip_file_add)    \
				of(zip_set_file_compression) of(zip_file_set_mtime)

LIBRARY(ZIP_LIBRARY);

static gboolean add_member(zip_t *zip, const struct odt_member *member, gint64 created)
{
	gsize size;
	gconstpointer bytes = g_bytes_get_data(member->bytes, &size);
	zip_source_t *source = lib.zip_source_buffer(zip, bytes, size, 0);
	zip_int64_t at =
		source ? lib.zip_file_add(zip, member->name, source, ZIP_FL_ENC_UTF_8) : -1;

	if (source && at < 0)
		lib.zip_source_free(source);
	return at >= 0 &&
	       lib.zip_set_file_compression(zip, (zip_uint64_t)at,
					    member->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
					    0) == 0 &&
	       lib.zip_file_set_mtime(zip, (zip_uint64_t)at, (time_t)created, 0) == 0;
}

/* What the closed archive wrote into its memory. NULL = it cannot be read. */
static GBytes *written(zip_source_t *memory)
{
	zip_stat_t facts;
	guint8 *bytes;
	gsize size;
	gboolean whole;

	if (lib.zip_source_stat(memory, &facts) != 0 || lib.zip_source_open(memory) != 0)
		return NULL;
	size = (gsize)facts.size;
	bytes = g_malloc(size);
	whole = lib.zip_source_read(memory, bytes, size) == (zip_int64_t)size;
	lib.zip_source_close(memory);
	if (whole)
		return g_bytes_new_take(bytes, size);
	g_free(bytes);
	return NULL;
}

GBytes *odt_file_write(const struct odt_member *members, guint count, gint64 created,
		       GError **error)
{
	zip_source_t *memory =
		library_loads(&library) ? lib.zip_source_buffer_create(NULL, 0, 0, NULL) : NULL;
	zip_t *zip = memory ? lib.zip_open_from_source(memory, ZIP_TRUNCATE, NULL) : NULL;
	GBytes *bytes = NULL;
	gboolean ok = zip != NULL;

	if (zip)
		lib.zip_source_keep(memory);
	for (guint i = 0; ok && i < count; i++)
		ok = add_member(zip, &members[i], created);
	if (ok && lib.zip_close(zip) == 0)
		bytes = written(memory);
	else if (zip)
		lib.zip_discard(zip);
	if (memory)
		lib.zip_source_free(memory);
	if (!bytes)
		g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
			    _("Writing OpenDocument needs %s (Debian: libzip4). Write PDF or HTML "
			      "instead."),
			    ZIP_LIBRARY);
	return bytes;
}
#else
GBytes *odt_file_write(const struct odt_member *members UNUSED, guint count UNUSED,
		       gint64 created UNUSED, GError **error)
{
	g_set_error_literal(
		error, OSG_ERROR, OSG_ERROR_FORMAT,
		_("This osg was built without libzip. Write PDF or HTML instead of ODT."));
	return NULL;
}
#endif
