/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of shapes, and its way to another process. */
#include "config.h"

#include "osg/drawing.h"

#include <math.h>
#include <string.h>

static void drawn_free(gpointer data)
{
	struct drawn *drawn = data;

	g_free(drawn->points);
	g_free(drawn->text);
	g_free(drawn);
}

static void tick_clear(gpointer data)
{
	g_free(((struct tick *)data)->label);
}

static void told_clear(gpointer data)
{
	g_free(((struct told_point *)data)->words);
}

static GArray *ticks_new(void)
{
	GArray *ticks = g_array_new(FALSE, FALSE, sizeof(struct tick));

	g_array_set_clear_func(ticks, tick_clear);
	return ticks;
}

struct drawing *drawing_new(double left, double right, double bottom, double top)
{
	struct drawing *drawing = g_new0(struct drawing, 1);

	g_assert(left < right && bottom < top);
	drawing->left = left;
	drawing->right = right;
	drawing->bottom = bottom;
	drawing->top = top;
	drawing->shapes = g_ptr_array_new_with_free_func(drawn_free);
	drawing->across = ticks_new();
	drawing->up = ticks_new();
	drawing->told = g_array_new(FALSE, FALSE, sizeof(struct told_point));
	g_array_set_clear_func(drawing->told, told_clear);
	drawing->sentence = g_strdup("");
	return drawing;
}

void drawing_free(struct drawing *drawing)
{
	if (!drawing)
		return;
	g_ptr_array_unref(drawing->shapes);
	g_array_unref(drawing->across);
	g_array_unref(drawing->up);
	g_array_unref(drawing->told);
	g_free(drawing->sentence);
	g_free(drawing);
}

static struct drawn *add(struct drawing *drawing, enum shape_kind kind, enum ink ink,
			 const double *points, guint count)
{
	struct drawn *drawn = g_new0(struct drawn, 1);

	drawn->kind = kind;
	drawn->ink = ink;
	drawn->count = count;
	drawn->points = g_memdup2(points, 2 * count * sizeof *points);
	g_ptr_array_add(drawing->shapes, drawn);
	return drawn;
}

void drawing_bar(struct drawing *drawing, enum ink ink, double x0, double x1, double y0, double y1)
{
	add(drawing, SHAPE_BAR, ink, (const double[]){x0, y0, x1, y1}, 2);
}

void drawing_line(struct drawing *drawing, enum ink ink, const double *points, guint count)
{
	add(drawing, SHAPE_LINE, ink, points, count);
}

void drawing_area(struct drawing *drawing, enum ink ink, const double *points, guint count)
{
	add(drawing, SHAPE_AREA, ink, points, count);
}

void drawing_text(struct drawing *drawing, enum ink ink, double x, double y, enum text_align align,
		  const char *text)
{
	struct drawn *drawn = add(drawing, SHAPE_TEXT, ink, (const double[]){x, y}, 1);

	drawn->text = text_clean(text, -1, FALSE);
	drawn->align = align;
}

void drawing_dotted(struct drawing *drawing, enum ink ink, const double *points, guint count)
{
	add(drawing, SHAPE_LINE, ink, points, count)->detail = 1;
}

void drawing_tone(struct drawing *drawing, guint tone, const double *points, guint count)
{
	g_assert(tone >= 1 && tone <= TONES);
	add(drawing, SHAPE_TONE, INK_DATA, points, count)->detail = (guint8)tone;
}

void drawing_sign(struct drawing *drawing, enum ink ink, double x, double y, enum sign sign)
{
	add(drawing, SHAPE_SIGN, ink, (const double[]){x, y}, 1)->detail = (guint8)sign;
}

void drawing_ring(struct drawing *drawing, enum ink ink, double x, double y, double radius)
{
	enum { CORNERS = 48 };
	double points[2 * (CORNERS + 1)];

	for (int i = 0; i <= CORNERS; i++) {
		double angle = 2 * G_PI * (i % CORNERS) / CORNERS;

		points[2 * i] = x + radius * cos(angle);
		points[2 * i + 1] = y + radius * sin(angle);
	}
	drawing_line(drawing, ink, points, CORNERS + 1);
}

static void add_tick(GArray *ticks, double at, const char *label)
{
	struct tick tick = {at, text_clean(label, -1, FALSE)};

	g_array_append_val(ticks, tick);
}

void drawing_tick_across(struct drawing *drawing, double at, const char *label)
{
	add_tick(drawing->across, at, label);
}

void drawing_tick_up(struct drawing *drawing, double at, const char *label)
{
	add_tick(drawing->up, at, label);
}

void drawing_tell(struct drawing *drawing, double x, double y, const char *words)
{
	struct told_point told = {x, y, text_clean(words, -1, FALSE)};

	g_array_append_val(drawing->told, told);
}

