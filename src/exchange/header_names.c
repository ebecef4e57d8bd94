/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/header_names.h"

#include <string.h>

#include "osg/text.h"

/* What stands behind a name, best first; from RANK_END on it is another name. */
enum rank { RANK_EVENT, RANK_PLAIN, RANK_REPORT, RANK_END, RANK_OTHER };

struct header_name {
	char *whole, *stem; /* folded */
	enum rank rank;
	gboolean bracketed, length; /* length: in hours or minutes */
};

/* clang-format off */
static const char *const begin_words[] = {
	"fran", "fr o m", "fr", "from", "start", "borjan", "borjar", "begin", "tidigast", NULL};
static const char *const end_words[] = {
	"till", "t o m", "tom", "till och med", "to", "until", "slut", "slutar", "stopp", "stop",
	"end", "senast", NULL};
static const char *const event_words[] = {
	"handelse", "handelsen", "intraffat", "intraffade", "intraffad", "event", "incident",
	"occurred", "brott", NULL};
static const char *const report_words[] = {
	"anmald", "anmalt", "anmalan", "anmaldes", "registrerad", "registrerat", "registrering",
	"skapad", "skapat", "inkom", "inkommen", "inkommet", "rapporterad", "rapporterat",
	"rapport", "andrad", "andrat", "uppdaterad", "stangd", "avslutad", "atgardad", "klar",
	"utskriven", "reported", "report", "created", "registered", "received", "logged", "updated",
	"modified", "changed", "closed", NULL};
/* whose it is, and how long it took */
static const char *const other_words[] = {
	"anmalare", "anmalaren", "kontakt", "kontaktperson", "kund", "kunden", "bestallare",
	"hyresgast", "malsagande", "uppgiftslamnare", "faktura", "fakturering", "reporter",
	"caller", "customer", "contact", NULL};
/* that are not the first of two: "Kommun/stadsdel" may hold either */
static const char *const alone_words[] = {"kommun", "kommunnamn", "municipality", "id", "nr",
					  "kostnad", NULL};
static const char *const length_words[] = {
	"min", "minuter", "tim", "timmar", "h", "sek", "sekunder", "s", "dagar", "hours",
	"minutes", "seconds", "days", "duration", NULL};
/* what headings of when it happened are made of, */
static const char *const event_parts[] = {
	"hande", "brott", "skad", "incident", "olyck", "intraff", "event", "occur", "observ",
	"larm", NULL};
static const char *const day_parts[] = {"datum", "date", "tidpunkt", NULL};
static const char *const verbs[] = {
	"intraff", "occurred", "observerad", "observerat", "tid da ", "nar ", "when ", NULL};
/* and what no such heading says */
static const char *const other_parts[] = {
	"anmal", "registr", "skapa", "inkom", "rapport", "report", "creat", "receiv", "logg",
	"updat", "modif", "chang", "clos", "andra", "uppdat", "stang", "avslut", "atgard", "klar",
	"slut", "senast", "faktur", "betal", "forfall", "svar", "utskr", "besikt", "plats",
	"adress", "omrade", "location", "place", "where", "typ", "kategori", "categor", "antal",
	"beskriv", "text", "namn", "name", "number", "nummer", "veckodag", "weekday", NULL};
static const char *const no_words[] = {
	"till", "tom", "to", "end", "due", "av", "by", "vem", "who", "ort", "nr", "var", NULL};
/* clang-format on */

static gboolean has_part(const char *folded, const char *const *parts)
{
	for (; *parts; parts++)
		if (strstr(folded, *parts))
			return TRUE;
	return FALSE;
}

static gboolean begins_with(const char *folded, const char *const *parts)
{
	for (; *parts; parts++)
		if (g_str_has_prefix(folded, *parts))
			return TRUE;
	return FALSE;
}

static gboolean has_word(const char *folded, const char *const *words)
{
	g_auto(GStrv) own = g_strsplit_set(folded, " /_-.,()?", -1);

	for (char **one = own; *one; one++)
		if (g_strv_contains(words, *one))
			return TRUE;
	return FALSE;
}

static gboolean says_event(const char *folded)
{
	return has_part(folded, event_parts) && !has_part(folded, other_parts) &&
	       !has_word(folded, no_words) &&
	       (has_part(folded, day_parts) || g_str_has_suffix(folded, "dag") ||
		begins_with(folded, verbs));
}

static gboolean says(const char *folded, const char *const *words)
{
	g_autofree char *first = g_strndup(folded, strcspn(folded, " "));

	return g_strv_contains(words, folded) || g_strv_contains(words, first);
}

