/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts and maps are made of: a list of shapes in the data's own coordinates, made once and
 * drawn by cells (ui), by cairo (osg-pdf) and as SVG (HTML). Every drawing says in a sentence what
 * it shows: for those who do not see it, and for the text form of a report. */
#ifndef OSG_DRAWING_H
#define OSG_DRAWING_H

#include <glib.h>

#include "osg/text.h"

/* What a shape means; each renderer has one look for it, which works in black and white too. */
enum ink {
	INK_QUIET, /* axes, grids, what is only there to be compared with */
	INK_USUAL, /* the range that is usual, behind the data */
	INK_DATA,
	INK_FLAG,   /* the part that it is about */
	INK_OTHER,  /* a second series */
	INK_GROUND, /* outlines and borders of a map */
	INK_MARK,   /* what stands on it */
	INKS
};

enum shape_kind {
	SHAPE_BAR,  /* two points: corners of a filled rectangle */
	SHAPE_LINE, /* from point to point */
	SHAPE_AREA, /* filled polygon, closed by itself */
	SHAPE_TEXT, /* one point; text stands at it, on the side that align says */
	SHAPE_TONE, /* a polygon shaded light to dark, behind lines, signs and texts */
	SHAPE_SIGN, /* one point; a sign stands at it that is told apart without colour */
	SHAPE_KINDS
};

/* ● ■ ▲ ▼ ◆ ○ □ */
enum sign {
	SIGN_DISC,
	SIGN_SQUARE,
	SIGN_UP,
	SIGN_DOWN,
	SIGN_DIAMOND,
	SIGN_CIRCLE,
	SIGN_BOX,
	SIGNS
};
enum { TONES = 4 };

struct drawn {
	enum shape_kind kind;
	enum ink ink;
	guint count;
	double *points; /* x, y, x, y … [2 * count] */
	char *text;
	enum text_align align;
	guint8 detail; /* of a sign: enum sign; of a tone: 1 light … TONES dark; of a line: 1 =
			  dotted */
};

struct tick {
	double at;
	char *label;
};

/* What a cursor tells where it stands; y NAN = of the whole height. */
struct told_point {
	double x, y;
	char *words;
};

struct drawing {
	double left, right, bottom, top; /* the part of the plane that is shown; top above bottom */
	gboolean equal;                  /* one unit is as long both ways: maps */
	GPtrArray *shapes;               /* struct drawn, back to front */
	GArray *across, *up;             /* struct tick of the two axes */
	/* One unit is one thing that is told apart, a column or a row: cells keep it whole. */
	gboolean even_across, even_up;
	GArray *told; /* struct told_point, in the order that a cursor goes through them */
	char *sentence;
};

/* An empty drawing of that part of the plane. Free with drawing_free. */
struct drawing *drawing_new(double left, double right, double bottom, double top);
void drawing_free(struct drawing *drawing);

/* Another one like it, with what a cursor tells. */
struct drawing *drawing_copy(const struct drawing *drawing);

/* Each adds a shape before those that are there, in the units of the plane; texts are copied. A
 * bar fills a rectangle. */
void drawing_bar(struct drawing *drawing, enum ink ink, double x0, double x1, double y0, double y1);
/* points: x, y, x, y … [2 * count], copied. */
void drawing_line(struct drawing *drawing, enum ink ink, const double *points, guint count);
/* A polygon, filled. */
void drawing_area(struct drawing *drawing, enum ink ink, const double *points, guint count);
void drawing_text(struct drawing *drawing, enum ink ink, double x, double y, enum text_align align,
		  const char *text);
/* A line of dots: borders. */
void drawing_dotted(struct drawing *drawing, enum ink ink, const double *points, guint count);
/* A polygon shaded 1 … TONES. */
void drawing_tone(struct drawing *drawing, guint tone, const double *points, guint count);
void drawing_sign(struct drawing *drawing, enum ink ink, double x, double y, enum sign sign);
/* A circle as a line. */
void drawing_ring(struct drawing *drawing, enum ink ink, double x, double y, double radius);
/* A mark on an axis, with its label. */
void drawing_tick_across(struct drawing *drawing, double at, const char *label);
void drawing_tick_up(struct drawing *drawing, double at, const char *label);
/* A point that can be read off. */
void drawing_tell(struct drawing *drawing, double x, double y, const char *words);
/* What the drawing says, for who cannot see it; in place of what it said. */
void drawing_say(struct drawing *drawing, const char *sentence);

/* To another process and back, without what a cursor tells; NULL when the variant is no drawing.
 * DRAWING_TYPE is its type. */
#define DRAWING_TYPE "(ddddba(yyyyads)a(ds)a(ds)s)"
GVariant *drawing_pack(const struct drawing *drawing);
struct drawing *drawing_unpack(GVariant *packed);

/* What draws it: where the part inside the axes lies, in the units of the medium, y down. */
struct drawing_plane {
	const struct drawing *drawing;
	double x, y, width, height;
};

/* Where a point of the drawing lies, in the units of the medium. */
double plane_across(const struct drawing_plane *plane, double x);
double plane_up(const struct drawing_plane *plane, double y);
/* Where one unit is to be as long both ways: so large, in the middle of the room there is. */
void plane_keep_shape(struct drawing_plane *plane);

/* Corners of a sign in a square from -1 to 1, y down; count 0 = round. open: only its edge. */
struct sign_shape {
	double corners[8];
	int count;
	gboolean open;
};
extern const struct sign_shape sign_shapes[SIGNS];

/* A whole <svg> element of that size in pixels, without scripts or outside references. Owned. */
char *drawing_svg(const struct drawing *drawing, int width, int height);

#endif
