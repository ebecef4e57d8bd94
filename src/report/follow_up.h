/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed of the programme. */
#ifndef OSG_REPORT_FOLLOW_UP_H
#define OSG_REPORT_FOLLOW_UP_H

#include "osg/report.h"

/* Of a year, by areas; of a tertial or quarter, the activities. A period with a fixed edition is
 * printed from it, unless number is 0. */
struct document *report_follow_up(struct session *session, const struct report_options *options,
				  GError **error);
struct document *report_steering(struct session *session, const struct report_options *options,
				 GError **error);

/* One guideline's year, and one activation; about: which, 0 = the newest of the period. */
struct document *report_guideline(struct session *session, const struct report_options *options,
				  GError **error);
struct document *report_incident(struct session *session, const struct report_options *options,
				 GError **error);
/* Those there are; GPtrArray of struct mandate, of struct activity_record. */
GPtrArray *report_guidelines(struct session *session, GError **error);
GPtrArray *report_incidents(struct session *session, GError **error);

/* The duties of the law 2023:196, each with what shows that it is met. */
struct document *report_law(struct session *session, const struct report_options *options,
			    GError **error);

#endif
