/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's year as the files that its organisations send: each organisation's own columns,
 * delimiter and encoding, one file a week, with late reports and corrections in the file of the
 * week they were sent. Some files are bad on purpose, and one text in a hundred holds something
 * that looks like personal data: published test numbers, reserved telephone numbers, names that say
 * that they are invented. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "osg/file.h"
#include "osg/json.h"
#include "osg/exchange.h"
#include "osg/week.h"

#include "demo/files.h"

#define PERSONAL_SHARE 1.0 /* per cent of texts */
#define BAD_ORGANISATION "HUGE"
#define BAD_WEEK                                                                                   \
	21 /* W22: sent as UTF-8 that was taken for Windows-1252; W23 holds its rows again, right  \
	    */
#define COPIED_WEEK 19            /* W20: sent again under another name */
#define REUSED_ORGANISATION "BEV" /* its numbers begin anew in the new year */

/* rows */

char *demo_source_id(const struct demo_year *year, const struct demo_report *report)
{
	return g_strdup_printf("%s-%05d", year->world->organisations[report->organisation].code,
			       report->number);
}

char *demo_file_name(const struct demo_year *year, int organisation, int week)
{
	const struct demo_organisation *o = &year->world->organisations[organisation];
	g_autofree char *text = week_format(year->first_week + week);
	return g_strdup_printf("%s_%s.%s", o->code, text,
			       strcmp(o->delivery, "open311") ? "csv" : "json");
}

static void append_object(GString *out, const struct row *row, const struct file_column *columns)
{
	json_t *object = json_object();
	g_autofree char *text = NULL;

	json_object_set_new(object, "status", json_text("open"));
	for (; columns->title; columns++) {
		g_autofree char *value = columns->value(row);

		json_object_set_new(object, columns->title,
				    !columns->number ? json_text(value)
				    : *value         ? json_number(g_ascii_strtod(value, NULL))
						     : json_null());
	}
	text = json_print(object, JSON_REAL_PRECISION(10));
	g_string_append_printf(out, "%s  %s", out->len > 2 ? ",\n" : "", text);
	json_decref(object);
}

static void append_line(GString *out, const struct row *row, const struct layout *layout)
{
	for (const struct file_column *column = layout->columns; column->title; column++) {
		g_autofree char *value = column->value(row);
		if (column != layout->columns)
			g_string_append(out, layout->delimiter);
		csv_append_plain(out, value, *layout->delimiter);
	}
	g_string_append(out, layout->crlf ? "\r\n" : "\n");
}

/* One text in a hundred gets a phrase that the entry guard should catch; *kind says which. */
const char *demo_personal(const struct demo_year *year, const struct demo_report *report,
			  const char **kind)
{
	const struct demo_table *table = demo_world_table(year->world, "personal");
	g_autofree char *name = g_strdup_printf("personal/%d/%c/%d", report->organisation,
						report->origin, report->serial);
	struct random r;
	number_stream(&r, year->seed, name);
	if (report->planted >= 0 || !number_chance(&r, PERSONAL_SHARE))
		return NULL;
	guint row = random_below(&r, demo_table_rows(table));
	*kind = demo_cell(table, row, "kind");
	return demo_cell(table, row, "text");
}

static void append_report(const struct files *files, GString *out, const struct demo_report *report,
			  gboolean corrected)
{
	const struct layout *layout =
		demo_layout(files->year->world->organisations[report->organisation].delivery);
	struct row row = {.files = files,
			  .report = report,
			  .corrected = corrected,
			  .words = demo_write(files->writer, report, corrected)};
	const char *kind, *personal = demo_personal(files->year, report, &kind);
	if (row.words.text && personal) {
		char *longer = g_strconcat(row.words.text, " ", personal, ".", NULL);
		g_free(row.words.text);
		row.words.text = longer;
	}
	if (layout->delimiter)
		append_line(out, &row, layout);
	else
		append_object(out, &row, layout->columns);
	g_free(row.words.text);
}

static gboolean sent_in(const struct demo_year *year, gint64 time, int first, int last)
{
	return time <= demo_meeting(year, last) &&
	       (first == 0 || time > demo_meeting(year, first - 1));
}

/* What was sent from first to last week, each report once: as corrected, when it was corrected
 * before the file was written. */
static void append_rows(const struct files *files, GString *out, int organisation, int first,
			int last)
{
	const struct demo_year *year = files->year;
	for (guint i = 0; i < year->reports->len; i++) {
		const struct demo_report *report = DEMO_REPORT(year, i);
		gboolean changed = report->correction != DEMO_AS_IS &&
				   report->correction != DEMO_WITHDRAWN &&
				   sent_in(year, report->corrected, first, last);
		if (report->organisation == organisation &&
		    (changed || sent_in(year, report->entered, first, last)))
			append_report(files, out, report, changed);
	}
}

/* files */

gboolean demo_save(const struct files *files, const char *name, const char *data, gssize length,
		   GError **error)
{
	g_autofree char *path = g_build_filename(files->directory, name, NULL);
	gboolean was_there = g_file_test(path, G_FILE_TEST_EXISTS);
	g_autoptr(GError) failure = NULL;
	if (g_file_set_contents(path, data, length, &failure)) {
		if (!was_there)
			g_ptr_array_add(files->made, g_steal_pointer(&path));
		return TRUE;
	}
	g_set_error(error, OSG_ERROR, OSG_ERROR_STORE, _("The file %s could not be written: %s"),
		    path, file_error_why(failure));
	return FALSE;
}

