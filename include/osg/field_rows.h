/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a table of fields, for the files that hold such tables. Before a table RECORD is
 * defined as its struct, after it undefined. A line that does not fit the C type of its member does
 * not compile. */
#ifndef OSG_FIELD_ROWS_H
#define OSG_FIELD_ROWS_H

#include <stddef.h>

#include "osg/field.h"

/* The offset of a member of RECORD, if its type is the right one. */
#define FIELD_OFFSET(member, type)                                                                 \
	(offsetof(RECORD, member) * _Generic(((RECORD *)NULL)->member, type : 1))
#define FIELD_ROW(member, type, ...)                                                               \
	{                                                                                          \
		.name = #member, .offset = FIELD_OFFSET(member, type), __VA_ARGS__                 \
	}

#define INT(member, standard) FIELD_ROW(member, gint64, .kind = FIELD_INT, .initial = (standard))
#define SMALL(member, standard) FIELD_ROW(member, int, .kind = FIELD_SMALL, .initial = (standard))
#define SMALL_BELOW(member, word) FIELD_ROW(member, int, .kind = FIELD_SMALL, .below = (word))
#define FLAG(member, standard) FIELD_ROW(member, int, .kind = FIELD_FLAG, .initial = (standard))
#define WEEK(member) FIELD_ROW(member, int, .kind = FIELD_WEEK)
#define DAY(member) FIELD_ROW(member, int, .kind = FIELD_DAY)
#define TIME(member) FIELD_ROW(member, gint64, .kind = FIELD_TIME)
#define REAL(member) FIELD_ROW(member, double, .kind = FIELD_REAL)
#define REF(member, to) FIELD_ROW(member, gint64, .kind = FIELD_REF, .refers = (to))
#define WORD(member, list, standard)                                                               \
	FIELD_ROW(member, int, .kind = FIELD_WORD, .words = (list), .initial = (standard))
#define CODE(member) FIELD_ROW(member, char *, .kind = FIELD_CODE)
#define CODE_LINES(member) FIELD_ROW(member, char *, .kind = FIELD_CODE, .multiline = TRUE)
#define CODE_EXACT(member) FIELD_ROW(member, char *, .kind = FIELD_CODE, .exact = TRUE)
#define PROSE(member) FIELD_ROW(member, char *, .kind = FIELD_PROSE)
#define CODES(member) FIELD_ROW(member, char **, .kind = FIELD_CODES)
#define REFS(member, to) FIELD_ROW(member, GArray *, .kind = FIELD_REFS, .refers = (to))
#define RINGS(member) FIELD_ROW(member, GPtrArray *, .kind = FIELD_RINGS)
/* int history[14], double hours[24] */
#define SMALL_ARRAY(member, many)                                                                  \
	{                                                                                          \
		.name = #member, .kind = FIELD_SMALL, .offset = offsetof(RECORD, member),          \
		.count = (many)                                                                    \
	}
#define REAL_ARRAY(member, many)                                                                   \
	{                                                                                          \
		.name = #member, .kind = FIELD_REAL, .offset = offsetof(RECORD, member),           \
		.count = (many)                                                                    \
	}
#define OBJECT(member, table)                                                                      \
	{                                                                                          \
		.name = #member, .kind = FIELD_OBJECT, .offset = offsetof(RECORD, member),         \
		.members = (table)                                                                 \
	}
#define OBJECTS(member, type, table, free_one)                                                     \
	FIELD_ROW(member, GPtrArray *, .kind = FIELD_OBJECTS, .members = (table),                  \
		  .size = sizeof(type), .free = (free_one))

#endif
