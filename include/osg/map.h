/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps of a municipality: plain points and outlines in, a drawing out, the same on screen and
 * paper. Knows no database, no category and no kind of record. */
#ifndef OSG_MAP_H
#define OSG_MAP_H

#include "osg/drawing.h"

/* A plane that touches the earth at its middle: metres east and north of it. Some ten kilometres
 * around it lengths are right to a few metres. */
struct map_plane {
	double lon, lat;
	double east; /* metres a degree of longitude is long there */
};
struct map_plane map_plane_at(double lon, double lat);
void map_project(const struct map_plane *plane, double lon, double lat, double *x, double *y);
void map_unproject(const struct map_plane *plane, double x, double y, double *lon, double *lat);

/* Metres in the plane; empty while left > right. */
struct map_box {
	double left, right, bottom, top;
};
struct map_box map_box_empty(void);
void map_box_hold(struct map_box *box, double x, double y); /* grows so far as to hold it */

struct map_area {
	char *name;
	gint64 key;
	gboolean whole; /* the municipality itself: its outline is not dotted, its name not shown */
	GPtrArray *rings; /* GArray of double, x, y …; outer ones counter-clockwise */
	guint tone;       /* 0 = unshaded … TONES */
	char *figure;     /* stands after its name: "12"; NULL = none */
};

struct map_dot {
	double x, y;
	enum sign sign;
};

struct map_ring {
	double x, y, radius;
	char *label;
	gboolean flagged; /* it is what the map is about */
};

struct map_name { /* of a place, shown where nothing else stands */
	double x, y;
	char *text;
};

/* How many a square kilometre, on a grid of its own; smoothed, its sum is the number of points. */
struct map_density {
	double left, bottom, step; /* of the grid: lower left corner, side of a square; metres */
	double bandwidth;          /* standard deviation of the kernel, metres */
	int columns, rows;
	double *values; /* [rows * columns] */
	double most;
};
/* xy: x, y, x, y … [2 * count]. Free with map_density_free. */
struct map_density *map_density_new(const double *xy, guint count, double bandwidth);
void map_density_free(struct map_density *density);
double map_density_at(const struct map_density *density, double x, double y); /* 0 outside */
/* The least value of a tone, 1 … TONES, where the densest is most. */
double map_density_limit(double most, guint tone);

struct map {
	GArray *areas;                     /* struct map_area */
	GArray *dots;                      /* struct map_dot */
	GArray *rings;                     /* struct map_ring */
	GArray *names;                     /* struct map_name, the first most wanted */
	const struct map_density *density; /* borrowed; NULL = not shown */
	double density_most;               /* what the tones are parts of; 0 = its own most */
};
/* Nothing on it. Free with map_free. */
struct map *map_new(void);
void map_free(struct map *map);
/* A copy of the ring, closed if it was not, in the plane. */
void map_area_add_ring(struct map_area *area, const struct map_plane *plane, const GArray *lonlat);
/* All of its outlines, else its dots and names; empty when there is nothing. */
struct map_box map_extent(const struct map *map);

/* What is looked at, and how large a letter is there: text takes whole letters and lines. */
struct map_view {
	struct map_box box;
	double letter, line; /* metres that a letter is wide and a line is high */
};
/* The middle of the widest part of an area that the box shows. FALSE: none. */
gboolean map_area_middle(const struct map_area *area, const struct map_box *box, double *x,
			 double *y);
/* Dots that fall on the same letter are drawn once, as the sign of most of them with their number
 * beside; names stand where they hide no dot, no number and no other name, or not at all. Free with
 * drawing_free. */
struct drawing *map_drawing(const struct map *map, const struct map_view *view);

#endif
