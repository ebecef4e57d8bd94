/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The yearly follow-up of one guideline: who decided it and when it is to be followed up, what was
 * written about it, whether its clocks were kept by each owner, and what was done for it. */
#include "config.h"

#include <math.h>
#include <glib/gi18n.h>

#include "osg/week.h"
#include "report/follow_up.h"
#include "report/programme_sheet.h"

GPtrArray *report_guidelines(struct session *session, GError **error)
{
	GPtrArray *all = session_all(session, &mandate_kind, error);

	for (guint i = all ? all->len : 0; i-- > 0;)
		if (((const struct mandate *)all->pdata[i])->form != MANDATE_GUIDELINE)
			g_ptr_array_remove_index(all, i);
	return all;
}

/* The one that is asked for, else the newest that the period is of. */
static const struct mandate *guideline_of(const struct programme_sheet *s)
{
	const struct mandate *found = NULL;

	for (guint i = 0; i < s->p->mandates->len; i++) {
		const struct mandate *m = s->p->mandates->pdata[i];

		if (m->record.key == s->options->about)
			return m;
		if (!s->options->about && m->form == MANDATE_GUIDELINE &&
		    programme_covers(s->p, m->since, m->until))
			found = m;
	}
	return s->options->about ? NULL : found;
}

/* what it is */

static void decision(struct programme_sheet *s, const struct mandate *m)
{
	g_autofree char *decided = sheet_decision(m),
			*since = m->since != DAY_NONE ? day_format_iso(m->since) : g_strdup(""),
			*until = m->until != DAY_NONE ? day_format_iso(m->until) : g_strdup(""),
			*valid = g_strdup_printf("%s – %s", since, until),
			*parties = codes_count(m->parties) ? g_strjoinv(", ", m->parties) : NULL;

	document_said(s->document, _("Register number:"), m->dnr);
	document_said(s->document, _("Decision:"), g_strstrip(decided));
	document_said(s->document, _("Valid:"), valid);
	document_said(s->document, _("Parties:"), parties);
	document_said(s->document, _("Purpose:"), m->purpose);
	document_said(s->document, _("Areas:"), m->scope);
	if (mandate_lacks(m))
		sheet_gap(s, g_strdup(_("It is not decided, or its decision is not written down: "
					"register number, who and when.")));
}

/* what people wrote */

/* Whether any of it is of the period. */
static gboolean texts(struct programme_sheet *s, const struct mandate *m)
{
	gboolean any = FALSE;

	for (guint i = 0; i < s->p->notes->len; i++) {
		const struct note_record *n = s->p->notes->pdata[i];

		if (n->mandate != m->record.key || !n->text || n->since == DAY_NONE ||
		    !programme_covers(s->p, n->since, n->until))
			continue;
		any = TRUE;
		sheet_note(s, n->rating ? sheet_word(&note_kind, "rating", n->rating) : NULL, n);
	}
	return any;
}

/* When it is to be followed up next. */
static void review(struct programme_sheet *s, const struct mandate *m, gboolean written)
{
	int next = mandate_review(m, programme_last_review(s->p, m));
	g_autofree char *day = next != DAY_NONE ? day_format_iso(next) : NULL;

	if (!written)
		sheet_gap(s, g_strdup_printf(_("Nobody has written a follow-up of it for %s."),
					     s->period));
	document_said(s->document, _("Next follow-up:"), day);
}

/* its clocks */

struct owner_clock {
	gint64 owner;
	struct in_time sum;
	gint64 cost;
	int reported; /* to the police */
};

static struct owner_clock *clock_of(GArray *owners, gint64 owner)
{
	const struct owner_clock none = {.owner = owner};

	for (guint i = 0; i < owners->len; i++)
		if (g_array_index(owners, struct owner_clock, i).owner == owner)
			return &g_array_index(owners, struct owner_clock, i);
	g_array_append_val(owners, none);
	return &g_array_index(owners, struct owner_clock, owners->len - 1);
}

static void clock_add(struct owner_clock *of, const struct defect *d, gint64 now)
{
	in_time_add(&of->sum, d, now);
	of->cost += MAX(d->cost, 0);
	of->reported += d->police_report == ANSWER_YES;
}

static void clock_row(struct programme_sheet *s, const char *who, const struct owner_clock *of)
{
	g_autofree char *in_time = in_time_words(&of->sum), *cost = text_number(of->cost),
			*reported = g_strdup_printf("%d", of->reported);
	double share = in_time_share(&of->sum);
	g_autofree char *percent =
		isnan(share) ? g_strdup("–") : g_strdup_printf("%.0f %%", 100 * share);
	const char *cells[] = {who, percent, in_time, reported, cost};

	document_row(s->document, cells, of->sum.late_open > 0);
}

