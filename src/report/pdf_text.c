/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of text: one table says how each looks. Pango is told 72 dots an inch, so that a point
 * is a point. What was laid out is kept until the document is drawn: shaping words is most of what
 * a page costs, and each is asked for when its page is filled, when its row is, and when it is
 * drawn. */
#include "config.h"

#include "report/pdf_text.h"

#include <string.h>

#define FAMILIES "DejaVu Sans Condensed, DejaVu Sans, Sans"

struct pdf_look {
	const char *font;
	double red, green, blue;
	double spacing; /* of lines, in heights */
};

static const struct pdf_look looks[STYLES] = {
	[STYLE_TITLE] = {FAMILIES " Bold 19", 0.08, 0.16, 0.26, 1.0},
	[STYLE_SECTION] = {FAMILIES " Bold 11", 0.08, 0.16, 0.26, 1.0},
	[STYLE_BODY] = {FAMILIES " 9.5", 0.1, 0.1, 0.1, 1.12},
	[STYLE_NOTE] = {FAMILIES " 8", 0.3, 0.3, 0.3, 1.1},
	[STYLE_CELL] = {FAMILIES " 9", 0.1, 0.1, 0.1, 1.0},
	[STYLE_CELL_STRONG] = {FAMILIES " Bold 9", 0.1, 0.1, 0.1, 1.0},
	[STYLE_CELL_MARK] = {FAMILIES " Bold 9", 0.7, 0.1, 0.1, 1.0},
	[STYLE_CELL_TITLE] = {FAMILIES " 8", 0.3, 0.3, 0.3, 1.0},
	[STYLE_CELL_NOTE] = {FAMILIES " 8.5", 0.25, 0.25, 0.25, 1.05},
	[STYLE_HEAD] = {FAMILIES " 8.5", 0.3, 0.3, 0.3, 1.0},
	[STYLE_MARK] = {FAMILIES " Bold 10", 0.7, 0.1, 0.1, 1.0},
};

void pdf_style_colour(cairo_t *cr, enum pdf_style style)
{
	cairo_set_source_rgb(cr, looks[style].red, looks[style].green, looks[style].blue);
}

double paper_size(const struct document *document)
{
	return document->paper == PAPER_A3 ? G_SQRT2 : 1;
}

double text_height(PangoLayout *layout)
{
	int height;
	pango_layout_get_size(layout, NULL, &height);
	return pango_units_to_double(height);
}

/* keys */

static guint text_hash(gconstpointer key)
{
	const struct pdf_text *t = key;
	double width = t->width * 64;

	return g_str_hash(t->text) ^ (guint)t->style * 2654435761u ^ (guint)(gint64)width * 40503u;
}

static gboolean text_equal(gconstpointer a, gconstpointer b)
{
	const struct pdf_text *x = a, *y = b;

	return x->style == y->style && x->width == y->width && x->align == y->align &&
	       x->lines == y->lines && x->bold == y->bold && strcmp(x->text, y->text) == 0;
}

static void text_free(gpointer data)
{
	g_free((char *)((struct pdf_text *)data)->text);
	g_free(data);
}

/* the letters */

/* Where a glyph stands is decided by the printer's resolution, not by a screen's. */
static PangoContext *context_new(const struct document *document)
{
	PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
	PangoMatrix matrix = PANGO_MATRIX_INIT;
	cairo_font_options_t *options = cairo_font_options_create();

	pango_matrix_scale(&matrix, paper_size(document), paper_size(document));
	pango_context_set_matrix(context, &matrix);
	pango_cairo_context_set_resolution(context, 72);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context,
				   pango_language_from_string(document->texts[DOCUMENT_LANGUAGE]));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	return context;
}

struct pdf_setting *pdf_setting_new(const struct document *document, double scale)
{
	struct pdf_setting *setting = g_new0(struct pdf_setting, 1);

	setting->scale = scale;
	setting->context = context_new(document);
	/* A ligature would be one letter to whoever searches or copies. */
	setting->plain = pango_attr_list_new();
	pango_attr_list_insert(setting->plain, pango_attr_font_features_new("liga=0, clig=0"));
	for (int i = 0; i < STYLES; i++) {
		PangoFontDescription *font = pango_font_description_from_string(looks[i].font);

		pango_font_description_set_size(
			font, (int)(pango_font_description_get_size(font) * scale));
		setting->fonts[i] = font;
	}
	setting->texts = g_hash_table_new_full(text_hash, text_equal, text_free, g_object_unref);
	setting->tables = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	return setting;
}

void pdf_setting_free(struct pdf_setting *setting)
{
	if (!setting)
		return;
	g_hash_table_unref(setting->texts);
	g_hash_table_unref(setting->tables);
	g_object_unref(setting->context);
	pango_attr_list_unref(setting->plain);
	for (int i = 0; i < STYLES; i++)
		pango_font_description_free(setting->fonts[i]);
	g_free(setting);
}

/* texts */

/* In print the blank inside a number is a thin one. */
static void set_words(PangoLayout *layout, const char *text)
{
	g_autofree char *thin = NULL;

	if (strstr(text, "\u00a0")) {
		g_auto(GStrv) parts = g_strsplit(text, "\u00a0", -1);

		thin = g_strjoinv("\u202f", parts);
	}
	pango_layout_set_text(layout, thin ? thin : text, -1);
}

static void set_attributes(PangoLayout *layout, PangoAttrList *plain, guint bold)
{
	PangoAttrList *attributes;
	PangoAttribute *weight;

	if (!bold) {
		pango_layout_set_attributes(layout, plain);
		return;
	}
	attributes = pango_attr_list_copy(plain);
	weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
	weight->start_index = 0;
	weight->end_index = bold;
	pango_attr_list_insert(attributes, weight);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
}

static PangoLayout *lay_out(const struct pdf_setting *setting, const struct pdf_text *t)
{
	static const PangoAlignment alignments[] = {
		[TEXT_LEFT] = PANGO_ALIGN_LEFT,
		[TEXT_RIGHT] = PANGO_ALIGN_RIGHT,
		[TEXT_CENTRE] = PANGO_ALIGN_CENTER,
	};
	PangoLayout *layout = pango_layout_new(setting->context);

	pango_layout_set_font_description(layout, setting->fonts[t->style]);
	pango_layout_set_line_spacing(layout, looks[t->style].spacing);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(layout, alignments[t->align]);
	pango_layout_set_width(layout, t->width < 0 ? -1 : pango_units_from_double(t->width));
	if (t->lines) {
		pango_layout_set_height(layout, -t->lines);
		pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	}
	set_words(layout, t->text);
	set_attributes(layout, setting->plain, t->bold);
	return layout;
}

PangoLayout *pdf_setting_text(struct pdf_setting *setting, const struct pdf_text *text)
{
	PangoLayout *layout = g_hash_table_lookup(setting->texts, text);
	struct pdf_text *key;

	if (layout)
		return layout;
	layout = lay_out(setting, text);
	key = g_memdup2(text, sizeof *text);
	key->text = g_strdup(text->text);
	g_hash_table_insert(setting->texts, key, layout);
	return layout;
}
