/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings and messages to the public as planned events: what the formats that carry them share. */
#ifndef OSG_EXCHANGE_ALERT_H
#define OSG_EXCHANGE_ALERT_H

#include <jansson.h>

#include "osg/exchange.h"

/* One of a file; texts owned, NULL = not said. */
struct alert {
	int line; /* or the number of the message */
	char *id; /* "sender,identifier": the same whenever it is sent again */
	char *title;
	char *areas;           /* "Stockholms län, Gävle" */
	char *severity;        /* a word of CAP: "Severe" */
	char *from, *to;       /* as RFC 3339 has times */
	GPtrArray *called_off; /* ids of earlier ones that it takes the place of; NULL = none */
	gboolean over;         /* it says that the danger is over */
	/* the fault, reason NULL = none */
	const char *field;
	char *value, *reason;
};

struct alerts {
	const struct record_reader *reader;
	const char *source; /* "cap" */
	gint64 category;
	int over, lasting, endless; /* that the danger is over; with an end that is none */
	GHashTable *stands;         /* ids of the file's entries, whatever became of them */
	gboolean unknown;           /* one of them says no id */
};

void alerts_begin(struct alerts *all, const struct record_reader *reader, const char *source);
/* The first fault stays; takes reason. */
void alert_fault(struct alert *alert, const char *field, const char *value, char *take_reason);
/* Puts it into the record's reader, or aside; frees what it holds. */
gboolean alert_take(struct alerts *all, struct alert *alert, GError **error);
/* Sentences about the file as a whole, and (whole: it is all that the source has to say) what no
 * longer stands in it; ok FALSE: it was broken off. */
gboolean alerts_end(struct alerts *all, gboolean ok, gboolean whole, GError **error);
/* A text of a message, owned; NULL = not said. */
char *alert_member(const json_t *object, const char *key);
/* Whether a Swedish message to the public says that it is over; an all clear is sent as another
 * alert. text may be NULL. */
gboolean alert_text_says_over(const char *text);

#endif
