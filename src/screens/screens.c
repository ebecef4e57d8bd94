/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of screens, in the order of their tabs; those without a digit are reached by commands.
 */
#include "config.h"

#include "screens/screens.h"

/* clang-format off: one line a screen */
const struct screen_ops *const screens[] = {
	&screen_meeting,
	&screen_picture,
	&screen_observations,
	&screen_map,
	&screen_hotspots,
	&screen_groups,
	&screen_measures,
	&screen_print,
	&screen_programme,
	&screen_round,
	&screen_entry,
	&screen_import,
	&screen_mapping,
	&screen_rejected,
	&screen_roll,
	&screen_period,
	&screen_settings,
	&screen_setup,
	&screen_mappings,
	&screen_log,
	&screen_group,
	&screen_trace,
	&screen_figures,
	&screen_record,
	NULL,
};
/* clang-format on */
