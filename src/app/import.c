/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file in: what is new, what the source changed, what has been seen, what has to be set
 * aside. One change a file, begun at the first row that needs one; a long one lets others write
 * between, and nobody sees its rows before it is whole. A fault or a cancel leaves nothing. What a
 * person put right here stays: only the parts of a row that the source itself changed are taken
 * over. */
#include "config.h"

#include "osg/app.h"
#include "app/import_changes.h"
#include "app/import_identity.h"
#include "app/import_pipeline.h"
#include "app/import_result.h"
#include "app/import_source.h"
#include "app/import_twins.h"
#include "app/import_version.h"
#include "app/records.h"

#include <string.h>

#include "osg/observation.h"

#define IMPORT_PROGRESS_US 50000

struct import {
	struct session *session;
	const struct import_options *options;
	struct import_result *result;
	struct import_source source;
	struct pipeline *pipeline;
	struct import_record *record; /* begun when not NULL */
	GPtrArray *changes;           /* struct source_change, made when all rows are there */
	gboolean everywhere, ids_repeat, look_up;
	GHashTable *undone;        /* keys of imports that were undone */
	GHashTable *rejected;      /* text of a row set aside before -> struct rejected_row */
	GPtrArray *known_rejected; /* owns them */
	gint64 organisation, now, told_at;
	int restarted; /* ids that stood for another event before */
	int own;       /* rows that are records of this database, by their id */
	int told;      /* rows without an id that say what a record here says */
	int withdrawn; /* rows that are so, of a record that was withdrawn */
	struct import_twins *twins;
	struct row_ids *ids;
	gboolean again; /* the file has to be read once more */
};

/* the import's record */

/* The transaction and the record that the rows refer to. */
static gboolean import_begin(struct import *i, GError **error)
{
	if (i->record || i->options->dry_run)
		return TRUE;
	if (!session_begin(i->session, ACTION_IMPORT, error))
		return FALSE;
	i->record = record_new(&import_kind);
	i->record->file = g_strdup(i->source.name);
	i->record->format = g_strdup(i->source.format->id);
	i->record->organisation = i->organisation;
	i->record->at = i->now;
	i->record->by =
		session_participant(i->session) ? session_participant(i->session)->record.key : 0;
	return session_put_bulk(i->session, i->record, error);
}

static gint64 import_own_key(const struct import *i)
{
	return i->record ? i->record->record.key : 0;
}

/* rows */

static gboolean import_new(struct import *i, struct pending *p, GError **error)
{
	struct observation *o = &p->observation;

	if (!import_begin(i, error))
		return FALSE;
	o->import = import_own_key(i);
	o->entered_at = i->now;
	i->result->created++;
	import_result_sample(i->result, o);
	return i->options->dry_run || session_put_imported(i->session, o, p->version, error);
}

/* Rows that are there are seen by everybody: they change when the whole file is there. */
static gboolean import_changed(struct import *i, struct pending *p, struct observation *stored,
			       const char *seen, GError **error)
{
	struct source_change *change;

	if (!import_begin(i, error))
		return FALSE;
	change = g_new0(struct source_change, 1);
	change->key = stored->record.key;
	change->seen = g_strdup(seen);
	change->version = g_strdup(p->version);
	change->row = record_copy(&p->observation);
	g_ptr_array_add(i->changes, change);
	i->result->changed++;
	source_change_apply(change, session_registry(i->session), stored);
	import_result_sample(i->result, stored);
	return TRUE;
}

static gboolean import_make_changes(struct import *i, GError **error)
{
	for (guint n = 0; n < i->changes->len; n++)
		if (!source_change_make(i->changes->pdata[n], i->session, error))
			return FALSE;
	return TRUE;
}