static enum rank rank_of(const char *folded)
{
	return says(folded, other_words)                                ? RANK_OTHER
	       : says(folded, end_words)                                ? RANK_END
	       : says(folded, begin_words) || says(folded, event_words) ? RANK_EVENT
	       : says(folded, report_words)                             ? RANK_REPORT
									: RANK_PLAIN;
}

/* The last words of a name with others before them; NULL: it has none of them. */
static const char *behind(const char *whole, const char *const *words)
{
	for (; *words; words++) {
		gsize length = strlen(whole), size = strlen(*words);

		if (length > size + 1 && g_str_has_suffix(whole, *words) &&
		    whole[length - size - 1] == ' ')
			return whole + length - size;
	}
	return NULL;
}

/* Of "1. Datum" of a form what stands behind the number. */
static const char *unnumbered(const char *header)
{
	gsize digits = strspn(header, "0123456789");
	const char *mark = header + digits;

	return digits && (*mark == '.' || *mark == ')') && mark[1] == ' ' ? mark + 2 : header;
}

/* "Tid (från)", "Kostnad (kr)" */
static void take_bracket(struct header_name *name, const char *header, const char *open)
{
	const char *begin = MIN(unnumbered(header), open);
	g_autofree char *before = g_strndup(begin, (gsize)(open - begin)),
			*said = text_fold(open + 1);

	name->stem = text_fold(before);
	name->rank = rank_of(said);
	name->length = g_strv_contains(length_words, said);
	name->bracketed = TRUE;
}

/* "Tid från", "Brottstid t.o.m."; of "Plats/adress" the first. */
static void take_bare(struct header_name *name, const char *header)
{
	const char *begins = behind(name->whole, begin_words),
		   *ends = behind(name->whole, end_words), *at = ends ? ends : begins;
	const char *begin = unnumbered(header);
	g_autofree char *before = g_strndup(begin, strcspn(begin, "/")), *first = text_fold(before);

	name->stem = at ? g_strndup(name->whole, (gsize)(at - name->whole) - 1)
			: g_strdup(g_strv_contains(alone_words, first) ? name->whole : first);
	name->rank = ends ? RANK_END : begins ? RANK_EVENT : RANK_PLAIN;
	name->bracketed = !at;
}

void header_names_init(struct header_names *names, const char *const *header, int count)
{
	names->all = g_new0(struct header_name, (gsize)count + 1);
	names->count = count;
	for (int i = 0; i < count; i++) {
		const char *open = strchr(header[i], '(');

		names->all[i].whole = text_fold(header[i]);
		if (open)
			take_bracket(&names->all[i], header[i], open);
		else
			take_bare(&names->all[i], header[i]);
	}
}

void header_names_clear(struct header_names *names)
{
	for (int i = 0; i < names->count; i++) {
		g_free(names->all[i].whole);
		g_free(names->all[i].stem);
	}
	g_free(names->all);
}

const char *header_names_whole(const struct header_names *names, int column)
{
	return names->all[column].whole;
}

int header_names_find(const struct header_names *names, const char *folded, gboolean time)
{
	for (int i = 0; i < names->count; i++)
		if (g_str_equal(names->all[i].whole, folded))
			return i;
	for (enum rank rank = RANK_EVENT; rank < RANK_END; rank++)
		for (int i = 0; i < names->count; i++) {
			const struct header_name *name = &names->all[i];

			if (name->rank == rank && (time ? !name->length : name->bracketed) &&
			    g_str_equal(name->stem, folded))
				return i;
		}
	return -1;
}

int header_names_event(const struct header_names *names, gboolean *day)
{
	static const char *const time_parts[] = {"tid", "time", "nar ", "when ", NULL};

	for (int i = 0; i < names->count; i++) {
		const char *whole = names->all[i].whole;

		if (names->all[i].rank >= RANK_END || names->all[i].length || !says_event(whole))
			continue;
		*day = !has_part(whole, time_parts) &&
		       (has_part(whole, day_parts) || g_str_has_suffix(whole, "dag"));
		return i;
	}
	return -1;
}

int header_names_end(const struct header_names *names, int column)
{
	const struct header_name *begin = &names->all[column];

	for (int i = 0; i < names->count; i++) {
		const struct header_name *name = &names->all[i];

		if (name->rank == RANK_END && i != column && *name->stem &&
		    !says(name->stem, report_words) && g_str_equal(name->stem, begin->stem))
			return i;
	}
	return -1;
}
