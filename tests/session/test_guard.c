/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Harmful text at every door of the session: what is stored, and what the record of changes tells
 * of it, holds none. */
#include "config.h"

#include "fixture.h"

#include <string.h>

#include "osg/text.h"

/* An escape sequence, a bidi override, C1, a lone byte, a zero-width blank, a line break. */
#define HARMFUL "Sko\033[2J\033]0;x\007lan\xe2\x80\xae \xc2\x9bgul\xff\xe2\x80\x8b\nslut"

enum door_used { PUT, PUT_BULK, PUT_IMPORTED };

static gboolean put(struct session *session, enum door_used used, gpointer record, GError **error)
{
	if (used == PUT_IMPORTED)
		return session_put_imported(session, record, "1", error);
	return used == PUT ? session_put(session, record, error)
			   : session_put_bulk(session, record, error);
}

/* In a record, and in JSON, where a control may stand as "\u001b". */
static void assert_harmless(const char *text)
{
	if (!text)
		return;
	g_assert_true(text_is_harmless(text));
	g_assert_null(strstr(text, "\\u00"));
	g_assert_null(strstr(text, "\\u2"));
}

static void assert_log_harmless(struct store *store)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) lines = store_log(store, NULL, 0, &error);

	g_assert_no_error(error);
	g_assert_cmpint(lines->len, >, 0);
	for (guint i = 0; i < lines->len; i++) {
		const struct log_line *line = lines->pdata[i];

		assert_harmless(line->before);
		assert_harmless(line->after);
	}
}

static gpointer harmful_record(const struct session *session, const struct record_kind *kind,
			       const struct field *field)
{
	gpointer record = record_new(kind);

	/* what its rules say of the rest is not asked of what is taken back */
	((struct record *)record)->withdrawn = kind->settle != NULL;
	if (kind == &draft_kind) /* nobody reads another's */
		((struct draft *)record)->participant = session_participant(session)->record.key;
	if (field->kind == FIELD_CODES)
		codes_add(&FIELD_AT(char **, record, field), HARMFUL);
	else
		field_set_text(&FIELD_AT(char *, record, field), HARMFUL);
	return record;
}

static void assert_kept(const struct field *field, gconstpointer record)
{
	gboolean multiline = field->multiline || field->kind == FIELD_PROSE;
	const char *kept = field->kind == FIELD_CODES ? FIELD_AT(char **const, record, field)[0]
						      : FIELD_AT(char *const, record, field);

	g_assert_nonnull(kept);
	assert_harmless(kept);
	g_assert_true(g_str_has_prefix(kept, "Sko[2J"));
	g_assert_true(g_str_has_suffix(kept, multiline ? "\nslut" : " slut"));
}

/* Each in a change of its own, which is taken back: no two records may be called the same. */
static void send_through(struct session *session, enum door_used used,
			 const struct record_kind *kind, const struct field *field)
{
	g_autoptr(GError) error = NULL;
	struct record *record = harmful_record(session, kind, field);
	gboolean stored;

	g_assert_true(session_begin(session, ACTION_SETUP, NULL));
	stored = put(session, used, record, &error);
	if (field->exact) {
		g_assert_false(stored);
		g_assert_error(error, OSG_ERROR, OSG_ERROR_FORMAT);
	} else {
		g_assert_no_error(error);
		gpointer back = session_get(session, kind, record->key, &error);

		g_assert_no_error(error);
		g_assert_nonnull(back);
		assert_kept(field, back);
		record_free(back);
	}
	session_rollback(session);
	record_free(record);
}

static gboolean holds_text(const struct field *field)
{
	return field_is_text(field) || field->kind == FIELD_CODES;
}

static void test_every_field(struct fixture *f)
{
	int fields = 0;

	for (const struct record_kind *const *kind = record_kinds; *kind; kind++)
		for (const struct field *field = (*kind)->fields; field->name; field++) {
			if (!holds_text(field))
				continue;
			fields++;
			send_through(f->session, PUT, *kind, field);
			send_through(f->session, PUT_BULK, *kind, field);
			if (*kind == &observation_kind)
				send_through(f->session, PUT_IMPORTED, *kind, field);
		}
	g_assert_cmpint(fields, >, 50);
}

static void test_exact_text_stays(struct fixture *f)
{
	const char *content = " {\"text\": \"1\xc2\xa0"
			      "234\"}\n";
	struct rejected_row *row = record_new(&rejected_row_kind), *back;
	g_autoptr(GError) error = NULL;

	field_set_text(&row->row, content);
	session_save(f->session, ACTION_IMPORT, NULL, row, &error);
	g_assert_no_error(error);
	back = session_get(f->session, &rejected_row_kind, row->record.key, NULL);
	g_assert_cmpstr(back->row, ==, content);
	record_free(back);
	record_free(row);
}

static void test_verbs(struct fixture *f)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *value = NULL;
	struct store *store;

	app_nil_report(f->session, fixture_organisation(f, "BEV"), session_week(f->session),
		       HARMFUL, &error);
	g_assert_no_error(error);
	app_picture_situation(f->session, session_week(f->session), HARMFUL, &error);
	g_assert_no_error(error);
	app_draft_save(f->session, "observation", HARMFUL, &error);
	g_assert_no_error(error);
	session_set_value(f->session, "municipality", HARMFUL, &error);
	g_assert_no_error(error);
	value = session_value(f->session, "municipality");
	g_assert_cmpstr(value, ==, "Sko[2J]0;xlan gul\xef\xbf\xbd slut");
	store = store_open(f->file, STORE_READ, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) nils = store_all(store, &nil_report_kind, NULL),
			     pictures = store_all(store, &picture_kind, NULL),
			     drafts = store_all(store, &draft_kind, NULL);
	g_assert_cmpint(nils->len + pictures->len + drafts->len, ==, 3);
	assert_kept(fields_find(nil_report_kind.fields, "note"), nils->pdata[0]);
	assert_kept(fields_find(picture_kind.fields, "situation"), pictures->pdata[0]);
	assert_kept(fields_find(draft_kind.fields, "content"), drafts->pdata[0]);
	assert_log_harmless(store);
	store_close(store);
}

