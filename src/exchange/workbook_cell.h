/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell of a workbook says, as text. */
#ifndef OSG_EXCHANGE_WORKBOOK_CELL_H
#define OSG_EXCHANGE_WORKBOOK_CELL_H

#include <glib.h>

#include "osg/error.h"

/* What a number stands for, by its format. Bits. */
enum cell_look { LOOK_NUMBER = 0, LOOK_DATE = 1, LOOK_TIME = 2, LOOK_ELAPSED = 4 };

/* Of a format built in (ECMA-376 part 1, 18.8.30), or by its code ("yyyy-mm-dd hh:mm"), which may
 * be NULL. */
enum cell_look cell_look_of(int id, const char *code);
/* Of each of a workbook's styles, into looks (enum cell_look); file: for messages. */
gboolean cell_looks_read(const char *styles, gsize length, const char *file, GArray *looks,
			 GError **error);
/* "45296.5" as "2024-01-05 12:00", "0.25" of a time as "06:00", of a number as "0.25". from_1904:
 * days are counted from 1904. Owned. */
char *cell_number_text(const char *value, enum cell_look look, gboolean from_1904);
/* "one_x000D_two": what the XML of a workbook cannot hold is written by its number. Owned. */
char *cell_plain(const char *text);
/* "BC12": column 0.., row 1..; FALSE: it is none, or beyond what a workbook has. *row may be 0
 * where it is not said. */
gboolean cell_place(const char *reference, int *column, int *row);

#endif
