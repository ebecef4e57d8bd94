/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that must go: one that somebody asked for, and those that are old enough. */
#include "config.h"

#include "session/session_private.h"

#include <string.h>

#include "osg/week.h"

void redact_report_clear(struct redact_report *report)
{
	g_clear_pointer(&report->backups, g_ptr_array_unref);
}

/* Files that begin with the database's name: copies that osg makes before it upgrades, and those
 * that people named so. */
static GPtrArray *find_backups(const char *file)
{
	g_autofree char *folder = g_path_get_dirname(file), *name = g_path_get_basename(file);
	g_autofree char *log = g_strconcat(name, "-wal", NULL),
			*shared = g_strconcat(name, "-shm", NULL),
			*hold = g_strconcat(name, "-import", NULL);
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *entry;

	while (dir && (entry = g_dir_read_name(dir)))
		if (g_str_has_prefix(entry, name) && strcmp(entry, name) != 0 &&
		    strcmp(entry, log) != 0 && strcmp(entry, shared) != 0 &&
		    strcmp(entry, hold) != 0)
			g_ptr_array_add(found, g_build_filename(folder, entry, NULL));
	return found;
}

static void count(struct redact_report *report, const struct redacted *done)
{
	report->records += done->records;
	report->log_lines += done->lines;
	report->drafts += done->drafts;
	report->rejected += done->rejected;
	report->pictures += done->pictures;
}

static gboolean has_field(const struct record *record, const char *name, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (const struct field *f = record->kind->fields; f->name; f++) {
		if (f->kind != FIELD_PROSE)
			continue;
		if (!name || strcmp(name, f->name) == 0)
			return TRUE;
		g_string_append_printf(known, "%s%s", known->len ? ", " : "", f->name);
	}
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    known->len ? _("%s has no text “%s”. It has: %s.")
			       : _("%s has no text that people write."),
		    _(record->kind->title), name, known->str);
	return FALSE;
}

/* Nothing of it can be undone: what undo would put back is what must be gone. */
static gboolean finish(struct session *session, struct redact_report *report, GError **error)
{
	session_close_undo(session, g_strdup(_("Texts were taken out for good.")));
	report->backups = find_backups(session->file);
	return store_purge(session->store, error);
}

gboolean session_redact(struct session *session, gconstpointer record, const char *field,
			const char *reason, struct redact_report *report, GError **error)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new();
	const struct redaction wanted = {.records = records,
					 .field = field,
					 .marker = _("[removed]"),
					 .reason = reason,
					 .everywhere = TRUE};
	struct redacted done;

	memset(report, 0, sizeof *report);
	g_ptr_array_add(records, (gpointer)record);
	if (!session_may(session, ACTION_REDACT, record, error) ||
	    !has_field(record, field, error) ||
	    !undo_store_begin(session, access_what(ACTION_REDACT), error))
		return FALSE;
	if (!store_redact(session->store, &wanted, &done, error) ||
	    !store_commit(session->store, error)) {
		store_rollback(session->store);
		return FALSE;
	}
	count(report, &done);
	return finish(session, report, error);
}

/* retention */

int session_retain_months(const struct session *session)
{
	g_autofree char *value = store_value(session->store, "retain_months");
	gint64 months;

	return value && g_ascii_string_to_signed(value, 10, 1, 1200, &months, NULL) ? (int)months
										    : RETAIN_MONTHS;
}

static gint64 months_before(gint64 time, int months)
{
	int day = time_day(time), year, month, of_month;

	day_to_civil(day, &year, &month, &of_month);
	months = year * 12 + month - 1 - months;
	return time_from_local(day_from_civil(months / 12, months % 12 + 1, 1), 0, FALSE, NULL);
}

static gboolean has_words(const struct record *record)
{
	for (const struct field *f = record->kind->fields; f->name; f++)
		if (f->kind == FIELD_PROSE && FIELD_AT(char *const, record, f))
			return TRUE;
	return FALSE;
}

/* Those of a kind that happened before a time and have words. */
static GPtrArray *old_ones(struct session *session, const struct record_kind *kind,
			   const char *when, gint64 before, GError **error)
{
	const struct field *field = fields_find(kind->fields, when);
	GPtrArray *all = store_all(session->store, kind, error);

	for (guint i = all ? all->len : 0; i-- > 0;) {
		const struct record *record = all->pdata[i];

		if (FIELD_AT(const gint64, record, field) >= before || !has_words(record))
			g_ptr_array_remove_index_fast(all, i);
	}
	return all;
}

static gboolean retain_kind(struct session *session, const GPtrArray *old, int months,
			    struct redact_report *report, GError **error)
{
	g_autofree char *reason = g_strdup_printf(
		ngettext("older than %d month", "older than %d months", (gulong)months), months);
	const struct redaction wanted = {.records = old, .reason = reason};
	struct redacted done;

	if (old->len == 0)
		return TRUE;
	if (!store_redact(session->store, &wanted, &done, error))
		return FALSE;
	count(report, &done);
	return TRUE;
}

gboolean session_retain(struct session *session, int months, gboolean dry_run,
			struct redact_report *report, GError **error)
{
	gint64 before = months_before(session_now(session), months);
	g_autoptr(GPtrArray) observations = NULL, nils = NULL;

	memset(report, 0, sizeof *report);
	if (!session_may(session, ACTION_RETAIN, NULL, error))
		return FALSE;
	observations = old_ones(session, &observation_kind, "time_from", before, error);
	nils = observations ? old_ones(session, &nil_report_kind, "entered_at", before, error)
			    : NULL;
	if (!nils)
		return FALSE;
	report->records = (int)(observations->len + nils->len);
	if (dry_run || report->records == 0)
		return TRUE;
	report->records = 0;
	if (!undo_store_begin(session, access_what(ACTION_RETAIN), error))
		return FALSE;
	if (!retain_kind(session, observations, months, report, error) ||
	    !retain_kind(session, nils, months, report, error) ||
	    !store_commit(session->store, error)) {
		store_rollback(session->store);
		return FALSE;
	}
	return finish(session, report, error);
}
