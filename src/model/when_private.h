/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that read and write times: when_words.c makes tokens of what was typed (words
 * stand in when_vocabulary.c), when_sides.c makes the sides of a range of tokens, when_ask.c asks
 * about years, when.c makes a time of those (when_span.c on one day), when_format.c writes it.
 * Beside them due.c includes it, for its clock, and observation.c, for the short form. */
#ifndef OSG_MODEL_WHEN_PRIVATE_H
#define OSG_MODEL_WHEN_PRIVATE_H

#include "osg/when.h"

enum token_kind {
	TOKEN_FILLER,     /* "kl", "i", "den": read over */
	TOKEN_NUMBER,     /* value, digits */
	TOKEN_ORDINAL,    /* "14:e", "14th" */
	TOKEN_DATE,       /* mday, month, year; digits of the year, 0 = not said */
	TOKEN_CLOCK,      /* value: seconds since midnight */
	TOKEN_INSTANT,    /* value: seconds UTC */
	TOKEN_DAY,        /* value: days from today */
	TOKEN_WEEKDAY,    /* value: 0 Monday */
	TOKEN_MONTH,      /* value: 1 January */
	TOKEN_PART,       /* value: enum part_of_day */
	TOKEN_DAY_PART,   /* value: part, of today */
	TOKEN_THIS_NIGHT, /* "i natt": the last one, or the one that is */
	TOKEN_EVE_PART,   /* value: part, that began the day before the day that follows */
	TOKEN_WEEK,       /* value: weeks from this one */
	TOKEN_WEEKEND,    /* value: weeks from the latest one */
	TOKEN_ISO_WEEK,   /* value: the week, "2026-W47" */
	TOKEN_WEEK_MARK,  /* "v": a week number follows */
	TOKEN_LAST_MONTH,
	TOKEN_PREVIOUS, /* "förra" */
	TOKEN_ARTICLE,  /* "den": a day of the month follows */
	TOKEN_UNIT,     /* value: seconds; "timmar" */
	TOKEN_HALF,     /* "halv" */
	TOKEN_MINUTES,  /* value: minutes; "kvart över", "tio i": an hour follows */
	TOKEN_AT,       /* "kl": a time of day follows */
	TOKEN_BOUND,    /* value: enum time_bound, + BOUND_CLOSE; a time follows */
	TOKEN_AGO,      /* "sedan": how long ago stands before it; value: a time may follow */
	TOKEN_EARLY,    /* "tidigt": the part of the day begins earlier */
	TOKEN_BETWEEN,  /* "natten mellan": the two days of one night follow */
	TOKEN_MERIDIEM, /* value: hours added to 12-hour time */
	TOKEN_ABOUT,    /* "ca", "-tiden" */
	TOKEN_NOW,
	TOKEN_PLUS,
	TOKEN_DASH, /* "-", "till" */
	TOKEN_END
};

enum part_of_day {
	PART_NONE,
	PART_NIGHT,
	PART_MORNING,
	PART_FORENOON,
	PART_LUNCH,
	PART_AFTERNOON,
	PART_EVENING,
	PART_MIDNIGHT,
	PART_LAST_NIGHT,
	PART_LONG_MORNING,
	PART_EARLY,
	PART_DAY
};

/* "före 14", "efter 14", "från 14"; with BOUND_CLOSE "strax före", "strax efter". */
enum time_bound { BOUND_NONE, BOUND_BEFORE, BOUND_AFTER, BOUND_SINCE, BOUND_CLOSE = 4 };

struct token {
	enum token_kind kind;
	gint64 value;
	int digits;
	int mday, month, year;
	gboolean at;      /* "kl" stands before it */
	gboolean ago;     /* "sedan" stands after it */
	int bound;        /* enum time_bound, + BOUND_CLOSE: stands before it */
	const char *text; /* where it stands */
	gsize length;
};

