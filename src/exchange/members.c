/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works together, from two small tables: organisations.csv and participants.csv. All that is
 * wrong with them is told in one run. */
#include "config.h"

#include "exchange/members.h"

#include <string.h>

#include "exchange/sheet.h"
#include "osg/exchange.h"
#include "osg/text.h"

/* Whether a report is expected of it each week; said or not, it is. */
static gboolean expected_read(const char *text, int *expected)
{
	static const char *const yes[] = {"", "1", "ja", "j", "yes", "y", "x", "true", NULL};
	static const char *const no[] = {"0", "nej", "n", "no", "false", "-", NULL};
	g_autofree char *lower = g_ascii_strdown(text, -1);

	*expected = g_strv_contains(yes, lower);
	return *expected || g_strv_contains(no, lower);
}

/* In any case, and in the language of who runs it. -1: it is none of them. */
static int word_meant(const struct field *field, const char *text)
{
	g_autofree char *folded = text_fold(text);

	for (int i = 0; field->words[i]; i++) {
		g_autofree char *said = text_fold(text_word(field->name, field->words[i]));

		if (g_str_equal(folded, field->words[i]) || g_str_equal(folded, said))
			return i;
	}
	return -1;
}

static gboolean organisation_row(const struct sheet *sheet, const struct sheet_row *row,
				 GPtrArray *organisations, GError **error)
{
	struct organisation *o = record_new(&organisation_kind);
	const struct field *kind = fields_find(organisation_kind.fields, "kind");
	const char *word = sheet_cell(sheet, row, "kind");

	g_ptr_array_add(organisations, o);
	field_set_text(&o->code, sheet_cell(sheet, row, "code"));
	field_set_text(&o->name, sheet_cell(sheet, row, "name"));
	o->kind = *word ? word_meant(kind, word) : ORGANISATION_OTHER;
	o->outside = o->kind >= 0 && organisation_is_outside((enum organisation_kind)o->kind);
	o->position = (int)organisations->len;
	if (!o->code)
		return sheet_fail(sheet, row, "code", _("a short code like HUGE"), error);
	if (!o->name)
		return sheet_fail(sheet, row, "name", _("the name of the organisation"), error);
	if (o->kind < 0)
		return sheet_fail(sheet, row, "kind",
				  _("municipal, housing, guard, police, fire or other"), error);
	if (!expected_read(sheet_said(sheet, row, "expected"), &o->expected))
		return sheet_fail(sheet, row, "expected", _("yes or no"), error);
	return TRUE;
}

static char *where_stands(const struct sheet *sheet, const struct sheet_row *row, const char *code)
{
	return g_strdup_printf(_("%s, line %d (%s)"), sheet->file, row->line, code);
}

/* Of the last of them, which stands on the last row so far, against those above. */
static void check_code(const struct sheet *sheet, const GPtrArray *organisations,
		       struct findings *findings)
{
	guint last = organisations->len - 1;
	const struct organisation *own = organisations->pdata[last];
	g_autofree char *code = text_fold(own->code);

	for (guint i = 0; i < last; i++) {
		const struct organisation *other = organisations->pdata[i];
		g_autofree char *folded = text_fold(other->code ? other->code : "");
		g_autofree char *here = where_stands(sheet, sheet->rows->pdata[last], own->code),
				*there = where_stands(sheet, sheet->rows->pdata[i], other->code);

		if (!g_str_equal(folded, code))
			continue;
		text_add_line(findings->faults,
			      _("%s: the same name or code stands in %s; expected one of its own."),
			      here, there);
		return;
	}
}

void organisations_read(const char *directory, GPtrArray *organisations, struct findings *findings)
{
	static const char *const names[] = {"code", "name", "kind", "expected", NULL};
	g_autoptr(GError) error = NULL;
	struct sheet *sheet = sheet_from_file(directory, "organisations.csv", &error);
	gboolean fine = sheet && sheet_columns(sheet, names, 2, findings);

	findings_fault(findings, &error);
	for (guint i = 0; fine && i < sheet->rows->len; i++) {
		const struct sheet_row *row = sheet->rows->pdata[i];

		if (organisation_row(sheet, row, organisations, &error))
			check_code(sheet, organisations, findings);
		findings_fault(findings, &error);
	}
	if (fine && !sheet->rows->len && findings->notes)
		text_add_line(findings->notes,
			      _("%s has no rows; the municipality and the police were taken."),
			      sheet->file);
	sheet_free(sheet);
}

static gint64 organisation_position(const GPtrArray *organisations, const char *code)
{
	for (guint i = 0; i < organisations->len; i++) {
		const struct organisation *o = organisations->pdata[i];

		if (o->code && g_ascii_strcasecmp(o->code, code) == 0)
			return i + 1;
	}
	return 0;
}

static gboolean participant_row(const struct sheet *sheet, const struct sheet_row *row,
				const GPtrArray *organisations, GPtrArray *participants,
				GError **error)
{
	struct participant *p = record_new(&participant_kind);
	const char *role = sheet_cell(sheet, row, "role");

	g_ptr_array_add(participants, p);
	field_set_text(&p->handle, sheet_cell(sheet, row, "handle"));
	field_set_text(&p->title, sheet_cell(sheet, row, "title"));
	p->organisation =
		organisation_position(organisations, sheet_cell(sheet, row, "organisation"));
	p->role = word_meant(fields_find(participant_kind.fields, "role"), role);
	p->active = 1;
	if (!p->title)
		p->title = g_strdup(p->handle);
	if (!p->handle || strpbrk(p->handle, " \t;,:\"'/\\"))
		return sheet_fail(sheet, row, "handle", _("a short word like samordnare"), error);
	for (guint i = 0; i + 1 < participants->len; i++)
		if (g_ascii_strcasecmp(((const struct participant *)participants->pdata[i])->handle,
				       p->handle) == 0)
			return sheet_fail(sheet, row, "handle",
					  _("a word of its own, which no line above has"), error);
	if (!p->organisation)
		return sheet_fail(sheet, row, "organisation", _("a code of organisations.csv"),
				  error);
	if (p->role < 0)
		return sheet_fail(sheet, row, "role",
				  _("reporter, participant, coordinator, chair, steering, dpo or "
				    "administrator"),
				  error);
	return TRUE;
}

static gboolean anybody_sets_up(const GPtrArray *participants)
{
	for (guint i = 0; i < participants->len; i++) {
		const struct participant *p = participants->pdata[i];

		if (p->role == ROLE_COORDINATOR || p->role == ROLE_ADMINISTRATOR)
			return TRUE;
	}
	return !participants->len;
}

gboolean participants_read(const char *directory, const GPtrArray *organisations,
			   GPtrArray *participants, GPtrArray *notes, GError **error)
{
	static const char *const names[] = {"handle", "organisation", "role", "title", NULL};
	g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
	struct findings findings = {faults, notes};
	g_autoptr(GError) local = NULL;
	struct sheet *sheet = sheet_from_file(directory, "participants.csv", &local);
	gboolean fine = sheet && sheet_columns(sheet, names, 3, &findings);

	findings_fault(&findings, &local);
	for (guint i = 0; fine && i < sheet->rows->len; i++) {
		participant_row(sheet, sheet->rows->pdata[i], organisations, participants, &local);
		findings_fault(&findings, &local);
	}
	if (!faults->len && !anybody_sets_up(participants))
		text_add_line(faults, _("participants.csv: nobody may set anything up; expected a "
					"coordinator or an administrator among them."));
	sheet_free(sheet);
	if (faults->len)
		findings_refuse(&findings, error);
	return !faults->len;
}
