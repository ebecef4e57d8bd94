/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recurrence rules of iCalendar (RFC 5545, 3.3.10), as days: daily to yearly, with the parts that
 * calendars write. A rule is asked of one day after another, so that none goes on for ever. */
#ifndef OSG_EXCHANGE_ICAL_RULE_H
#define OSG_EXCHANGE_ICAL_RULE_H

#include <glib.h>

struct ical_rule;

/* NULL: *reason (owned) says what is not understood. */
struct ical_rule *ical_rule_parse(const char *text, char **reason);
void ical_rule_free(struct ical_rule *rule);
/* UNTIL as it stands, NULL = without end. Borrowed. */
const char *ical_rule_until(const struct ical_rule *rule);
/* Whether a series that began on a day falls on another one, COUNT and UNTIL apart. The first day
 * always does. */
gboolean ical_rule_matches(const struct ical_rule *rule, int start, int day);
/* Calls each for the days from one to another (inclusive) that are within COUNT; FALSE ends it. */
void ical_rule_days(const struct ical_rule *rule, int start, int from, int to,
		    gboolean (*each)(int day, gpointer data), gpointer data);

#endif
