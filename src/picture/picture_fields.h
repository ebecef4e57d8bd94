/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which members a picture, one of its hotspots and what a search for them rested on have. */
#ifndef OSG_PICTURE_PICTURE_FIELDS_H
#define OSG_PICTURE_PICTURE_FIELDS_H

#include "osg/field.h"

extern const struct field picture_fields[], picture_hotspot_fields[], hotspot_basis_fields[];

#endif