/* Rows of an import that was undone come back with the file. */
static gboolean import_again(struct import *i, struct pending *p, struct observation *stored,
			     GError **error)
{
	if (!import_begin(i, error))
		return FALSE;
	i->result->created++;
	import_version_apply(NULL, p->version, &p->observation, stored);
	stored->record.withdrawn = FALSE;
	stored->counted = p->observation.counted;
	field_set_text(&stored->reason, NULL);
	stored->import = import_own_key(i);
	import_result_sample(i->result, stored);
	return i->options->dry_run ||
	       (session_put_bulk(i->session, stored, error) &&
		session_source_seen(i->session, stored->record.key, p->version, error));
}

static gboolean import_was_undone(const struct import *i, const struct observation *stored)
{
	return stored->record.withdrawn && g_hash_table_contains(i->undone, &stored->import);
}

static struct wanted_row import_wanted(const struct import *i, const struct pending *p,
				       gboolean numbered)
{
	return (struct wanted_row){.session = i->session,
				   .row = &p->observation,
				   .other_id = p->other_id,
				   .version = p->version,
				   .import = import_own_key(i),
				   .ids_repeat = i->ids_repeat,
				   .numbered = numbered};
}

/* The row is set aside when the file is read once more. */
static void import_ask(struct import *i, const struct pending *p, const struct observation *stored)
{
	row_ids_ask(i->ids, p->digest, time_day(stored->time_from));
}

static gboolean import_ask_about(struct import *i, const struct pending *p, gint64 key,
				 GError **error)
{
	struct observation *stored = session_get(i->session, &observation_kind, key, error);

	if (stored)
		import_ask(i, p, stored);
	record_free(stored);
	return stored != NULL;
}

static gboolean import_observation(struct import *i, struct pending *p, gboolean numbered,
				   GError **error);

/* A row that an observation of the store came from. */
static gboolean import_known(struct import *i, struct pending *p, gint64 key, const char *seen,
			     gboolean numbered, GError **error)
{
	const struct wanted_row wanted = import_wanted(i, p, numbered);
	gboolean same = import_version_same(seen, p->version);
	enum sameness sameness = SAME_EVENT;
	struct observation *stored;
	gboolean ok = TRUE;

	if (same && g_hash_table_size(i->undone) == 0) {
		i->result->unchanged++;
		return TRUE;
	}
	stored = session_get(i->session, &observation_kind, key, error);
	if (!stored)
		return FALSE;
	if (!same)
		sameness = identity_sameness(&wanted, stored, seen);
	if (sameness != OTHER_EVENT && import_was_undone(i, stored)) {
		ok = import_again(i, p, stored, error);
	} else if (same) {
		i->result->unchanged++;
	} else if (sameness == SAME_EVENT) {
		ok = import_changed(i, p, stored, seen, error);
	} else if (numbered || sameness == PERHAPS_SAME_EVENT) {
		import_ask(i, p, stored);
	} else {
		g_autofree char *id = g_steal_pointer(&p->observation.source_id);

		p->observation.source_id = source_id_of_day(id, p->observation.time_from);
		ok = import_observation(i, p, TRUE, error);
	}
	record_free(stored);
	return ok;
}

/* A table that somebody made of "osg list --csv" has the ids of the records it came from: read in
 * they would be there twice. */
static enum twin_found find_own_record(const struct import *i, const struct pending *p)
{
	enum twin_found found = TWIN_NONE;
	struct record *record;
	struct id id;

	if (!p->observation.source_id || !id_parse(p->observation.source_id, &id))
		return TWIN_NONE;
	record = session_find(i->session, &observation_kind, &id, NULL);
	if (record)
		found = record->withdrawn ? TWIN_WITHDRAWN : TWIN_HERE;
	record_free(record);
	return found;
}

/* By its id, or, where the column of ids was taken out of it, by what it says. */
static gboolean is_here(struct import *i, const struct pending *p)
{
	const char *id = p->observation.source_id;
	enum twin_found own = find_own_record(i, p);
	enum twin_found told =
		id && *id == '=' ? import_twins_take(i->twins, &p->observation, import_own_key(i))
				 : TWIN_NONE;

	i->own += own == TWIN_HERE;
	i->told += told == TWIN_HERE;
	i->withdrawn += own == TWIN_WITHDRAWN || told == TWIN_WITHDRAWN;
	return own != TWIN_NONE || told != TWIN_NONE;
}

