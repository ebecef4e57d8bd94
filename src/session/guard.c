/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard: every text of every record and setting passes here on its way into the store, whatever
 * door it came through. The field table says how. Text that people wrote and codes are cleaned;
 * text that a machine made is kept to the byte, because a checksum may stand for it, and refused
 * where it holds what cleaning would take out. Text that people wrote is also looked through for
 * what tells who somebody is: an identity number is never stored, the rest not without a reason. */
#include "config.h"

#include "session/session_private.h"

#include <string.h>

#include "osg/json.h"
#include "osg/personal.h"
#include "osg/text.h"

guint guard_check(const char *text, gboolean keep_lines, char **clean)
{
	*clean = text_clean(text, -1, keep_lines);
	if (strcmp(text, *clean) == 0)
		return 0;
	return GUARD_CLEANED | (text_is_harmless(text) ? 0 : GUARD_HARMFUL);
}

static guint guard_text(const struct field *field, char **slot)
{
	gboolean lines = field->multiline || field->kind == FIELD_PROSE;
	g_autofree char *clean = NULL;
	guint found = 0;

	/* an empty text is none, as in a file that is read back */
	if (*slot && !**slot)
		field_set_text(slot, NULL);
	if (*slot && !text_is_plain(*slot, strlen(*slot), lines))
		found = guard_check(*slot, lines, &clean);
	if (found)
		field_set_text(slot, clean);
	return found;
}

static guint guard_codes(char **codes)
{
	guint found = 0;

	for (char **code = codes; code && *code; code++) {
		g_autofree char *clean = NULL;
		guint here = guard_check(*code, FALSE, &clean);

		if (here) {
			g_free(*code);
			*code = g_steal_pointer(&clean);
		}
		found |= here;
	}
	return found;
}

static gboolean guard_exact(const struct record_kind *kind, const struct field *field,
			    const char *text, GError **error)
{
	if (!text || text_is_harmless(text))
		return TRUE;
	g_set_error(error, OSG_ERROR, OSG_ERROR_FORMAT,
		    _("%s: the field %s holds control characters or broken UTF-8, which osg never "
		      "writes there."),
		    _(kind->title), field->name);
	return FALSE;
}

gboolean guard_record(gpointer record, guint *found, GError **error)
{
	const struct record_kind *kind = ((struct record *)record)->kind;

	for (const struct field *field = kind->fields; field->name; field++) {
		if (field->kind == FIELD_CODES)
			*found |= guard_codes(FIELD_AT(char **, record, field));
		else if (!field_is_text(field))
			continue;
		else if (!field->exact)
			*found |= guard_text(field, &FIELD_AT(char *, record, field));
		else if (!guard_exact(kind, field, FIELD_AT(char *, record, field), error))
			return FALSE;
	}
	return TRUE;
}

/* what tells who somebody is */

/* As people call the fields that they write in. */
static const struct {
	const char *name, *label;
} labels[] = {
	{"text", N_("text")},
	{"title", N_("title")},
	{"note", N_("the note")},
	{"reason", N_("reason")},
	{"place_words", N_("place in words")},
	{"situation", N_("situation")},
	{"public_text", N_("paragraph for the public")},
	{"mandate", N_("mandate")},
	{"trigger", N_("trigger")},
	{"delimitation", N_("delimitation")},
	{"function", N_("function")},
	{"cause_text", N_("cause")},
	{"comparison_reason", N_("why compared with these")},
	{"location", N_("location")},
	{"said", N_("said")},
	{"hours", N_("hours")},
};

static const char *label_of(const struct field *field)
{
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		if (strcmp(labels[i].name, field->name) == 0)
			return _(labels[i].label);
	return field->name;
}

static gboolean same_text(const struct field *field, gconstpointer a, gconstpointer b)
{
	return g_strcmp0(FIELD_AT(char *const, a, field), FIELD_AT(char *const, b, field)) == 0;
}

/* The record held this text, or (a new version of a picture, a point carried to the next meeting)
 * another of its kind does, for which it was asked about. */
