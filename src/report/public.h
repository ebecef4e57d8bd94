/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be told to anybody, for the public page and the poster. */
#ifndef OSG_REPORT_PUBLIC_H
#define OSG_REPORT_PUBLIC_H

#include "osg/report.h"

/* The picture that they are printed from. OSG_ERROR_RULE: the coordinator's paragraph could tell
 * who somebody is. Free with picture_free. */
struct picture *public_picture(struct session *session, const struct report_options *options,
			       GError **error);
/* With its title. */
struct document *public_new(const struct picture *picture, enum paper paper);
void public_levels(struct document *document, const struct picture *picture);
void public_measures(struct document *document, const struct picture *picture);
void public_rules(struct document *document);
/* The counts that may be told, most first (struct picture_tally, borrowed); hidden[] of all of
 * public_counts; *rest: the sum of the hidden ones, -1 = not told. */
GPtrArray *public_told(const struct picture *picture, gboolean *hidden, int *rest);

#endif