static void late_rows(struct programme_sheet *s, const struct service_clock *clock)
{
	for (guint i = 0; i < s->p->defects->len; i++) {
		const struct defect *d = s->p->defects->pdata[i];
		g_autofree char *said = NULL;

		if (!defect_of_clock(s->p, d, clock->code) || d->state > DEFECT_WAITING ||
		    d->due == TIME_NONE || d->due >= s->p->now)
			continue;
		said = g_strdup_printf(d->waiting ? _("Open past its time: %s. Waits for: %s.")
						  : _("Open past its time: %s."),
				       d->text, d->waiting);
		document_row_note(s->document, said);
	}
}

static void clock_table(struct programme_sheet *s, const struct service_clock *clock)
{
	const struct document_column columns[] = {{_("Owner"), 2, TEXT_LEFT},
						  {_("Share"), 0, TEXT_RIGHT},
						  {_("In time"), 4, TEXT_LEFT},
						  {_("Reported to the police"), 1, TEXT_RIGHT},
						  {_("Cost, kronor"), 1, TEXT_RIGHT}};
	g_autoptr(GArray) owners = g_array_new(FALSE, FALSE, sizeof(struct owner_clock));
	struct owner_clock all = {0};

	for (guint i = 0; i < s->p->defects->len; i++) {
		const struct defect *d = s->p->defects->pdata[i];

		if (!defect_of_clock(s->p, d, clock->code))
			continue;
		clock_add(clock_of(owners, d->owner), d, s->p->now);
		clock_add(&all, d, s->p->now);
	}
	document_paragraph(s->document,
			   session_english(s->session) ? clock->label_en : clock->label_sv,
			   owners->len ? "" : _("Nothing in the period."));
	if (!owners->len)
		return;
	document_table(s->document, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < owners->len; i++) {
		const struct owner_clock *of = &g_array_index(owners, struct owner_clock, i);

		clock_row(s, of->owner ? sheet_code(s, of->owner) : _("owner unknown"), of);
	}
	clock_row(s, _("All"), &all);
	sheet_count(s, "in-time", clock->code, all.sum.fixed_in_time);
	sheet_count(s, "due", clock->code, all.sum.fixed + all.sum.late_open);
	late_rows(s, clock);
}

static void clocks(struct programme_sheet *s, const struct mandate *m)
{
	g_autoptr(GPtrArray) all = service_clocks_of(m->title);

	if (!all->len)
		return;
	document_heading(s->document, 2, _("In time"));
	for (guint i = 0; i < all->len; i++)
		clock_table(s, all->pdata[i]);
	document_note(
		s->document,
		_("In time = put right in time / (put right + open past its time): what waits "
		  "and what is late never vanishes from the share."));
}

/* what was done */

static void activities(struct programme_sheet *s, const struct mandate *m)
{
	const struct document_column columns[] = {{_("Activity"), 4, TEXT_LEFT},
						  {_("Who"), 0, TEXT_LEFT},
						  {_("When"), 2, TEXT_LEFT},
						  {_("State"), 0, TEXT_LEFT}};
	gboolean any = FALSE;

	for (guint i = 0; i < s->p->activities->len; i++) {
		const struct activity_record *a = s->p->activities->pdata[i];
		g_autofree char *when = sheet_when(a);
		const char *cells[] = {a->title, sheet_code(s, a->owner), when,
				       activity_days_late(s->p, a)
					       ? _("late")
					       : sheet_word(&activity_kind, "state", a->state)};

		if (a->mandate != m->record.key || !programme_covers(s->p, a->since, a->until))
			continue;
		if (!any) {
			document_heading(s->document, 2, _("What was done"));
			document_table(s->document, columns, G_N_ELEMENTS(columns));
		}
		any = TRUE;
		document_row(s->document, cells, FALSE);
	}
	if (!any)
		sheet_gap(s,
			  g_strdup_printf(_("No activity of %s is written under it."), s->period));
}

static void build(struct programme_sheet *s)
{
	const struct mandate *m = guideline_of(s);
	g_autofree char *title = NULL;

	if (!m) {
		g_set_error_literal(&s->error, OSG_ERROR, OSG_ERROR_INPUT,
				    _("There is no guideline of the period; “osg list mandates” "
				      "shows what there is."));
		return;
	}
	title = g_strdup_printf(_("Follow-up of %s, %s"), m->title, s->period);
	sheet_begin(s, title);
	decision(s, m);
	document_heading(s->document, 2, _("How it goes"));
	review(s, m, texts(s, m));
	clocks(s, m);
	activities(s, m);
	sheet_end(s, "guideline");
}

struct document *report_guideline(struct session *session, const struct report_options *options,
				  GError **error)
{
	return programme_sheet_print(session, options, "guideline", build, error);
}
