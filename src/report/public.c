/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The week for anybody, made by rule and never by hand: the level of each district, what is done
 * about it by kind, and counts by category of the whole municipality, of categories that may be
 * told of it, none under five and none from which such a one follows. No place, no organisation,
 * no text but the coordinator's paragraph. */
#include "config.h"

#include <glib/gi18n.h>

#include "report/public.h"
#include "report/summary.h"

#include "osg/catalogue.h"
#include "osg/disclosure.h"
#include "osg/report.h"
#include "osg/words.h"

#define MAP_WIDTH 220 /* points */

/* "Segeltorp, Skogås": of a level; NULL where there are none. */
static char *districts_at(const struct picture *p, int level)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < p->districts->len; i++) {
		const struct picture_district *district = p->districts->pdata[i];

		if (district->level == level)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", district->name);
	}
	return g_string_free(out, out->len == 0);
}

void public_levels(struct document *d, const struct picture *p)
{
	const struct document_column columns[] = {{_("Level"), 2, TEXT_LEFT},
						  {_("Districts"), 5, TEXT_LEFT}};
	gboolean any = FALSE;

	for (int level = LEVELS - 1; level >= 0; level--) {
		g_autofree char *names = districts_at(p, level);
		g_autofree char *name = g_strdup_printf("%d %s", level, words_level_name(level));
		const char *cells[] = {name, names};

		if (!names)
			continue;
		if (!any) {
			document_heading(d, 2, _("Level per district"));
			document_table(d, columns, G_N_ELEMENTS(columns));
		}
		any = TRUE;
		document_row(d, cells, FALSE);
		document_row_note(d, words_level_anchor(level));
	}
	if (!any)
		document_paragraph(d, NULL, _("No level is agreed for this week yet."));
}

void public_measures(struct document *d, const struct picture *p)
{
	gboolean english = g_str_equal(words_language(), "en");
	g_autoptr(GString) kinds = g_string_new(NULL);
	const GPtrArray *entries = catalogue_entries(&measure_catalogue);

	for (guint i = 0; i < entries->len; i++) {
		const struct catalogue_entry *entry = entries->pdata[i];

		if (codes_contain(p->measures, entry->code))
			g_string_append_printf(kinds, "%s%s", kinds->len ? " · " : "",
					       catalogue_label(entry, english));
	}
	if (!kinds->len)
		return;
	document_heading(d, 2, _("What is being done"));
	document_paragraph(d, NULL, kinds->str);
}

/* counts */

static int by_count(gconstpointer a, gconstpointer b)
{
	const struct picture_tally *x = *(gconstpointer const *)a, *y = *(gconstpointer const *)b;

	return y->count - x->count;
}

static void count_row(struct document *d, const char *what, int count)
{
	g_autofree char *number = text_number(count);
	const char *cells[] = {what, number};

	document_row(d, cells, FALSE);
}

/* The hidden ones by name, and their sum where it tells none of them. */
static void hidden_note(struct document *d, const GPtrArray *tallies, const gboolean *hidden)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; i < tallies->len; i++) {
		const struct picture_tally *tally = tallies->pdata[i];

		if (hidden[i])
			g_string_append_printf(names, "%s%s", names->len ? ", " : "",
					       words_label(&tally->label));
	}
	if (names->len) {
		g_autofree char *note = g_strdup_printf(
			_("Not told one by one, because few can be recognised: %s."), names->str);
		document_note(d, note);
	}
}

GPtrArray *public_told(const struct picture *p, gboolean *hidden, int *rest)
{
	guint n = p->public_counts->len;
	g_autofree int *counts = g_new0(int, n + 1);
	GPtrArray *told = g_ptr_array_new();

	for (guint i = 0; i < n; i++)
		counts[i] = ((const struct picture_tally *)p->public_counts->pdata[i])->count;
	*rest = disclosure_hide(counts, n, hidden);
	for (guint i = 0; i < n; i++)
		if (!hidden[i])
			g_ptr_array_add(told, p->public_counts->pdata[i]);
	g_ptr_array_sort(told, by_count);
	return told;
}

static void counts_section(struct document *d, const struct picture *p)
{
	const struct document_column columns[] = {{_("What"), 0, TEXT_LEFT},
						  {_("Events"), 0, TEXT_RIGHT}};
	g_autofree gboolean *hidden = g_new0(gboolean, p->public_counts->len + 1);
	int rest;
	g_autoptr(GPtrArray) told = public_told(p, hidden, &rest);

	document_heading(d, 2, _("Reported events in the whole municipality"));
	if (told->len || rest > 0)
		document_table(d, columns, G_N_ELEMENTS(columns));
	else
		document_paragraph(d, NULL, _("Too few events to tell of this week."));
	for (guint i = 0; i < told->len; i++) {
		const struct picture_tally *tally = told->pdata[i];

		count_row(d, words_label(&tally->label), tally->count);
	}
	if (rest > 0)
		count_row(d, _("Others, together"), rest);
	hidden_note(d, p->public_counts, hidden);
}

void public_rules(struct document *d)
{
	document_heading(d, 2, _("How to read this"));
	summary_how_to_read(
		d, _("Numbers"),
		_("What the municipality's departments, the housing companies, guards, the police "
		  "and the rescue service told each other; what several report counts once. It is "
		  "no crime statistics. Counts under five are not told, nor any from which one "
		  "would follow. Where something happened is not told."));
	summary_how_to_read(d, _("Level"),
			    _("Agreed each week by those who take part, 0 calm … 4 acute."));
	document_paragraph(d, _("Is it urgent?"),
			   _("Call 112. Report crimes to the police: 114 14 or polisen.se."));
}

struct document *public_new(const struct picture *p, enum paper paper)
{
	g_autofree char *period = words_period(p->period);
	g_autofree char *title = g_strdup_printf(_("Safety in %s, %s"), p->municipality, period);
	g_autofree char *version = words_version(p);

	struct document *d = document_new(&(struct document_setup){
		.title = title,
		.author = p->municipality,
		.language = words_language(),
		.left = p->municipality,
		.right = title,
		.mark = p->number ? NULL : _("DRAFT"),
		.foot = version,
		.created = p->number ? p->fixed_at : p->compiled_at,
		.paper = paper,
	});
	g_autofree char *dates = words_period_dates(p->period);

	document_heading(d, 1, title);
	document_paragraph(d, NULL, dates);
	return d;
}

struct picture *public_picture(struct session *session, const struct report_options *options,
			       GError **error)
{
	int number = options->number;
	struct picture *p;

	if (!app_public_text_allowed(session, options->text, error))
		return NULL;
	if (number == REPORT_NEWEST)
		number = app_picture_versions(session, options->week);
	p = app_picture_printed(session, period_of_week(options->week), number, error);
	if (p && options->text)
		field_set_text(&p->public_text, options->text);
	return p;
}

struct document *report_public(struct session *session, const struct report_options *options,
			       GError **error)
{
	struct picture *p = public_picture(session, options, error);
	struct document *d = p ? public_new(p, PAPER_A4) : NULL;
	int height;
	struct drawing *map = p ? summary_map(p, SUMMARY_MAP_PUBLIC, MAP_WIDTH, &height) : NULL;

	if (!p)
		return NULL;
	if (map)
		document_beside(d, map, MAP_WIDTH, height);
	if (p->public_text)
		document_paragraph(d, NULL, p->public_text);
	public_levels(d, p);
	if (map)
		document_beside_end(d);
	public_measures(d, p);
	counts_section(d, p);
	public_rules(d);
	picture_free(p);
	return d;
}