static gboolean import_observation(struct import *i, struct pending *p, gboolean numbered,
				   GError **error)
{
	const struct wanted_row wanted = import_wanted(i, p, numbered);
	g_autofree char *seen = NULL;
	g_autoptr(GError) local = NULL;
	gboolean several = FALSE;
	gint64 key = i->look_up ? identity_find(&wanted, &seen, &several, &local) : 0;

	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (several)
		return import_ask_about(i, p, key, error);
	if (key)
		return import_known(i, p, key, seen, numbered, error);
	if (i->look_up && i->ids_repeat && is_here(i, p)) {
		i->result->unchanged++;
		return TRUE;
	}
	i->restarted += numbered;
	return import_new(i, p, error);
}

/* A row set aside before is not set aside twice, but comes back when its import was undone. */
static gboolean import_aside_known(struct import *i, struct rejected_row *known, GError **error)
{
	if (known->state != REJECTED_DISMISSED || !g_hash_table_contains(i->undone, &known->import))
		return TRUE;
	if (!import_begin(i, error))
		return FALSE;
	known->state = REJECTED_OPEN;
	known->import = import_own_key(i);
	return i->options->dry_run || session_put_bulk(i->session, known, error);
}

static gboolean import_rejected(struct import *i, struct pending *p, GError **error)
{
	struct rejected_row *known = p->raw ? g_hash_table_lookup(i->rejected, p->raw) : NULL;
	struct rejected_row *rejected;
	gboolean ok = TRUE;

	i->result->set_aside++;
	if (!known && !import_begin(i, error))
		return FALSE;
	rejected = record_new(&rejected_row_kind);
	rejected->import = import_own_key(i);
	rejected->file = p->sheet ? g_strdup_printf("%s, %s", i->source.name, p->sheet)
				  : g_strdup(i->source.name);
	rejected->line = p->line;
	import_result_say(rejected, p->field, p->value, p->reason);
	rejected->row = g_strdup(p->raw);
	if (known)
		ok = import_aside_known(i, known, error);
	else if (!i->options->dry_run)
		ok = session_put_bulk(i->session, rejected, error);
	import_result_reject(i->result, rejected);
	return ok;
}

static gboolean import_row(struct import *i, struct pending *p, GError **error)
{
	i->result->read++;
	if (row_ids_clash(i->ids)) /* the file is read anew: what is written now has to go */
		return TRUE;
	if (p->mapping && !i->result->mapping)
		i->result->mapping = g_strdup(p->mapping);
	if (p->elsewhere && !i->everywhere) {
		i->result->skipped++;
		return TRUE;
	}
	if (p->reason)
		return import_rejected(i, p, error);
	if (p->repeated) {
		i->result->unchanged++;
		return TRUE;
	}
	if (p->not_counted || p->elsewhere)
		i->result->not_counted++;
	return import_observation(i, p, FALSE, error);
}

/* the file */

static gboolean import_close(struct import *i, GError **error)
{
	const struct import_result *result = i->result;
	struct import_record *record = i->record;

	if (!record)
		return TRUE;
	if (!import_make_changes(i, error))
		return FALSE;
	field_set_text(&record->mapping, result->mapping);
	record->checksum = import_source_checksum(&i->source);
	record->read = result->read;
	record->created = result->created;
	record->changed = result->changed;
	record->unchanged = result->unchanged;
	record->set_aside = result->set_aside;
	record->not_counted = result->not_counted;
	record->state = IMPORT_WHOLE;
	record->record.withdrawn = FALSE;
	session_remember_import(i->session, record->record.key);
	i->result->import = record->record.key;
	return session_put_bulk(i->session, record, error) &&
	       session_commit(i->session, g_strdup_printf(_("Import of %s"), i->source.name),
			      error);
}

