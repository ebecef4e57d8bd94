/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of map files that are no GeoJSON, told by how they begin or what they are called. */
#ifndef OSG_EXCHANGE_GEO_KIND_H
#define OSG_EXCHANGE_GEO_KIND_H

#include <glib.h>

/* What the bytes are ("KML", "GeoPackage" …); NULL: none of those known. */
const char *geo_kind_of_bytes(const char *bytes, gsize length);
/* The first file of another kind in the folder, or the path itself when it is such a file: its
 * name, owned, and what it is. NULL: there is none. */
char *geo_kind_beside(const char *path, const char **kind);
/* "ortofoto.gpkg is a GeoPackage. osg reads GeoJSON: …". Owned. */
char *geo_kind_words(const char *file, const char *kind);

#endif
