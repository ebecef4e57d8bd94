/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs: one row each. Help, the manual page and completion are checked against this table. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

/* Roles that may run a verb through ssh; what they may change and see with it is for the session to
 * say. */
#define ROLE(role) (1u << (role))
#define LEADING (ROLE(ROLE_COORDINATOR) | ROLE(ROLE_CHAIR) | ROLE(ROLE_ADMINISTRATOR))
#define WRITING (LEADING | ROLE(ROLE_REPORTER) | ROLE(ROLE_PARTICIPANT))
#define READING (WRITING | ROLE(ROLE_STEERING) | ROLE(ROLE_DPO))
#define LOGS (ROLE(ROLE_COORDINATOR) | ROLE(ROLE_ADMINISTRATOR) | ROLE(ROLE_DPO))

const struct verb verbs[] = {
	{"init", N_("[--demo | --from DIR]"),
	 N_("create a database, empty, from files, or with the demo municipality"), verb_init},
	{"add", NULL, N_("record one observation and print its id"), verb_add, WRITING,
	 N_("For a common picture, to prevent what happens. This is no police report: call 112 "
	    "when it is going on, else 114 14. Describe the event, not the person.")},
	{"import", N_("FILE…|-"), N_("read observations from files"), verb_import, WRITING},
	{"export", N_("KIND"), N_("write all records of a kind, to be read back by osg import"),
	 verb_export, READING},
	{"bundle", N_("key | trust NAME KEY | make KIND… | take FILE"),
	 N_("signed files that take records from one installation to another"), verb_bundle},
	{"list", N_("[KIND] [FILTER…]"),
	 N_("list the records of a kind: observations, places, areas, organisations, measures …"),
	 verb_list, READING},
	{"show", N_("ID"), N_("one record of any kind, field by field, and its history"), verb_show,
	 READING},
	{"nil", N_("[ORGANISATION]"),
	 N_("say that an organisation has nothing to report for a week"), verb_nil, WRITING},
	{"remind", NULL,
	 N_("letters to those who are silent, with a form to answer in: to see, as files, by mail"),
	 verb_remind},
	{"picture", N_("show|fix|situation"),
	 N_("the situation picture of a week: show it, fix it, write its text"), verb_picture,
	 READING},
	{"print", N_("summary"),
	 N_("print the situation summary as text, PDF or HTML, to a file or a printer"), verb_print,
	 READING},
	{"signals", NULL, N_("what is unusual in a week, line by line, with the reason"),
	 verb_signals, READING},
	{"hotspots", N_("[show | dismiss NUMBER | group NUMBER]"),
	 N_("places with more than chance explains: show them, dismiss one, start a focus group"),
	 verb_hotspots, READING},
	{"meeting", NULL, N_("lead the week's meeting on the screens; --practise over a copy"),
	 verb_meeting, READING},
	{"trace", N_("[GROUP]"),
	 N_("from problem to cause, measure and result, and where the chain is broken"), verb_trace,
	 READING},
	{"log", N_("[show] [ID] | verify"),
	 N_("what was changed, when, by whom and through which door"), verb_log, LOGS},
	{"redact", N_("ID"), N_("take a text out for good: record, history, drafts, search"),
	 verb_redact},
	{"retain", NULL, N_("take out texts that are old enough; rows and counts stay"),
	 verb_retain},
	{"register", NULL,
	 N_("what is kept of people, why, on what ground, how long and who gets it"), verb_register,
	 LOGS},
	{"check", NULL, N_("verify the database, the log's chain and every fixed picture"),
	 verb_check},
	{"set", N_("KIND NAME|new FIELD=VALUE…"),
	 N_("set up organisations, seats, places and categories, one at a time"), verb_set,
	 ROLE(ROLE_COORDINATOR) | ROLE(ROLE_ADMINISTRATOR)},
	{"key", N_("add|list|revoke|code"),
	 N_("who may come in through ssh: register keys, list, revoke, or make a code"), verb_key,
	 ROLE(ROLE_COORDINATOR) | ROLE(ROLE_ADMINISTRATOR)},
	{"authorized-keys", N_("USER TYPE KEY"), N_("asked by the ssh server: whose key that is"),
	 verb_authorized_keys},
	{"serve", NULL, N_("what a server needs for ssh: print it, put it in place, take it out"),
	 verb_serve},
	{"doctor", NULL, N_("look at this installation point by point, and say what to do"),
	 verb_doctor},
	{"backup", N_("FILE | --into DIR"), N_("write a consistent copy of the database"),
	 verb_backup},
	{"restore", N_("FILE | --list [DIR]"),
	 N_("put a copy in the database's place, after a look at what is lost and gained"),
	 verb_restore},
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
