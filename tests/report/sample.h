/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as a real week gives it: Huddinge, week 40 of 2024, made up but plausible; no text in
 * it is true. */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include "osg/picture.h"

struct picture *sample_picture(gboolean fixed);
/* Nothing but the week. */
struct picture *sample_empty(void);
/* signals, organisations and places as many as asked for, names as long as asked for. */
struct picture *sample_large(int signals, int organisations, int places, int name_length);

#endif
