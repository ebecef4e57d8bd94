/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SWEREF 99 TM around the demo municipality, for the police's points, which they round to 100 m so
 * that no dwelling can be pointed out.
 *
 * Second-degree polynomials in degrees from 59.22 N 18 E and in tens of kilometres from 6568000,
 * 671000, fitted to Krüger's formulas; within 0.1 m over the municipality. They need no sine, whose
 * last bit is nobody's promise, so that a rounded point is the same everywhere. Useless elsewhere.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "demo/demo_private.h"

#define LAT0 59.22
#define LON0 18.0
#define NORTH0 6568000.0
#define EAST0 671000.0
#define UNIT 10000.0
#define ROUNDED 100.0

/* Coefficients of 1, u, v, uu, uv, vv. */
static const double to_north[6] = {401.993949, 111281.549,  2568.62149,
				   6.23024959, -48.9280115, 428.374483};
static const double to_east[6] = {218.927194,  -5010.53032, 57048.0636,
				  -26.5478417, -1670.98548, -12.5431237};
static const double to_lat[6] = {-0.00351677018,  0.0896804748,   -0.0040321795,
				 -9.51244467e-07, -1.4417011e-05, -0.0001175072};
static const double to_lon[6] = {-0.00414601998, 0.00786463385,  0.174918761,
				 2.45270288e-05, 0.000457422121, -2.45268942e-05};

static double polynomial(const double c[6], double u, double v)
{
	return c[0] + c[1] * u + c[2] * v + c[3] * u * u + c[4] * u * v + c[5] * v * v;
}

static double rounded(double metres)
{
	return floor(metres / ROUNDED + 0.5) * ROUNDED;
}

void demo_police_grid(const struct demo_report *report, double *north, double *east)
{
	double u = report->lat - LAT0, v = report->lon - LON0;
	*north = rounded(NORTH0 + polynomial(to_north, u, v));
	*east = rounded(EAST0 + polynomial(to_east, u, v));
}

void demo_recorded_point(const struct demo_year *year, const struct demo_report *report,
			 double *lat, double *lon)
{
	double north, east;
	*lat = report->lat;
	*lon = report->lon;
	if (strcmp(year->world->organisations[report->organisation].kind, "police"))
		return;
	demo_police_grid(report, &north, &east);
	*lat = LAT0 + polynomial(to_lat, (north - NORTH0) / UNIT, (east - EAST0) / UNIT);
	*lon = LON0 + polynomial(to_lon, (north - NORTH0) / UNIT, (east - EAST0) / UNIT);
}