static gboolean stood_before(struct session *session, const struct record *record,
			     const struct field *field)
{
	struct record *stored =
		record->key ? store_get(session->store, record->kind, record->key, NULL) : NULL;
	gboolean stood = stored && same_text(field, stored, record);
	g_autoptr(GPtrArray) others = NULL;

	record_free(stored);
	if (record->key || record->kind == &observation_kind)
		return stood;
	others = store_all(session->store, record->kind, NULL);
	for (guint i = 0; others && i < others->len && !stood; i++)
		stood = same_text(field, others->pdata[i], record);
	return stood;
}

static gboolean refuse(const struct field *field, const char *text, const GArray *matches,
		       GError **error)
{
	g_autofree char *said = personal_explain(text, matches);
	gboolean hard = personal_is_hard(matches);

	g_set_error(error, OSG_ERROR, hard ? OSG_ERROR_RULE : OSG_ERROR_REASON,
		    hard ? _("Not saved; in %s: %s")
			 : _("Not saved; in %s: %s Or state why it must stand there."),
		    label_of(field), said);
	return FALSE;
}

static gboolean guard_prose(struct session *session, const struct record *record,
			    const struct field *field, json_t **excused, GError **error)
{
	const char *text = FIELD_AT(char *const, record, field);
	g_autofree char *overlong = text ? text_overlong(text) : NULL, *ids = NULL;
	g_autoptr(GArray) matches =
		text && !overlong ? personal_scan(text, session_known_words(session)) : NULL;

	if (overlong) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_RULE, _("Not saved; in %s: %s"),
			    label_of(field), overlong);
		return FALSE;
	}
	if (!matches || stood_before(session, record, field))
		return TRUE;
	if (!session->reason || personal_is_hard(matches))
		return refuse(field, text, matches, error);
	ids = personal_ids(matches);
	if (!*excused)
		*excused = json_object();
	json_object_set_new(*excused, field->name, json_string(ids));
	return TRUE;
}

gboolean guard_personal(struct session *session, const struct record *record, json_t **excused,
			GError **error)
{
	for (const struct field *field = record->kind->fields; field->name; field++)
		if (field->kind == FIELD_PROSE &&
		    !guard_prose(session, record, field, excused, error)) {
			g_clear_pointer(excused, json_decref);
			return FALSE;
		}
	return TRUE;
}

/* A line that tells the reason; take_detail: what was let through. */
static gboolean tell(struct session *session, const char *kind, const struct id *id,
		     json_t *take_detail, GError **error)
{
	g_autofree char *what = g_strconcat(kind, LOG_REASON, NULL), *detail = NULL;
	const struct change change = {
		.at = session_now(session),
		.who = session->participant ? session->participant->record.key : 0,
		.door = session->door,
		.what = what,
	};

	json_object_set_new(take_detail, "stated", json_string(session->reason));
	detail = json_print(take_detail, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(take_detail);
	return store_note(session->store, &change, id, detail, error);
}

gboolean guard_tell(struct session *session, const struct record *record, json_t *take_excused,
		    GError **error)
{
	return !take_excused || tell(session, record->kind->name, &record->id, take_excused, error);
}

gboolean guard_tell_import(struct session *session, GError **error)
{
	return !session->reason || tell(session, import_kind.name, NULL, json_object(), error);
}

gboolean session_state_reason(struct session *session, const char *reason, GError **error)
{
	g_autofree char *clean = NULL;
	g_autoptr(GArray) matches = NULL;

	g_clear_pointer(&session->reason, g_free);
	if (!reason)
		return TRUE;
	guard_check(reason, FALSE, &clean);
	matches = personal_scan(clean, session_known_words(session));
	if (*clean && !(matches && personal_is_hard(matches))) {
		session->reason = g_steal_pointer(&clean);
		return TRUE;
	}
	g_set_error_literal(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("Write in some words why it must stand there, without the number "
			      "itself; for example: the emergency service asked for it."));
	return FALSE;
}

const char *session_reason(const struct session *session)
{
	return session->reason;
}

const char *session_take_remark(struct session *session)
{
	guint found = session->found;

	session->found = 0;
	return found & GUARD_HARMFUL ? _("Control characters were taken out of the text.") : NULL;
}
