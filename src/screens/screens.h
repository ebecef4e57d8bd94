/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every screen by name, for the table only. */
#ifndef OSG_UI_SCREENS_H
#define OSG_UI_SCREENS_H

#include "ui/screen.h"

extern const struct screen_ops screen_picture, screen_observations, screen_print, screen_programme,
	screen_round, screen_entry, screen_rejected, screen_import, screen_settings, screen_setup,
	screen_roll, screen_hotspots, screen_groups, screen_trace, screen_meeting, screen_measures,
	screen_record, screen_group, screen_period, screen_map, screen_mapping, screen_figures,
	screen_log, screen_mappings;

#endif