/* In the organisation's encoding; spoilt: UTF-8 that somebody took for Windows-1252. */
static gboolean save_encoded(const struct files *files, const char *name,
			     const struct layout *layout, const GString *text, gboolean spoilt,
			     GError **error)
{
	gsize length = 0;
	g_autofree char *bytes =
		spoilt ? g_convert(text->str, (gssize)text->len, "UTF-8", "WINDOWS-1252", NULL,
				   &length, NULL)
		       : g_convert_with_fallback(text->str, (gssize)text->len, layout->encoding,
						 "UTF-8", "?", NULL, &length, NULL);
	g_assert(bytes);
	return demo_save(files, name, bytes, (gssize)length, error);
}

/* With no weeks (first after last) only the head. */
static GString *compose(const struct files *files, const struct layout *layout, int organisation,
			int first, int last)
{
	GString *text = g_string_new(layout->mark        ? "\xEF\xBB\xBF"
				     : layout->delimiter ? ""
							 : "[\n");
	for (const struct file_column *column = layout->columns; layout->delimiter && column->title;
	     column++)
		g_string_append_printf(text, "%s%s",
				       column == layout->columns ? "" : layout->delimiter,
				       column->title);
	if (layout->delimiter)
		g_string_append(text, layout->crlf ? "\r\n" : "\n");
	if (first <= last)
		append_rows(files, text, organisation, first, last);
	if (!layout->delimiter)
		g_string_append(text, "\n]\n");
	return text;
}

static gboolean save_week(const struct files *files, int organisation, int week, GError **error)
{
	const struct demo_organisation *o = &files->year->world->organisations[organisation];
	const struct layout *layout = demo_layout(o->delivery);
	gboolean concerned = !strcmp(o->code, BAD_ORGANISATION),
		 bad = concerned && !files->year->quiet && week == BAD_WEEK;
	gboolean again = concerned && !files->year->quiet && week == BAD_WEEK + 1;
	g_autofree char *name = demo_file_name(files->year, organisation, week);
	g_autoptr(GString) text =
		compose(files, layout, organisation, again ? BAD_WEEK : week, week);
	if (!save_encoded(files, name, layout, text, bad, error))
		return FALSE;
	if (!concerned || week != COPIED_WEEK)
		return TRUE;
	g_autofree char *copy = g_strdup_printf("%s_kopia.csv", o->code);
	return save_encoded(files, copy, layout, text, FALSE, error);
}

/* The first file of the next year: its only number has been used before, for another event. */
static gboolean save_reused(const struct files *files, GError **error)
{
	int organisation = demo_find_organisation(files->year->world, REUSED_ORGANISATION);
	const struct layout *layout =
		demo_layout(files->year->world->organisations[organisation].delivery);
	g_autofree char *name = demo_file_name(files->year, organisation, DEMO_WEEKS);
	g_autoptr(GString) text = compose(files, layout, organisation, 0, -1);
	struct demo_report report = {0};
	for (guint i = 0; i < files->year->reports->len && !report.number; i++)
		if (DEMO_REPORT(files->year, i)->organisation == organisation)
			report = *DEMO_REPORT(files->year, i);
	report.serial += 100000; /* other words */
	report.from = report.to = week_start(files->year->first_week + DEMO_WEEKS) + 20 * 3600;
	report.time_precision = TIME_EXACT;
	append_report(files, text, &report, FALSE);
	return save_encoded(files, name, layout, text, FALSE, error);
}

static GHashTable *read_labels(GError **error)
{
	g_autoptr(GPtrArray) taxonomy = taxonomy_read(error);
	if (!taxonomy)
		return NULL;
	GHashTable *labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (guint i = 0; i < taxonomy->len; i++) {
		const struct category *c = g_ptr_array_index(taxonomy, i);
		g_hash_table_insert(labels, g_strdup(c->code), g_strdup(c->label_sv));
	}
	return labels;
}

static gboolean save_all(const struct files *files, const struct demo_options *options,
			 GError **error)
{
	int count = files->year->world->organisation_count;
	for (int o = 0; o < count; o++) {
		for (int week = 0; week < DEMO_WEEKS; week++)
			if (!save_week(files, o, week, error))
				return FALSE;
		if (options->progress &&
		    !options->progress(o + 1, count, (o + 1) * DEMO_WEEKS, options->data)) {
			g_set_error(error, OSG_ERROR, OSG_ERROR_CANCELLED,
				    _("The demo's files were not finished: it was stopped."));
			return FALSE;
		}
	}
	return save_reused(files, error) && demo_save_truth(files, error);
}

gboolean app_demo_files(const char *directory, const struct demo_options *options, GError **error)
{
	g_autoptr(GHashTable) labels = read_labels(error);
	gboolean was_there = g_file_test(directory, G_FILE_TEST_IS_DIR);
	if (!labels)
		return FALSE;
	if (g_mkdir_with_parents(directory, 0750) != 0) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_STORE,
			    _("The folder %s could not be made."), directory);
		return FALSE;
	}
	struct demo_world *world = demo_world_new();
	struct demo_year *year =
		demo_year_new(world, options->seed, options->scale, options->quiet);
	struct demo_writer *writer = demo_writer_new(year);
	g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
	const struct files files = {.directory = directory,
				    .year = year,
				    .writer = writer,
				    .labels = labels,
				    .made = made};
	gboolean ok = save_all(&files, options, error);
	for (guint i = 0; !ok && i < made->len; i++)
		g_unlink(made->pdata[i]);
	if (!ok && !was_there)
		g_rmdir(directory);
	demo_writer_free(writer);
	demo_year_free(year);
	demo_world_free(world);
	return ok;
}