static gboolean import_go_on(struct import *i, GError **error)
{
	gint64 now = g_get_monotonic_time();

	if (!i->options->progress || now - i->told_at < IMPORT_PROGRESS_US)
		return TRUE;
	i->told_at = now;
	if (i->options->progress(pipeline_bytes(i->pipeline), i->source.size, i->result->read,
				 i->options->data))
		return TRUE;
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_CANCELLED,
			    _("Stopped; nothing was changed."));
	return FALSE;
}

static gboolean import_look_ahead(struct import *i, const struct batch *batch, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_sized_new(batch->count);

	for (guint row = 0; row < batch->count; row++)
		g_ptr_array_add(ids, batch->rows[row].observation.source_id);
	return !i->look_up || session_sources_ahead(i->session, ids, error);
}

static gboolean import_batches(struct import *i, GError **error)
{
	struct batch *batch;
	gboolean ok = TRUE;

	while (ok && (batch = pipeline_next(i->pipeline))) {
		ok = import_look_ahead(i, batch, error);
		for (guint row = 0; ok && row < batch->count; row++)
			ok = import_row(i, &batch->rows[row], error) &&
			     (!i->record || session_pause(i->session, i->record, error));
		ok = ok && import_go_on(i, error);
	}
	return ok;
}

static const char *import_mapping(const struct import *i)
{
	const char *mapping = i->options->mapping;

	return mapping && (g_str_equal(mapping, "alla") || g_str_equal(mapping, "all")) ? NULL
											: mapping;
}

static gboolean import_run(struct import *i, GError **error)
{
	const struct session *session = i->session;
	const struct reader_options reader = {
		.file = i->source.name,
		.registry = session_registry(session),
		.organisation = i->organisation,
		.own_organisation = session_participant(session)
					    ? session_participant(session)->organisation
					    : 0,
		.mapping = import_mapping(i),
		.sheet = i->options->sheet,
		.municipality =
			*session_municipality(session) ? session_municipality(session) : NULL,
		.ids = i->ids,
		.now = i->now,
		.guards = TRUE,
		.known_words = session_known_words(i->session),
		.excused = session_reason(session) != NULL,
	};
	g_autoptr(GError) local = NULL;
	gboolean written, read;

	i->pipeline = pipeline_start(i->source.format, i->source.stream, &reader,
				     i->options->explain ? i->result->understood : NULL);
	written = import_batches(i, &local);
	read = pipeline_finish(i->pipeline, i->result->notes, local ? NULL : &local);
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	i->again = written && read && row_ids_settle(i->ids);
	return written && read && !i->again && import_close(i, error);
}

/* What the session took out of the texts, which a reader does not tell of osg's own records. */
static void import_tell_remark(struct import *i)
{
	const char *remark = session_take_remark(i->session);

	if (remark)
		g_ptr_array_add(i->result->notes, g_strdup(remark));
}

/* What was imported and set aside before, as far as this file could meet it. */
static gboolean import_prepare(struct import *i, GError **error)
{
	g_autoptr(GPtrArray) imports = session_all_ever(i->session, &import_kind, error);

	i->undone = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	i->rejected = g_hash_table_new(g_str_hash, g_str_equal);
	i->known_rejected = session_all_ever(i->session, &rejected_row_kind, error);
	if (!imports || !i->known_rejected)
		return FALSE;
	for (guint n = 0; n < imports->len; n++) {
		const struct import_record *record = imports->pdata[n];

		if (record->record.withdrawn)
			g_hash_table_add(i->undone,
					 g_memdup2(&record->record.key, sizeof record->record.key));
	}
	for (guint n = 0; n < i->known_rejected->len; n++) {
		struct rejected_row *rejected = i->known_rejected->pdata[n];

		if (rejected->row)
			g_hash_table_insert(i->rejected, rejected->row, rejected);
	}
	i->twins = import_twins_new(i->session, i->undone);
	i->ids_repeat = import_source_is_table(&i->source);
	i->look_up = !i->ids_repeat || session_has_any(i->session, &observation_kind);
	i->everywhere = i->options->everywhere || import_mapping(i) != i->options->mapping;
	return TRUE;
}

