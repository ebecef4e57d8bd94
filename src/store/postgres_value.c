/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a row that a server sent, out of its binary form. */
#include "config.h"

#include <string.h>

#include "store/engine_postgres.h"

/* The server's types, from its catalogue pg_type; all others are texts. */
enum {
	BOOLS = 16,
	BYTES = 17,
	INTS8 = 20,
	INTS2 = 21,
	INTS4 = 23,
	REALS4 = 700,
	REALS8 = 701,
	NUMERICS = 1700
};

int postgres_column_count(struct statement *statement)
{
	return libpq.PQnfields(own(statement)->result);
}

static const char *value_at(struct statement *statement, int column)
{
	return libpq.PQgetvalue(own(statement)->result, own(statement)->row, column);
}

static gboolean is_null(struct statement *statement, int column)
{
	return libpq.PQgetisnull(own(statement)->result, own(statement)->row, column) != 0;
}

static Oid type_of(struct statement *statement, int column)
{
	return libpq.PQftype(own(statement)->result, column);
}

enum column_type postgres_column_type(struct statement *statement, int column)
{
	if (is_null(statement, column))
		return COLUMN_NULL;
	switch (type_of(statement, column)) {
	case BOOLS:
	case INTS2:
	case INTS4:
	case INTS8:
	case NUMERICS:
		return COLUMN_INT;
	case REALS4:
	case REALS8:
		return COLUMN_REAL;
	case BYTES:
		return COLUMN_BYTES;
	default:
		return COLUMN_TEXT;
	}
}

/* Whole numbers come with their highest byte first. */
static gint64 whole(const char *bytes, int length)
{
	gint64 number = length > 0 && *bytes < 0 ? -1 : 0;

	for (int i = 0; i < length; i++)
		number = (gint64)((guint64)number << 8 | (guchar)bytes[i]);
	return number;
}

/* A sum of whole numbers is a NUMERIC: how many digits to the base 10000, the power of the first,
 * the sign, the digits behind the point, then the digits. */
static gint64 numeric(const char *bytes)
{
	gint64 digits = whole(bytes, 2), weight = whole(bytes + 2, 2), number = 0;

	for (gint64 i = 0; i <= weight; i++)
		number = number * 10000 + (i < digits ? whole(bytes + 8 + 2 * i, 2) : 0);
	return whole(bytes + 4, 2) == 0x4000 ? -number : number;
}

static double real(const char *bytes, int length)
{
	guint64 bits = (guint64)whole(bytes, length);
	guint32 half = (guint32)bits;
	double number;
	float small;

	memcpy(&number, &bits, sizeof number);
	memcpy(&small, &half, sizeof small);
	return length == sizeof small ? (double)small : number;
}

gint64 postgres_column_int(struct statement *statement, int column)
{
	const char *bytes = value_at(statement, column);
	int length = libpq.PQgetlength(own(statement)->result, own(statement)->row, column);

	if (is_null(statement, column))
		return 0;
	switch (type_of(statement, column)) {
	case NUMERICS:
		return numeric(bytes);
	case REALS4:
	case REALS8:
		return (gint64)real(bytes, length);
	case BOOLS:
	case INTS2:
	case INTS4:
	case INTS8:
		return whole(bytes, length);
	default:
		return g_ascii_strtoll(bytes, NULL, 10);
	}
}

double postgres_column_real(struct statement *statement, int column)
{
	Oid type = type_of(statement, column);

	if (is_null(statement, column))
		return 0;
	if (type != REALS4 && type != REALS8)
		return (double)postgres_column_int(statement, column);
	return real(value_at(statement, column),
		    libpq.PQgetlength(own(statement)->result, own(statement)->row, column));
}

const char *postgres_column_text(struct statement *statement, int column)
{
	return is_null(statement, column) ? NULL : value_at(statement, column);
}

const void *postgres_column_blob(struct statement *statement, int column, gsize *length)
{
	*length = (gsize)libpq.PQgetlength(own(statement)->result, own(statement)->row, column);
	return is_null(statement, column) ? NULL : value_at(statement, column);
}
