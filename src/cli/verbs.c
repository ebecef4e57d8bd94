/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs: one row each. Help, the manual page and completion are checked against this table. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

const struct verb verbs[] = {
	{"init", N_("[--demo | --from DIR]"),
	 N_("create a database, empty, from files, or with the demo municipality"), verb_init},
	{"add", NULL, N_("record one observation and print its id"), verb_add},
	{"import", N_("FILE…|-"), N_("read observations from files"), verb_import},
	{"export", N_("KIND"), N_("write all records of a kind, to be read back by osg import"),
	 verb_export},
	{"list", N_("[KIND] [FILTER…]"),
	 N_("list the records of a kind: observations, places, areas, organisations, measures …"),
	 verb_list},
	{"show", N_("ID"), N_("one record of any kind, field by field, and its history"), verb_show},
	{"nil", N_("[ORGANISATION]"),
	 N_("say that an organisation has nothing to report for a week"), verb_nil},
	{"picture", N_("show|fix|situation"),
	 N_("the situation picture of a week: show it, fix it, write its text"), verb_picture},
	{"print", N_("summary"),
	 N_("print the situation summary as text, PDF or HTML, to a file or a printer"),
	 verb_print},
	{"signals", NULL, N_("what is unusual in a week, line by line, with the reason"),
	 verb_signals},
	{"hotspots", N_("[show | dismiss NUMBER | group NUMBER]"),
	 N_("places with more than chance explains: show them, dismiss one, start a focus group"),
	 verb_hotspots},
	{"log", N_("[ID]"), N_("what was changed, when, by whom and through which door"), verb_log},
	{"check", NULL, N_("verify the database, the log's chain and every fixed picture"),
	 verb_check},
	{"backup", N_("FILE"), N_("write a consistent copy of the database"), verb_backup},
	{"scan", NULL,
	 N_("where and since when there are more events than chance explains, from plain files"),
	 verb_scan},
	{"knox", NULL,
	 N_("whether events near in space are near in time (near repeats), from plain files"),
	 verb_knox},
	{"emerging", NULL,
	 N_("hot and cold places over the year and how they develop, from plain files"),
	 verb_emerging},
	{"series", NULL, N_("alarms on one weekly series by published detectors, from plain files"),
	 verb_series},
	{NULL},
};