/* What one side of a range says; each field has a value for "not said". */
struct side {
	int day;     /* DAY_NONE */
	int weekday; /* -1 */
	gboolean previous;
	int week, weekend;     /* WEEK_NONE */
	int mday, month, year; /* 0 */
	int clock;             /* -1; seconds since midnight, 86400 = its end */
	gboolean meridiem;     /* the clock said which half of the day */
	enum part_of_day part; /* PART_NONE */
	gboolean eve;          /* the part began the evening before */
	gboolean about;
	enum time_bound bound;
	gboolean close;      /* "strax före" */
	gboolean early;      /* "tidigt" */
	gboolean tonight;    /* the part is "i natt" */
	gboolean been;       /* "i tisdags": not today */
	gboolean week_open;  /* its year was looked for */
	gint64 instant;      /* TIME_NONE */
	int maybe_year;      /* -1; two digits that were taken for the hour or the day */
	gboolean date_first; /* its day stands before its time of day: "- lör 02" */
	gboolean empty;
};

struct when_reading {
	gint64 now;
	int today, year; /* the year is the present's where the clock was set on */
	struct side sides[2];
	int count;
	gboolean between; /* the sides are the two days of one night */
	gboolean slash;   /* "fre/lör": a night's two days, or two days */
	const char *typed;
	GError **error;
	gboolean asked; /* it is refused for being two things, with both */
};

#define TOKENS_MAX 40

/* Sets of kinds: KIND(NUMBER) | KIND(DATE) */
#define KIND(name) (G_GUINT64_CONSTANT(1) << TOKEN_##name)

static inline gboolean kind_in(enum token_kind kind, guint64 set)
{
	return set >> kind & 1;
}

/* What when_parse does, with now of the reading set: another time than the present where the clock
 * is set on; typed is set. */
gboolean when_read(struct when_reading *r, const char *text, gint64 now, struct when *when);
/* As when_parse, with the clock set on to another time than the present. */
gboolean when_parse_ahead(const char *text, gint64 now, gint64 clock, struct when *when,
			  GError **error);

/* The longest word or phrase of the vocabulary that stands at p: its bytes, 0 for none. */
gsize when_word_at(const char *p, struct token *token);
/* Makes tokens of a lower-case text, the last one TOKEN_END; FALSE with *unknown at the first that
 * is not understood.
 */
gboolean when_tokens(const char *text, struct token tokens[TOKENS_MAX], const char **unknown,
		     gsize *unknown_length);
/* The sides that the tokens fill; FALSE with the error set where one makes no sense there. */
gboolean when_read_sides(struct when_reading *r, struct token *tokens);
/* The span of a side on the day that was found for it; FALSE with the error set where there is no
 * such time on it. */
gboolean when_span_of_day(struct when_reading *r, const struct side *side, int day,
			  struct when *span);
/* Seconds since midnight of a time of day that is said within a part of it ("kvällen kl 9", past
 * 86400: of the next day), -1 where nobody says that hour of it. */
int when_clock_in_part(int clock, enum part_of_day part);
/* UTC of seconds after the day's midnight, which may be more than a day. */
gint64 when_time_at(int day, int seconds);
void when_set_span(struct when *span, gint64 from, gint64 to, enum time_precision precision);
/* Whether the side says a day, a week or a month. */
gboolean side_says_date(const struct side *side);
/* Whether 2000 + digits is at most WHEN_FAR years from the present. */
gboolean when_is_near_year(const struct when_reading *r, int digits);
/* FALSE with the error set where two readers would read a year and another time: of the text as a
 * whole, and of what the sides say. */
gboolean when_ask_year(struct when_reading *r);
gboolean when_ask_years(struct when_reading *r);
/* Set the error and return FALSE. */
gboolean when_refuse(struct when_reading *r, const char *format, ...) G_GNUC_PRINTF(2, 3);
gboolean when_refuse_word(struct when_reading *r, const char *word, gsize length);
gboolean when_refuse_whole(struct when_reading *r);
gboolean when_refuse_two(struct when_reading *r);
gboolean when_refuse_nights(struct when_reading *r);
/* Month 1..12 of a name or abbreviation in either language, 0 for none; moves past it. */
int when_take_month(const char **text);
/* 0 Monday .. 6 Sunday likewise, -1 for none. */
int when_take_weekday(const char **text);

/* "fr 4 okt 18–24": the time at its true precision; unknown_hour follows a day whose hour is not
 * known. */
char *when_describe(const struct when *when, int week, const char *unknown_hour);

#endif