static gboolean import_whose(struct import *i, GError **error)
{
	const GPtrArray *all = registry_organisations(session_registry(i->session));
	const struct organisation *o = NULL;
	g_autoptr(GString) known = g_string_new(NULL);

	if (!i->options->organisation)
		return TRUE;
	o = registry_find_organisation(session_registry(i->session), i->options->organisation);
	if (o) {
		i->organisation = o->record.key;
		return TRUE;
	}
	for (guint n = 0; n < all->len; n++)
		g_string_append_printf(known, "%s%s", n ? ", " : "",
				       ((const struct organisation *)all->pdata[n])->code);
	g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
		    _("There is no organisation “%s”. There are: %s."), i->options->organisation,
		    known->str);
	return FALSE;
}

static gboolean import_file(struct import *i, GError **error)
{
	gboolean ok;

	if (!import_source_open(&i->source, i->options->file, i->options->format, error))
		return FALSE;
	i->result->file = g_strdup(i->source.name);
	if (i->source.empty) {
		g_ptr_array_add(i->result->notes,
				g_strdup_printf(_("%s is empty (0 bytes): nothing was changed."),
						i->source.name));
		return TRUE;
	}
	i->result->format = g_strdup(i->source.format->id);
	if (i->options->sheet && !import_source_has_sheets(&i->source, i->options->sheet, error))
		return FALSE;
	if (i->source.format->read_records)
		return records_import(i->session, &i->source, i->organisation, i->options->dry_run,
				      i->result, error);
	ok = import_prepare(i, error) && import_run(i, error);
	if (ok) {
		import_result_tell_withdrawn(i->result, i->withdrawn);
		import_result_tell(i->result, i->restarted, i->own, i->told,
				   session_municipality(i->session));
	} else if (i->again)
		session_break_off(i->session, _("Rows of the file shared an id: it was read "
						"anew."));
	else
		session_rollback(i->session);
	return ok;
}

static void import_clear(struct import *i)
{
	import_source_clear(&i->source);
	record_free(i->record);
	g_clear_pointer(&i->twins, import_twins_free);
	g_clear_pointer(&i->undone, g_hash_table_unref);
	g_clear_pointer(&i->rejected, g_hash_table_unref);
	g_clear_pointer(&i->known_rejected, g_ptr_array_unref);
	g_clear_pointer(&i->changes, g_ptr_array_unref);
}

/* Which row of an id that says several things is taken is known when the whole file was seen: then
 * it is read anew. */
static gboolean import_twice(struct import *i, GError **error)
{
	gboolean ok;

	do {
		import_clear(i);
		if (i->result)
			import_result_free(i->result);
		i->record = NULL;
		i->restarted = i->own = i->told = i->withdrawn = 0;
		i->again = FALSE;
		i->changes = g_ptr_array_new_with_free_func(source_change_free);
		i->result = import_result_new();
		ok = session_refresh(i->session, error) && import_whose(i, error) &&
		     import_file(i, error);
	} while (!ok && i->again);
	return ok;
}

struct import_result *app_import(struct session *session, const struct import_options *options,
				 GError **error)
{
	struct import i = {.session = session, .options = options, .now = session_now(session)};

	if (!session_may(session, ACTION_IMPORT, NULL, error) ||
	    (!options->dry_run && !session_hold_imports(session, error)))
		return NULL;
	i.ids = row_ids_new();
	if (import_twice(&i, error))
		import_tell_remark(&i);
	else
		g_clear_pointer(&i.result, import_result_free);
	import_clear(&i);
	import_source_end(&i.source);
	row_ids_free(i.ids);
	session_release_imports(session);
	return i.result;
}
