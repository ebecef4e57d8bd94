/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars that are read in, and what came of them. */
#ifndef OSG_TESTS_APP_CALENDAR_FIXTURE_H
#define OSG_TESTS_APP_CALENDAR_FIXTURE_H

#include "fixture.h"

/* A file's bytes read in, or the test fails. Owned. */
struct import_result *calendar_read(struct fixture *f, const char *bytes);
/* The events of a calendar, their lines ended as RFC 5545 wants it. Owned. */
struct import_result *calendar_read_events(struct fixture *f, const char *events);
void calendar_check_counts(struct import_result *take_result, int created, int changed,
			   int unchanged, int aside);
/* struct planned_event, by beginning. Owned. */
GPtrArray *calendar_events(struct fixture *f);
/* "2026-11-20T19:00:00+01:00 Derby|…": when each begins and what it is. */
void calendar_check_events(struct fixture *f, const char *expected);

#endif