void drawing_say(struct drawing *drawing, const char *sentence)
{
	g_free(drawing->sentence);
	drawing->sentence = text_clean(sentence, -1, FALSE);
}

/* to another process */

static GVariant *pack_ticks(const GArray *ticks)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ds)"));
	for (guint i = 0; i < ticks->len; i++) {
		const struct tick *t = &g_array_index(ticks, struct tick, i);

		g_variant_builder_add(&builder, "(ds)", t->at, t->label);
	}
	return g_variant_builder_end(&builder);
}

GVariant *drawing_pack(const struct drawing *drawing)
{
	GVariantBuilder shapes;

	g_variant_builder_init(&shapes, G_VARIANT_TYPE("a(yyyyads)"));
	for (guint i = 0; i < drawing->shapes->len; i++) {
		const struct drawn *d = drawing->shapes->pdata[i];

		g_variant_builder_add(&shapes, "(yyyy@ads)", (guchar)d->kind, (guchar)d->ink,
				      (guchar)d->align, d->detail,
				      g_variant_new_fixed_array(G_VARIANT_TYPE_DOUBLE, d->points,
								2 * d->count, sizeof(double)),
				      d->text ? d->text : "");
	}
	return g_variant_new("(ddddb@a(yyyyads)@a(ds)@a(ds)s)", drawing->left, drawing->right,
			     drawing->bottom, drawing->top, drawing->equal,
			     g_variant_builder_end(&shapes), pack_ticks(drawing->across),
			     pack_ticks(drawing->up), drawing->sentence);
}

/* Points that each kind needs at least. */
static const guint least[SHAPE_KINDS] = {[SHAPE_BAR] = 2,  [SHAPE_LINE] = 2, [SHAPE_AREA] = 3,
					 [SHAPE_TEXT] = 1, [SHAPE_TONE] = 3, [SHAPE_SIGN] = 1};
/* How far the detail of each goes. */
static const guint8 details[SHAPE_KINDS] = {
	[SHAPE_LINE] = 1, [SHAPE_TONE] = TONES, [SHAPE_SIGN] = SIGNS - 1};

static gboolean unpack_shape(struct drawing *drawing, GVariant *packed)
{
	guchar kind, ink, align, detail;
	g_autoptr(GVariant) numbers = NULL;
	const char *text;
	gsize count;

	g_variant_get(packed, "(yyyy@ad&s)", &kind, &ink, &align, &detail, &numbers, &text);
	const double *points = g_variant_get_fixed_array(numbers, &count, sizeof(double));
	if (kind >= SHAPE_KINDS || ink >= INKS || align > TEXT_CENTRE || count % 2 != 0 ||
	    count / 2 < least[kind] || detail > details[kind] || (kind == SHAPE_TONE && !detail))
		return FALSE;
	struct drawn *d = add(drawing, kind, ink, points, (guint)count / 2);
	d->align = align;
	d->detail = detail;
	d->text = *text ? g_strdup(text) : NULL;
	return TRUE;
}

static void unpack_ticks(GArray *ticks, GVariant *packed)
{
	GVariantIter iter;
	double at;
	const char *label;

	g_variant_iter_init(&iter, packed);
	while (g_variant_iter_next(&iter, "(d&s)", &at, &label))
		add_tick(ticks, at, label);
}

struct drawing *drawing_unpack(GVariant *packed)
{
	double left, right, bottom, top;
	gboolean equal, sound = TRUE;
	g_autoptr(GVariant) shapes = NULL, across = NULL, up = NULL;
	const char *sentence;

	g_variant_get(packed, "(ddddb@a(yyyyads)@a(ds)@a(ds)&s)", &left, &right, &bottom, &top,
		      &equal, &shapes, &across, &up, &sentence);
	if (!(left < right) || !(bottom < top))
		return NULL;
	struct drawing *drawing = drawing_new(left, right, bottom, top);
	drawing->equal = equal;
	for (gsize i = 0; sound && i < g_variant_n_children(shapes); i++) {
		g_autoptr(GVariant) shape = g_variant_get_child_value(shapes, i);
		sound = unpack_shape(drawing, shape);
	}
	unpack_ticks(drawing->across, across);
	unpack_ticks(drawing->up, up);
	drawing_say(drawing, sentence);
	if (!sound)
		g_clear_pointer(&drawing, drawing_free);
	return drawing;
}

struct drawing *drawing_copy(const struct drawing *drawing)
{
	g_autoptr(GVariant) packed = g_variant_ref_sink(drawing_pack(drawing));
	struct drawing *copy = drawing_unpack(packed);

	copy->even_across = drawing->even_across;
	copy->even_up = drawing->even_up;
	for (guint i = 0; i < drawing->told->len; i++) {
		const struct told_point *told = &g_array_index(drawing->told, struct told_point, i);

		drawing_tell(copy, told->x, told->y, told->words);
	}
	return copy;
}
