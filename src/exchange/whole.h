/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files that are held whole in memory before they are read. */
#ifndef OSG_EXCHANGE_WHOLE_H
#define OSG_EXCHANGE_WHOLE_H

#include <jansson.h>

#include "osg/exchange.h"

#define WHOLE_LARGEST (64 * 1024 * 1024)

/* NULL: it cannot be read, is larger than WHOLE_LARGEST (OSG_ERROR_FORMAT), or was cancelled. */
GByteArray *whole_read(GInputStream *stream, const struct reader_options *options, GError **error);
/* JSON in any encoding that decode_text knows. expected: what stands in such a file, for the
 * message ("a list of events"). A reference of the caller's; NULL with OSG_ERROR_FORMAT, which
 * names line and column. */
json_t *whole_json(const char *bytes, gsize length, const char *file, const char *expected,
		   GError **error);

#endif
