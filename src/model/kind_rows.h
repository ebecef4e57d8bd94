/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files that declare kinds of record. */
#ifndef OSG_MODEL_KIND_ROWS_H
#define OSG_MODEL_KIND_ROWS_H

#include <glib/gi18n.h>

#include "osg/field_rows.h"
#include "osg/record.h"

#define KIND(type, said, many, label, table)                                                       \
	{                                                                                          \
		.name = (said), .plural = (many), .title = (label), .size = sizeof(struct type),   \
		.fields = (table)                                                                  \
	}

/* A kind whose records belong to the organisation or participant in field whose. */
#define OWNED_KIND(type, said, many, label, table, whose)                                          \
	{                                                                                          \
		.name = (said), .plural = (many), .title = (label), .size = sizeof(struct type),   \
		.fields = (table), .owner = (whose)                                                \
	}

#endif
