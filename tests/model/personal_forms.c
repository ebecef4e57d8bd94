/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "personal_forms.h"

#include <string.h>

#define PICK(random, list) ((list)[g_rand_int_range((random), 0, G_N_ELEMENTS(list))])

static const char *const before[] = {"",    "Pnr ", "Personen (", "född ", "Se ",
				     "id:", "nr",   "x",          "“"};
static const char *const after[] = {"",  ".", ", sågs där", ")", "!", "och", " enligt personal",
				    "”", "/"};

static char *inside(GRand *random, const char *what, gboolean glued)
{
	const char *head = PICK(random, before), *tail = PICK(random, after);

	if (!glued && g_ascii_isalpha(head[0]) && g_ascii_isalpha(head[strlen(head) - 1]))
		head = "Vid torget ";
	if (!glued && g_ascii_isalpha(tail[0]))
		tail = " och mer.";
	return g_strconcat(head, what, tail, NULL);
}

static int luhn(const char *nine)
{
	int sum = 0;

	for (int i = 0; i < 9; i++) {
		int value = (nine[i] - '0') * (i % 2 ? 1 : 2);

		sum += value / 10 + value % 10;
	}
	return (10 - sum % 10) % 10;
}

/* Of a person, or with 60 added to the day. */
static char *identity(GRand *random)
{
	static const char *const marks[] = {"",       "-",        "+",      " ",      "\u2013",
					    "\u2212", "\u2011",   "\u00a0", "\u2009", "\u202f",
					    " - ",    " \u2013 ", "- ",     "\u2014", "/"};
	static const char *const parts[] = {"", "-", " ", ".", "/", "\u00a0", "\u2013"};
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int month = g_rand_int_range(random, 1, 13);
	int day = g_rand_int_range(random, 1, days[month - 1] + 1);
	int year = g_rand_int_range(random, 1880, 2025);
	const char *part = PICK(random, parts), *mark = PICK(random, marks);
	g_autofree char *nine = g_strdup_printf("%02d%02d%02d%03d", year % 100, month,
						day + (g_rand_boolean(random) ? 60 : 0),
						g_rand_int_range(random, 0, 1000));
	g_autofree char *number = NULL;

	if (g_rand_boolean(random))
		part = "";
	number = g_strdup_printf("%s%.2s%s%.2s%s%.2s%s%s%d",
				 g_rand_boolean(random) ? (year < 1900   ? "18"
							   : year < 2000 ? "19"
									 : "20")
							: "",
				 nine, part, nine + 2, part, nine + 4, mark, nine + 6, luhn(nine));
	return inside(random, number, TRUE);
}

/* The series that PTS keeps for books and films. */
static char *phone(GRand *random)
{
	static const struct {
		const char *code, *grouped[3];
		int from;
	} series[] = {
		{"70", {"174 06 ", "-174 06 ", "17406"}, 5},
		{"70", {" 174 06 ", "1-7406", "1 74 06 "}, 5},
		{"31", {"-390 06 ", " 390 06 ", "-39006"}, 0},
		{"40", {"-628 04 ", " 628 04 ", "-62804"}, 0},
		{"8", {"-465 004 ", " 465 004 ", "-465004"}, 0},
		{"980", {"-319 2", " 319 2", "-3192"}, 0},
	};
	static const char *const heads[] = {"0",   "0",    "0",       "+46 ",
					    "+46", "0046", "+46 (0)", "0046 "};
	gsize i = (gsize)g_rand_int_range(random, 0, G_N_ELEMENTS(series));
	const char *form = PICK(random, series[i].grouped);
	g_autofree char *last =
		g_strdup_printf("%02d", g_rand_int_range(random, series[i].from, 100));
	g_autofree char *whole = g_strconcat(PICK(random, heads), series[i].code, form, last, NULL);

	return inside(random, whole, FALSE);
}

static char *mail(GRand *random)
{
	static const char *const locals[] = {"test.testsson", "prov",          "exempel_1", "a-b",
					     "demo+osg",      "Mall.Mallsson", "övning"};
	static const char *const signs[] = {"@", "@", "@", "(at)", " [at] "};
	static const char *const domains[] = {"example.com", "example.org", "mail.example.net",
					      "exempel.example", "EXAMPLE.SE"};
	g_autofree char *address =
		g_strconcat(PICK(random, locals), PICK(random, signs), PICK(random, domains), NULL);

	return inside(random, address, FALSE);
}

static char *plate(GRand *random)
{
	static const char letters[] = "ABCDEFGHJKLMNOPRSTUWXYZ";
	static const char *const said[] = {"", "", "bil ", "Regnr ", "skylt ", "reg.nr: "};
	static const char *const signs[] = {" ", "", "-", "\u00a0"};
	GString *number = g_string_new(PICK(random, said));
	gboolean lower = number->len > 0 && g_rand_int_range(random, 0, 4) == 0;

	for (int i = 0; i < 3; i++) {
		char c = letters[g_rand_int_range(random, 0, (gint32)strlen(letters))];

		g_string_append_c(number, lower ? g_ascii_tolower(c) : c);
	}
	g_string_append_printf(number, "%s%02d", PICK(random, signs),
			       g_rand_int_range(random, 0, 100));
	if (g_rand_boolean(random))
		g_string_append_c(number, letters[g_rand_int_range(random, 0, 14)]);
	else
		g_string_append_printf(number, "%d", g_rand_int_range(random, 0, 10));
	g_autofree char *whole = g_string_free(number, FALSE);
	return g_strconcat(g_rand_boolean(random) ? "Stod vid torget, " : "Kört härifrån: ", whole,
			   g_rand_boolean(random) ? "." : " sågs igen", NULL);
}

