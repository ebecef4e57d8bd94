/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and periods as people say them in a follow-up. */
#include "config.h"

#include "osg/programme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "osg/text.h"
#include "osg/week.h"

/* Words before a number, folded; the longer first. */
static const struct {
	const char *word;
	enum reading_precision precision;
} said[] = {
	{"preliminart", PRECISION_PRELIMINARY},
	{"preliminary", PRECISION_PRELIMINARY},
	{"ungefar", PRECISION_ABOUT},
	{"cirka", PRECISION_ABOUT},
	{"omkring", PRECISION_ABOUT},
	{"about", PRECISION_ABOUT},
	{"runt", PRECISION_ABOUT},
	{"ca.", PRECISION_ABOUT},
	{"ca", PRECISION_ABOUT},
	{"~", PRECISION_ABOUT},
	{"nastan", PRECISION_ALMOST},
	{"knappt", PRECISION_ALMOST},
	{"almost", PRECISION_ALMOST},
	{"drygt", PRECISION_OVER},
	{"over", PRECISION_OVER},
	{"mer an", PRECISION_OVER},
};

/* The words at p that say how exactly the number is meant; moves p behind them. */
static int precision_at(const char **p)
{
	int found = PRECISION_EXACT;
	g_autofree char *folded = text_fold(*p);

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
		gsize length = strlen(said[i].word);

		if (strncmp(folded, said[i].word, length) != 0 || g_ascii_isalpha(folded[length]))
			continue;
		found = (int)said[i].precision;
		*p = g_utf8_offset_to_pointer(*p, (glong)length);
		break;
	}
	while (**p == ' ')
		(*p)++;
	return found;
}

static gboolean is_blank(gunichar c)
{
	return c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009;
}

/* "23 000", "2,5", "-3": the number at p as strtod reads it; moves p behind it. Owned. */
static char *number_at(const char **p)
{
	GString *out = g_string_new(NULL);

	if (**p == '-' || g_str_has_prefix(*p, "−")) {
		g_string_append_c(out, '-');
		*p = g_utf8_next_char(*p);
	}
	for (const char *q = *p; *q; q = g_utf8_next_char(q)) {
		gunichar c = g_utf8_get_char(q);
		const char *next = g_utf8_next_char(q);

		if (g_ascii_isdigit(*q))
			g_string_append_c(out, *q);
		else if ((*q == ',' || *q == '.') && out->len && g_ascii_isdigit(*next) &&
			 !strchr(out->str, '.'))
			g_string_append_c(out, '.');
		else if (!is_blank(c) || !out->len || !g_ascii_isdigit(*next))
			break;
		*p = next;
	}
	return g_string_free(out, FALSE);
}

gboolean reading_parse(const char *text, double *value, int *precision, GError **error)
{
	g_autofree char *clean = g_strstrip(g_strdup(text));
	const char *p = clean;
	g_autofree char *number = NULL;
	int meant = precision_at(&p);

	number = number_at(&p);
	/* behind it stands a unit at most, of one word or two: no second number */
	if (!*number || strcmp(number, "-") == 0 || strpbrk(p, "0123456789") || strlen(p) > 40) {
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s” is no number; expected is one such as 400, “nästan 400” or “ca "
			      "23 000 tim”."),
			    text);
		return FALSE;
	}
	*value = g_ascii_strtod(number, NULL);
	*precision = meant;
	return TRUE;
}

/* "23 000", "2,5" in the language; at most two decimals. Owned. */
static char *plain_number(double value)
{
	g_autofree char *text = NULL;
	char *point;

	if (value == floor(value) && fabs(value) < 1e15)
		return text_number((gint64)value);
	text = g_strdup_printf("%.2f", value);
	for (gsize n = strlen(text); n && text[n - 1] == '0'; n--)
		text[n - 1] = '\0';
	point = strchr(text, '.');
	/* TRANSLATORS: the decimal mark */
	return point ? (*point = '\0',
			g_strdup_printf("%s%s%s", text, C_("decimal mark", "."), point + 1))
		     : g_strdup(text);
}

char *reading_words(const struct reading_record *r)
{
	static const char *const with[] = {
		[PRECISION_EXACT] = NULL,
		/* TRANSLATORS: a number that is about so much */
		[PRECISION_ABOUT] = N_("about %s"),
		[PRECISION_ALMOST] = N_("almost %s"),
		[PRECISION_OVER] = N_("over %s"),
		[PRECISION_PRELIMINARY] = N_("preliminarily %s"),
	};
	g_autofree char *number = NULL;

	if (isnan(r->value))
		return r->rank ? text_number(r->rank) : g_strdup("–");
	number = plain_number(r->value);
	/* a share without its whole is only about so much */
	return with[r->precision] ? g_strdup_printf(_(with[r->precision]), number)
				  : g_steal_pointer(&number);
}

char *reading_fact(const struct reading_record *r)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(number, sizeof number, "%.10g", isnan(r->value) ? r->rank : r->value);
	return g_strdup_printf(
		"%s %s", number,
		field_word(fields_find(reading_kind.fields, "precision"), r->precision));
}

char *reading_fact_words(const char *fact)
{
	const struct field *precision = fields_find(reading_kind.fields, "precision");
	struct reading_record r = {.value = NAN};
	char *end;

	if (!fact)
		return g_strdup("–");
	r.value = g_ascii_strtod(fact, &end);
	for (int i = 0; *end == ' ' && precision->words[i]; i++)
		if (strcmp(precision->words[i], end + 1) == 0)
			r.precision = i;
	return reading_words(&r);
}

/* periods */

static struct period months_of(int year, int first, int last)
{
	return (struct period){
		day_from_civil(year, first, 1),
		(last == 12 ? day_from_civil(year + 1, 1, 1) : day_from_civil(year, last + 1, 1)) -
			1};
}

gboolean programme_period_parse(const char *text, struct period *period, GError **error)
{
	g_autofree char *clean = g_strstrip(g_ascii_strup(text, -1));
	int year, part, used = 0;

	if ((sscanf(clean, "%4dT%d%n", &year, &part, &used) == 2 ||
	     sscanf(clean, "%4d-T%d%n", &year, &part, &used) == 2) &&
	    !clean[used]) {
		if (part >= 1 && part <= 3 && year >= 1900 && year < 2200) {
			*period = months_of(year, part * 4 - 3, part * 4);
			return TRUE;
		}
		g_set_error(error, OSG_ERROR, OSG_ERROR_INPUT,
			    _("“%s”: a year has three tertials, such as 2019T3."), text);
		return FALSE;
	}
	return period_parse(text, day_from_civil(2000, 1, 1), WEEK_NONE, period, error);
}

char *programme_period_format(struct period p)
{
	int year, month, mday;

	day_to_civil(p.first, &year, &month, &mday);
	for (int part = 1; part <= 3; part++) {
		struct period third = months_of(year, part * 4 - 3, part * 4);

		if (third.first == p.first && third.last == p.last)
			return g_strdup_printf("%dT%d", year, part);
	}
	return period_format(p);
}
