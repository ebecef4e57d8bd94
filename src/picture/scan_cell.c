/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "picture/scan_cell.h"

#include <math.h>

#define METRES_A_DEGREE 111195.0

struct scan_cell scan_cell_of(double lat, double lon, double metres)
{
	double high = metres / METRES_A_DEGREE, row = floor(lat / high),
	       middle = (row + 0.5) * high, wide = high / MAX(cos(middle * G_PI / 180), 0.01),
	       column = floor(lon / wide);

	return (struct scan_cell){(gint64)row * G_GINT64_CONSTANT(1000000000) + (gint64)column,
				  middle, (column + 0.5) * wide};
}
