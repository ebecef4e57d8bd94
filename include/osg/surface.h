/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of cells that screens draw into and the terminal shows: each cell a grapheme, a style by
 * role and its width. Everything is clipped; coordinates may lie outside. Styles say what a text is
 * for; a theme says how that looks. A picture may lie upon cells; whatever is drawn into one of
 * them afterwards lies upon the picture. */
#ifndef OSG_SURFACE_H
#define OSG_SURFACE_H

#include <glib.h>

#include "osg/text.h"

enum style {
	STYLE_TEXT,     /* the terminal's own colours */
	STYLE_STRONG,   /* names of things that are shown in full below */
	STYLE_HEADER,   /* the top row */
	STYLE_TAB,      /* a screen's name */
	STYLE_TAB_HERE, /* the current screen's */
	STYLE_RULE,     /* lines and frames */
	STYLE_HEADING,  /* column headings, labels */
	STYLE_SELECTED, /* the selected row, whole width, with ">" */
	STYLE_MARKED,   /* rows marked with Space, with "•" */
	STYLE_MATCH,    /* what was searched for */
	STYLE_FIELD,    /* where text can be typed */
	STYLE_FIELD_HERE,
	STYLE_KEY,     /* names of keys */
	STYLE_MESSAGE, /* the status row: done */
	STYLE_ERROR,   /* the status row, fields: refused */
	STYLE_FLAG,    /* needs a decision: R▲ */
	STYLE_NOTICE,  /* worth a look: U▲ */
	STYLE_GOOD,    /* calmer than usual: G▼ */
	STYLE_CHART,   /* bars and dots */
	STYLE_GROUND,  /* lines of a map, behind what stands on it */
	STYLE_COUNT
};

enum theme { THEME_COLOUR, THEME_MONO, THEME_LIGHT, THEME_PROJECTOR, THEME_COUNT };
enum { LOOK_BOLD = 1, LOOK_UNDERLINE = 2, LOOK_REVERSE = 4 };

/* Colours 0..15 of the terminal's palette, -1 = its default. */
struct look {
	gint8 foreground, background;
	guint8 attributes;
};
/* How a theme draws a style. Borrowed. */
const struct look *theme_look(enum theme theme, enum style style);
/* "colour", "mono", "light", "projector"; FALSE when it is none. */
gboolean theme_parse(const char *name, enum theme *theme);
const char *style_name(enum style style);

#define CELL_CHARACTERS 5 /* a base and four combining marks */

struct cell {
	gunichar characters[CELL_CHARACTERS]; /* 0-terminated when fewer */
	guint8 style;
	guint8 width; /* 1, 2, or 0 for the right half of a wide one */
	guint8 image; /* 1 + which of the surface's images is seen in its place; 0 = none */
};

struct image;

struct placed_image {
	const struct image *image; /* borrowed until the next frame */
	int x, y;                  /* its upper left cell */
};

enum { SURFACE_IMAGES = 3 }; /* two maps side by side and a chart upon them */

struct rectangle {
	int x, y, width, height;
};

struct surface {
	int width, height;
	struct cell *cells;
	int cursor_x, cursor_y; /* the hardware cursor: always on what is selected or typed */
	gboolean cursor_shown;
	gboolean ascii; /* frames, bars and marks become ASCII as they are drawn */
	struct placed_image images[SURFACE_IMAGES];
	guint image_count;
};

/* Blank, at least one cell. Free with surface_free. */
struct surface *surface_new(int width, int height);
void surface_free(struct surface *s);
/* Another size; the content is lost. */
void surface_resize(struct surface *s, int width, int height);
void surface_clear(struct surface *s); /* blanks in STYLE_TEXT, no cursor */
struct rectangle surface_area(const struct surface *s);
struct cell *surface_cell(const struct surface *s, int x, int y); /* NULL outside */

/* Draws at most width columns of a line; what does not fit ends in "…". Returns the columns used.
 * Control characters are not drawn. */
int surface_text(struct surface *s, int x, int y, int width, enum style style, const char *text);
/* Exactly width columns, padded with blanks. */
void surface_fitted(struct surface *s, int x, int y, int width, enum style style,
		    enum text_align align, const char *text);
int surface_printf(struct surface *s, int x, int y, int width, enum style style, const char *format,
		   ...) G_GNUC_PRINTF(6, 7);
/* Wrapped into the rectangle from line skip on; returns how many lines the whole text has. */
int surface_wrapped(struct surface *s, struct rectangle r, enum style style, const char *text,
		    int skip);
void surface_fill(struct surface *s, struct rectangle r, enum style style, gunichar c);
/* Another style for cells that are already drawn; they are seen, whatever picture lies there. */
void surface_restyle(struct surface *s, struct rectangle r, enum style style);
void surface_rule(struct surface *s, int x, int y, int width);
void surface_column(struct surface *s, int x, int y, int height);
void surface_box(struct surface *s, struct rectangle r,
		 const char *title); /* frame, inside blanked */
/* Bars of one row, one a value, scaled to the largest: ▁▂▃▄▅▆▇█, in ASCII the digits 1..8. */
void surface_spark(struct surface *s, int x, int y, const int *values, int count, enum style style);
/* A picture upon cells that are already drawn and stay what it is in words; outside the surface, or
 * where it has its images already, there is none. */
void surface_image(struct surface *s, struct rectangle r, const struct image *image);
void surface_cursor(struct surface *s, int x, int y);

/* Row as text without trailing blanks; all rows joined by line breaks. Owned. */
char *surface_row(const struct surface *s, int y);
char *surface_dump(const struct surface *s);
/* The same shape with one letter for each cell's style ('a' + style, '.' for STYLE_TEXT): for
 * tests. */
char *surface_dump_styles(const struct surface *s);

#endif
