/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles: "osg bundle 1 KEY SIGNATURE", a line, and then JSON, all of which is signed. Nothing of
 * it is parsed before the signature was found good and the key trusted. */
#include "config.h"

#include "osg/app.h"
#include "osg/bundle.h"

#include <stdio.h>
#include <string.h>

#include "osg/digest.h"
#include "osg/file.h"
#include "osg/json.h"
#include "osg/outside.h"
#include "osg/text.h"
#include "osg/week.h"

#define BUNDLE_LARGEST (512 << 20) /* bytes */
#define HEAD "osg bundle 1 "
#define FORMAT "osg-bundle"
#define TRUSTED "bundle_trust"

const struct record_kind *const bundle_kinds[] = {&observation_kind, &measure_kind, &yardstick_kind,
						  &picture_kind, NULL};

/* what travels */

static gboolean travels(const struct record_kind *const *kinds, const char *refers)
{
	static const char *const words[] = {"organisation", "area", "place", "category", NULL};

	if (g_strv_contains(words, refers))
		return TRUE;
	for (; *kinds; kinds++)
		if (g_str_equal((*kinds)->name, refers) && *kinds != &observation_kind)
			return TRUE;
	return FALSE;
}

/* References to what the other side does not get. */
static void cut_loose(struct record *record, const struct record_kind *const *kinds)
{
	for (const struct field *f = record->kind->fields; f->name; f++)
		if (f->kind == FIELD_REF && !travels(kinds, f->refers))
			FIELD_AT(gint64, record, f) = 0;
}

static gboolean is_meant(const struct record *record, int since)
{
	const struct observation *o = (const struct observation *)record;
	const struct picture_record *p = (const struct picture_record *)record;

	if (record->kind == &observation_kind) /* what is under secrecy stays here */
		return IS_COMMON(o->visibility) && (since == WEEK_NONE || o->week >= since);
	if (record->kind == &picture_kind)
		return p->state == PICTURE_FIXED && (since == WEEK_NONE || p->week >= since);
	return TRUE;
}

static json_t *kind_json(struct session *session, const struct record_kind *kind,
			 const struct record_kind *const *kinds, int since, GError **error)
{
	g_autoptr(GPtrArray) all = session_list(session, kind, error);
	json_t *array = all ? json_array() : NULL;

	for (guint i = 0; all && i < all->len; i++) {
		struct record *record = all->pdata[i];

		if (!is_meant(record, since))
			continue;
		cut_loose(record, kinds);
		json_array_append_new(array, app_record_json(session, record));
	}
	return array;
}

/* signing */

static GBytes *signed_bytes(const char *content, const struct crypt_key *key)
{
	guint8 signature[CRYPT_SIGNATURE];
	g_autofree char *public = crypt_key_text(key), *mark = NULL;
	GString *out = g_string_new(NULL);

	sign_bytes(content, strlen(content), key, signature);
	mark = g_base64_encode(signature, sizeof signature);
	g_string_printf(out, HEAD "%s %s\n%s", public, mark, content);
	return g_string_free_to_bytes(out);
}

GBytes *bundle_make(struct session *session, const struct record_kind *const *kinds, int since,
		    const struct crypt_key *key, GError **error)
{
	g_autofree char *made = time_format_rfc3339(session_now(session)), *text = NULL;
	json_t *records = json_object(), *bundle;

	if (!session_may(session, ACTION_BUNDLE, NULL, error)) {
		json_decref(records);
		return NULL;
	}
	for (const struct record_kind *const *k = kinds ? kinds : bundle_kinds; *k; k++) {
		json_t *array = kind_json(session, *k, kinds ? kinds : bundle_kinds, since, error);

		if (!array) {
			json_decref(records);
			return NULL;
		}
		json_object_set_new(records, (*k)->name, array);
	}
	bundle = json_pack("{s:s, s:s, s:o}", "made", made, "municipality",
			   session_municipality(session), "records", records);
	text = json_print(bundle, JSON_COMPACT);
	json_decref(bundle);
	return signed_bytes(text, key);
}

gboolean bundle_is_bundle(const char *file)
{
	char head[sizeof HEAD - 1];
	FILE *stream = fopen(file, "rbe");
	gboolean is = stream && fread(head, 1, sizeof head, stream) == sizeof head &&
		      memcmp(head, HEAD, sizeof head) == 0;

	if (stream)
		fclose(stream);
	return is;
}

/* trust */

json_t *bundle_trusted(struct session *session)
{
	g_autofree char *text = session_value(session, TRUSTED);
	json_t *keys = text ? json_loads(text, 0, NULL) : NULL;

	return json_is_object(keys) ? keys : (json_decref(keys), json_object());
}