/* what tells who somebody is: Skatteverket's test person, a number that PTS keeps for fiction */

#define IDENTITY "Sågs vid entrén, 19900101\u20139802, gick sedan."
#define PHONE "Ring 070-174 06 05 om det händer igen."

/* Puts a text into a field of a new record, and takes it back; the error's code, -1 = stored. */
static int code_of(struct session *session, const struct record_kind *kind,
		   const struct field *field, const char *text)
{
	g_autoptr(GError) error = NULL;
	struct record *record = record_new(kind);
	int code = -1;

	record->withdrawn = kind->settle != NULL;
	field_set_text(&FIELD_AT(char *, record, field), text);
	g_assert_true(session_begin(session, ACTION_SETUP, NULL));
	if (!session_put(session, record, &error))
		code = error->domain == OSG_ERROR ? error->code : -2;
	session_rollback(session);
	record_free(record);
	return code;
}

static void test_every_prose(struct fixture *f)
{
	g_autofree char *overlong = g_strnfill(TEXT_MOST + 1, 'a');
	int fields = 0;

	for (const struct record_kind *const *kind = record_kinds; *kind; kind++)
		for (const struct field *field = (*kind)->fields; field->name; field++) {
			if (field->kind != FIELD_PROSE)
				continue;
			fields++;
			g_assert_cmpint(code_of(f->session, *kind, field, IDENTITY), ==,
					OSG_ERROR_RULE);
			g_assert_cmpint(code_of(f->session, *kind, field, overlong), ==,
					OSG_ERROR_RULE);
			g_assert_cmpint(code_of(f->session, *kind, field, PHONE), ==,
					OSG_ERROR_REASON);
			g_assert_true(session_state_reason(f->session, "SOS bad om det", NULL));
			g_assert_cmpint(code_of(f->session, *kind, field, IDENTITY), ==,
					OSG_ERROR_RULE);
			g_assert_cmpint(code_of(f->session, *kind, field, PHONE), ==, -1);
			g_assert_true(session_state_reason(f->session, NULL, NULL));
		}
	g_assert_cmpint(fields, >, 30);
}

static struct nil_report *nil(struct fixture *f, const char *note)
{
	struct nil_report *nil = record_new(&nil_report_kind);

	nil->organisation = fixture_organisation(f, "BEV");
	nil->week = session_week(f->session);
	field_set_text(&nil->note, note);
	return nil;
}

static void test_reason_told(struct fixture *f)
{
	struct nil_report *report = nil(f, PHONE);
	g_autoptr(GError) error = NULL;
	const struct log_line *line;

	g_assert_true(session_state_reason(f->session, "SOS bad om det", NULL));
	session_save(f->session, ACTION_NIL_REPORT, NULL, report, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) lines =
		session_history(f->session, &report->record.id, FALSE, 0, &error);
	line = lines->pdata[0];
	g_assert_cmpstr(line->what, ==, "nil_report.reason");
	g_assert_cmpstr(line->after, ==, "{\"note\":\"phone\",\"stated\":\"SOS bad om det\"}");
	/* what stands there is not asked about again, and the reason held once */
	report->week--;
	session_save(f->session, ACTION_NIL_REPORT, NULL, report, &error);
	g_assert_no_error(error);
	field_set_text(&report->note, PHONE " Eller 070-174 06 06.");
	g_assert_false(session_save(f->session, ACTION_NIL_REPORT, NULL, report, &error));
	g_assert_error(error, OSG_ERROR, OSG_ERROR_REASON);
	record_free(report);
}

static void test_what_is_said(struct fixture *f)
{
	struct nil_report *report = nil(f, IDENTITY);
	g_autoptr(GError) error = NULL, empty = NULL, number = NULL;

	g_assert_false(session_save(f->session, ACTION_NIL_REPORT, NULL, report, &error));
	g_assert_cmpstr(
		error->message, ==,
		"Not saved; in the note: personal identity number “1990…”. Leave it out: it "
		"belongs in the police report, never here.");
	g_assert_false(session_state_reason(f->session, "  ", &empty));
	g_assert_error(empty, OSG_ERROR, OSG_ERROR_INPUT);
	g_assert_false(session_state_reason(f->session, IDENTITY, &number));
	g_assert_error(number, OSG_ERROR, OSG_ERROR_INPUT);
	record_free(report);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	fixture_add("/guard/every-text-of-every-kind-is-cleaned", test_every_field);
	fixture_add("/guard/machine-made-text-stays-to-the-byte", test_exact_text_stays);
	fixture_add("/guard/nil-note-situation-draft-and-setting-are-clean", test_verbs);
	fixture_add("/guard/every-prose-field-is-looked-through", test_every_prose);
	fixture_add("/guard/a-stated-reason-is-on-the-record", test_reason_told);
	fixture_add("/guard/the-refusal-says-what-and-where", test_what_is_said);
	return g_test_run();
}
