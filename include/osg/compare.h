/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of numbers, as qsort and g_array_sort ask for it. */
#ifndef OSG_COMPARE_H
#define OSG_COMPARE_H

#include <glib.h>

/* Pointers to double. */
static inline int compare_doubles(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Pointers to gint64: keys, times. */
static inline int compare_int64s(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

#endif