gboolean bundle_trust(struct session *session, const char *name, const char *key, GError **error)
{
	json_t *keys;
	g_autofree char *text = NULL;
	struct crypt_key parsed;

	if (!session_may(session, ACTION_SETUP, NULL, error) ||
	    !crypt_key_parse(key, CRYPT_SIGN, &parsed, error))
		return FALSE;
	keys = bundle_trusted(session);
	if (name)
		json_object_set_new(keys, key, json_string(name));
	else
		json_object_del(keys, key);
	text = json_print(keys, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(keys);
	return session_begin(session, ACTION_SETUP, error) &&
	       session_set_value(session, TRUSTED, text, error) &&
	       session_commit(session, NULL, error);
}

/* Whose it is, owned; NULL: changed, or a stranger's. *content points into text. */
static char *signer(struct session *session, const char *text, gsize length, const char **content,
		    GError **error)
{
	const char *end = memchr(text, '\n', MIN(length, 512));
	g_autofree char *line = end ? g_strndup(text, (gsize)(end - text)) : NULL;
	g_auto(GStrv) parts = g_strsplit(line ? line : "", " ", -1);
	g_autofree guchar *mark = NULL;
	struct crypt_key key;
	gsize size = 0;
	json_t *trusted;
	char *name;

	if (g_str_has_prefix(text, HEAD) && g_strv_length(parts) == 5)
		mark = g_base64_decode(parts[4], &size);
	if (size != CRYPT_SIGNATURE || !crypt_key_parse(parts[3], CRYPT_SIGN, &key, NULL) ||
	    !sign_is_valid(end + 1, length - (gsize)(end + 1 - text), &key, mark)) {
		g_set_error_literal(error, OSG_ERROR, OSG_ERROR_FORMAT,
				    _("This is no bundle, or it was changed after it was signed: "
				      "nothing of it was taken."));
		return NULL;
	}
	trusted = bundle_trusted(session);
	name = g_strdup(json_string_value(json_object_get(trusted, parts[3])));
	json_decref(trusted);
	*content = end + 1;
	if (!name)
		g_set_error(error, OSG_ERROR, OSG_ERROR_DENIED,
			    _("The bundle is signed by a stranger, with the key %s. If its sender "
			      "reads you the same key over the phone: osg bundle trust NAME %s"),
			    parts[3], parts[3]);
	return name;
}

/* taking */

struct taking {
	struct session *session;
	struct field_form form;
	struct import_record *import;
	struct bundle_result *result;
	gboolean older; /* than one that was taken: what is here is newer */
};

static gboolean leave(struct taking *taking, const char *id, const char *why)
{
	g_ptr_array_add(taking->result->notes, g_strdup_printf("%s: %s", id, why));
	taking->result->set_aside++;
	return TRUE;
}

/* The last hand on the stored record was a bundle's. */
static gboolean is_untouched(struct taking *taking, const struct record *stored)
{
	g_autoptr(GPtrArray) lines = session_history(taking->session, &stored->id, FALSE, 1, NULL);

	return lines && lines->len &&
	       g_strcmp0(((struct log_line *)lines->pdata[0])->what, "bundle.take") == 0;
}

/* What does not travel stays as it is here. */
static void keep_local(struct record *record, const struct record *stored)
{
	record->key = stored->key;
	record->version = stored->version;
	for (const struct field *f = record->kind->fields; f->name; f++)
		if (f->kind == FIELD_REF && !FIELD_AT(gint64, record, f))
			field_copy(f, record, stored);
}

/* Why the record cannot be put here, NULL = it can: what would only be found by failing to. */
static const char *stands_here(struct taking *taking, const struct record *record)
{
	const struct observation *o = (const struct observation *)record;
	const struct picture_record *p = (const struct picture_record *)record;
	g_autofree char *sum = NULL;

	if (record->kind == &observation_kind && o->source_id &&
	    session_source_key(taking->session, o->organisation, o->source, o->source_id, NULL,
			       NULL))
		return _("its source was read in here already");
	if (record->kind != &picture_kind)
		return NULL;
	sum = digest_of_text(p->content ? p->content : "");
	if (g_strcmp0(sum, p->checksum) != 0)
		return _("its checksum is wrong");
	g_autoptr(GPtrArray) same =
		session_where(taking->session, &picture_kind, "week", p->week, NULL);
	for (guint i = 0; same && i < same->len; i++)
		if (((struct picture_record *)same->pdata[i])->number == p->number)
			return _("the week has a picture of that number here");
	return NULL;
}

static gboolean put(struct taking *taking, struct record *record, const struct record *stored,
		    const char *id, GError **error)
{
	g_autoptr(GError) local = NULL;
	const char *why = stored ? NULL : stands_here(taking, record);

	if (why)
		return leave(taking, id, why);
	if (record->kind == &observation_kind && !stored)
		((struct observation *)record)->import = taking->import->record.key;
	if (session_put(taking->session, record, &local)) {
		stored ? taking->result->changed++ : taking->result->created++;
		return TRUE;
	}
	if (g_error_matches(local, OSG_ERROR, OSG_ERROR_STORE)) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	return leave(taking, id, local->message);
}

static gboolean take_record(struct taking *taking, struct record *record, const char *id,
			    GError **error)
{
	g_autoptr(GError) local = NULL;
	struct record *stored = session_find(taking->session, record->kind, &record->id, &local);
	gboolean done = TRUE;

	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (stored)
		keep_local(record, stored);
	if (stored && record_equal(stored, record))
		taking->result->unchanged++;
	else if (stored && (taking->older || !is_untouched(taking, stored)))
		done = leave(taking, id, _("it was changed here since, and stays as it is"));
	else
		done = put(taking, record, stored, id, error);
	record_free(stored);
	return done;
}

static gboolean take_object(struct taking *taking, const struct record_kind *kind, json_t *object,
			    GError **error)
{
	struct record *record = record_new(kind);
	const char *id = json_string_value(json_object_get(object, "id"));
	g_autoptr(GError) local = NULL;
	gboolean done;

	taking->result->read++;
	if (!id || !id_parse(id, &record->id))
		done = leave(taking, "?", _("it has no id"));
	else if (!fields_from_json(kind->fields, object, record, &taking->form, "", &local))
		done = leave(taking, id, local->message);
	else
		done = take_record(taking, record, id, error);
	record_free(record);
	return done;
}

static gboolean take_all(struct taking *taking, const json_t *bundle, GError **error)
{
	const json_t *records = json_object_get(bundle, "records");

	for (gsize k = 0; bundle_kinds[k]; k++) {
		const json_t *array = json_object_get(records, bundle_kinds[k]->name);

		for (gsize i = 0; i < json_array_size(array); i++)
			if (!take_object(taking, bundle_kinds[k], json_array_get(array, i), error))
				return FALSE;
	}
	return TRUE;
}

/* What of this sender was taken: all of this very bundle, or one that was made later. */
static gboolean look_back(struct taking *taking, const char *sum, const char *made, GError **error)
{
	g_autoptr(GPtrArray) all = session_all(taking->session, &import_kind, error);
	g_autofree char *prefix = g_strconcat(taking->result->from, " ", NULL);

	for (guint i = 0; all && i < all->len; i++) {
		const struct import_record *import = all->pdata[i];

		if (g_strcmp0(import->format, FORMAT) != 0)
			continue;
		taking->result->replayed |=
			g_strcmp0(import->checksum, sum) == 0 &&
			import->read == import->created + import->changed + import->unchanged;
		taking->older |= g_str_has_prefix(import->mapping, prefix) &&
				 strcmp(import->mapping + strlen(prefix), made) > 0;
	}
	return all != NULL;
}

static gboolean take_bundle(struct taking *taking, const json_t *bundle, GError **error)
{
	struct import_record *import = taking->import;
	struct bundle_result *result = taking->result;

	if (!session_begin(taking->session, ACTION_BUNDLE, error))
		return FALSE;
	if (session_put_bulk(taking->session, import, error) && take_all(taking, bundle, error)) {
		if (!result->created && !result->changed) {
			session_rollback(taking->session);
			return TRUE;
		}
		import->read = result->read;
		import->created = result->created;
		import->changed = result->changed;
		import->unchanged = result->unchanged;
		if (session_put_bulk(taking->session, import, error))
			return session_commit(taking->session, NULL, error);
	}
	session_rollback(taking->session);
	return FALSE;
}

static gboolean take_content(struct taking *taking, const char *content, const char *name,
			     GError **error)
{
	json_t *bundle = json_parse(content, strlen(content), name, error);
	const char *made = json_string_value(json_object_get(bundle, "made"));
	g_autofree char *sum = digest_of_text(content);
	const struct participant *me = session_participant(taking->session);
	gboolean done;

	done = bundle && look_back(taking, sum, made ? made : "", error);
	if (done && !taking->result->replayed) {
		taking->import = record_new(&import_kind);
		taking->import->file = g_strdup(name);
		taking->import->format = g_strdup(FORMAT);
		taking->import->mapping =
			g_strdup_printf("%s %s", taking->result->from, made ? made : "");
		taking->import->checksum = g_strdup(sum);
		taking->import->at = session_now(taking->session);
		taking->import->by = me ? me->record.key : 0;
		done = take_bundle(taking, bundle, error);
		record_free(taking->import);
	}
	json_decref(bundle);
	return done;
}

void bundle_result_clear(struct bundle_result *result)
{
	g_clear_pointer(&result->from, g_free);
	g_clear_pointer(&result->notes, g_ptr_array_unref);
}

gboolean bundle_take(struct session *session, const char *file, struct bundle_result *result,
		     GError **error)
{
	struct taking taking = {
		.session = session, .form = app_record_form(session), .result = result};
	g_autofree char *text = NULL, *base = g_path_get_basename(file),
			*name = text_clean(base, -1, FALSE);
	const char *content;
	gsize length;

	*result = (struct bundle_result){.notes = g_ptr_array_new_with_free_func(g_free)};
	if (!session_may(session, ACTION_BUNDLE, NULL, error))
		return FALSE;
	if (!outside_file(file, error))
		return FALSE;
	text = file_load(file, BUNDLE_LARGEST, &length, NULL, error);
	if (!text)
		return FALSE;
	result->from = signer(session, text, length, &content, error);
	return result->from && take_content(&taking, content, name, error);
}