static char *flat(GRand *random)
{
	static const char *const words[] = {
		"lgh ",      "lgh. ",        "Lgh ",   "LGH ",
		"lägenhet ", "lägenhet nr ", "lghnr ", "lägenhetsnummer ",
		"lgh",       "apt "};
	g_autofree char *number =
		g_strdup_printf("%s%d%02d", PICK(random, words), g_rand_int_range(random, 9, 20),
				g_rand_int_range(random, 1, 9));

	return inside(random, number, FALSE);
}

static char *profile(GRand *random)
{
	static const char *const links[] = {"instagram.com/test.testsson",
					    "https://www.instagram.com/prov_1",
					    "facebook.com/exempel",
					    "https://m.facebook.com/profile.php?id=1",
					    "snapchat.com/add/mallmall",
					    "tiktok.com/@demo",
					    "www.tiktok.com/@demo.demo",
					    "discord.gg/abc",
					    "x.com/prov",
					    "twitter.com/exempel",
					    "t.me/exempel",
					    "@test_testsson",
					    "@prov.provsson",
					    "@mall",
					    "insta: prov_provsson",
					    "snap mall.mallsson1",
					    "discord demo#1234",
					    "på Discord heter kontot demo_1",
					    "Snapchat: övning99",
					    "youtube.com/@exempel"};

	return inside(random, PICK(random, links), FALSE);
}

static char *name(GRand *random)
{
	static const char *const firsts[] = {"Test",   "Prov",   "Exempel", "Mall",
					     "Påhitt", "Fiktiv", "Modell",  "Skiss"};
	static const char *const lasts[] = {
		"Testsson",    "Provsson",    "Exempelsson", "Mallgren",    "Påhittberg",
		"Fiktivström", "Modellqvist", "Skisslund",   "Övningsdahl", "Provlöv"};
	static const char *const known[] = {"Anna",  "Erik", "Fatima", "Ali",  "Sara",
					    "Kevin", "Åsa",  "Yusuf",  "Maja", "Björn"};
	static const char *const strange[] = {"Påhitta", "Testowa", "Mallani", "Provez", "Exempi"};
	static const char *const ways[] = {"vittnet %s %s såg det", "Enligt %s %s var det lugnt.",
					   "Kontakt: %s %s", "%s %s ringde",
					   "och %s %s, båda unga"};
	const char *way = PICK(random, ways), *a = PICK(random, firsts), *b = PICK(random, lasts);
	g_autofree char *person = NULL, *form = NULL;

	int how = g_rand_int_range(random, 0, 7);

	if (how == 2)
		return g_strdup_printf("en person som heter %s kom", a);
	if (how == 3)
		return g_strdup_printf("%s %s ringde", g_rand_boolean(random) ? "fru" : "Herr", b);
	if (how < 2)
		a = PICK(random, known);
	if (how == 0)
		b = PICK(random, strange);
	if (how == 4) {
		person = g_utf8_strdown(b, -1);
		form = g_utf8_strdown(PICK(random, known), -1);
		return g_strdup_printf("det var %s %s igen", form, person);
	}
	person = g_strconcat(a, " ", b, NULL);
	g_auto(GStrv) parts = g_strsplit(way, "%s %s", 2);
	return g_strconcat(parts[0], person, parts[1], NULL);
}

const struct forms personal_forms[] = {
	{"identity", identity}, {"phone", phone},     {"mail", mail}, {"plate", plate},
	{"flat", flat},         {"profile", profile}, {"name", name}, {NULL, NULL},
};

const char *const look_alikes[] = {
	"Diarienummer 5000-K123456-19 hos polisen.",
	"Ärende KS-2019/456 och KS 2024/1187.",
	"Bolaget 556036-0793 äger huset.",
	"Organisationsnummer 16556036-0793.",
	"Upptäckt 2024-01-15 och 15/1 2024, åter 2024-01-16 07:00.",
	"Kl. 0700-0800 och 0830-1130 varje dag.",
	"2024-01-15 0700-0800 och 2024-03-02 0800-1200.",
	"Öppet 08-12 13-17, stängt 08-12-2024.",
	"Punkten 59.236300,17.982200 i kartan.",
	"59.23632 17.98215 och N 59 14 10, O 17 58 55",
	"EAN 7310865004703 på burken.",
	"Trappan i hus 12B och 14 A.",
	"SOS 112 larmades från RUM 204.",
	"En KTM 690, en BMW 320 och DNA 120.",
	"Ring 112 eller 114 14, sjukvård 1177.",
	"Växeln 11414 svarade.",
	"Karl XII:s väg och Karl Johans park.",
	"Gustav Adolfs torg, Sankt Eriks backe och Anna Whitlocks gymnasium.",
	"Drottning Kristinas väg, Erik Dahlbergsgatan.",
	"Vid Flemingsbergs station och Norra Vistaberg.",
	"On or near Queen Victoria Street and Martin Lane.",
	"Great St Thomas Apostle, Victoria Embankment.",
	"Roadstar 16 12764 Happyville Denmark",
	"Criminal damage and arson",
	"Det kostade 1 250 000 kronor och 45 öre.",
	"Priser 100 200 300 400 500.",
	"Order 19991231 till entreprenören.",
	"Brand misstänkt anlagd, polisen söker misstänkta.",
	"Bussarna 172, 709 och 865 stod still.",
	"Politiskt budskap och rasistiskt klotter på muren.",
	"Mellan 22.00 och 23.30 den 4-5 oktober 2024.",
	"Skriv till felanmälan @ 12:00.",
	NULL,
};
