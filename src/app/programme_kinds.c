/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people fill in of the programme's records: a row a field. */
#include "config.h"

#include "osg/setup.h"

#include <glib/gi18n.h>

static const struct setup_field mandate_fields[] = {
	{"form", N_("Kind"), FALSE},           {"title", N_("Title"), TRUE},
	{"dnr", N_("Register number"), FALSE}, {"body", N_("Decided by"), FALSE},
	{"decided", N_("Decided on"), FALSE},  {"paragraph", N_("Paragraph"), FALSE},
	{"since", N_("From"), FALSE},          {"until", N_("To"), FALSE},
	{"parties", N_("Parties"), FALSE},     {"purpose", N_("Purpose"), FALSE},
	{"scope", N_("Areas"), FALSE},         {"review_months", N_("Months to review"), FALSE},
	{"replaces", N_("Replaces"), FALSE},   {NULL},
};
static const struct setup_field objective_fields[] = {
	{"form", N_("Kind"), FALSE},
	{"code", N_("Code"), TRUE},
	{"text", N_("Objective"), TRUE},
	{"parent", N_("Under"), FALSE},
	{"mandate", N_("Mandate"), FALSE},
	{"owner", N_("Owner"), FALSE},
	{"since", N_("From"), FALSE},
	{"until", N_("To"), FALSE},
	{NULL},
};
static const struct setup_field activity_fields[] = {
	{"title", N_("What"), TRUE},
	{"form", N_("Kind"), FALSE},
	{"objective", N_("Objective"), FALSE},
	{"owner", N_("Owner"), TRUE},
	{"contributors", N_("With"), FALSE},
	{"since", N_("From"), FALSE},
	{"until", N_("To"), FALSE},
	{"due", N_("Done by"), FALSE},
	{"place", N_("Place"), FALSE},
	{"area", N_("Area"), FALSE},
	{"parent", N_("Part of"), FALSE},
	{"mandate", N_("Mandate"), FALSE},
	{"state", N_("State"), FALSE},
	{"reason", N_("Why dropped"), FALSE},
	{NULL},
};
static const struct setup_field indicator_fields[] = {
	{"code", N_("Code"), TRUE},
	{"title", N_("Title"), TRUE},
	{"unit", N_("Unit"), FALSE},
	{"better", N_("Better"), FALSE},
	{"source", N_("Source"), FALSE},
	{"objective", N_("Objective"), FALSE},
	{"frequency", N_("How often"), FALSE},
	{"form", N_("Kind"), FALSE},
	{"filter", N_("Filter"), FALSE},
	{"break_year", N_("Changed from year"), FALSE},
	{"break_note", N_("What changed"), FALSE},
	{NULL},
};
static const struct setup_field reading_fields[] = {
	{"indicator", N_("Indicator"), TRUE},
	{"since", N_("From"), TRUE},
	{"until", N_("To"), TRUE},
	{"said", N_("Value"), FALSE},
	{"numerator", N_("So many"), FALSE},
	{"denominator", N_("Of"), FALSE},
	{"low", N_("At least"), FALSE},
	{"high", N_("At most"), FALSE},
	{"nation", N_("The country"), FALSE},
	{"rank", N_("Rank"), FALSE},
	{"rank_of", N_("Of so many"), FALSE},
	{"plan", N_("Planned"), FALSE},
	{"activity", N_("Activity"), FALSE},
	{"asset", N_("Asset"), FALSE},
	{"area", N_("Area"), FALSE},
	{"source", N_("Source"), FALSE},
	{"published", N_("Published"), FALSE},
	{"reason", N_("Why corrected"), FALSE},
	{NULL},
};
static const struct setup_field asset_fields[] = {
	{"title", N_("Title"), TRUE},
	{"form", N_("Kind"), TRUE},
	{"place", N_("Place"), FALSE},
	{"owner", N_("Owner"), TRUE},
	{"responsible", N_("Responsible"), FALSE},
	{"count", N_("How many"), FALSE},
	{"since", N_("From"), FALSE},
	{"until", N_("To"), FALSE},
	{"properties", N_("Properties"), FALSE},
	{NULL},
};
static const struct setup_field inspection_fields[] = {
	{"list", N_("List"), TRUE},
	{"asset", N_("Asset"), TRUE},
	{"due", N_("Due"), FALSE},
	{"done", N_("Done on"), FALSE},
	{"organisation", N_("By"), TRUE},
	{"answers", N_("Answers"), FALSE},
	{NULL},
};
static const struct setup_field defect_fields[] = {
	{"text", N_("What is wrong"), TRUE},
	{"asset", N_("Asset"), FALSE},
	{"place", N_("Place"), FALSE},
	{"owner", N_("Owner"), FALSE},
	{"state", N_("State"), FALSE},
	{"clock", N_("Clock"), FALSE},
	{"started", N_("Began"), TRUE},
	{"due", N_("Due"), FALSE},
	{"taken", N_("Taken up"), FALSE},
	{"fixed", N_("Put right"), FALSE},
	{"verified", N_("Verified"), FALSE},
	{"waiting", N_("Waits for"), FALSE},
	{"how", N_("How"), FALSE},
	{"cost", N_("Cost"), FALSE},
	{"police_report", N_("Police report"), FALSE},
	{NULL},
};
static const struct setup_field note_fields[] = {
	{"text", N_("Text"), FALSE},
	{"form", N_("Kind"), FALSE},
	{"rating", N_("Assessment"), FALSE},
	{"since", N_("From"), FALSE},
	{"until", N_("To"), FALSE},
	{"objective", N_("Objective"), FALSE},
	{"activity", N_("Activity"), FALSE},
	{"mandate", N_("Mandate"), FALSE},
	{"indicator", N_("Indicator"), FALSE},
	{"organisation", N_("By"), FALSE},
	{NULL},
};

const struct setup_kind programme_kinds[] = {
	{&mandate_kind, N_("Mandates"), "title", mandate_fields, ACTION_PROGRAMME_STEER},
	{&objective_kind, N_("Objectives"), "code", objective_fields, ACTION_PROGRAMME_STEER},
	{&activity_kind, N_("Activities"), "title", activity_fields, ACTION_PROGRAMME_WORK},
	{&indicator_kind, N_("Indicators"), "code", indicator_fields, ACTION_PROGRAMME_STEER},
	{&reading_kind, N_("Readings"), NULL, reading_fields, ACTION_PROGRAMME_WORK},
	{&asset_kind, N_("Assets"), "title", asset_fields, ACTION_PROGRAMME_WORK},
	{&inspection_kind, N_("Rounds of checks"), NULL, inspection_fields, ACTION_PROGRAMME_WORK},
	{&defect_kind, N_("Defects"), "text", defect_fields, ACTION_PROGRAMME_WORK},
	{&note_kind, N_("Notes"), NULL, note_fields, ACTION_PROGRAMME_WORK},
	{NULL},
};

/* The words of its enums, for translators; the words themselves stand in files. */
static const char *const said_words[] UNUSED = {
	N_("programme"),   N_("agreement"),   N_("guideline"),
	N_("plan"),        N_("partnership"), N_("promise"),
	N_("analysis"),    N_("rules"),       N_("programme-area"),
	N_("objective"),   N_("direction"),   N_("focus-area"),
	N_("planned"),     N_("under-way"),   N_("done"),
	N_("dropped"),     N_("up"),          N_("down"),
	N_("neither"),     N_("year"),        N_("tertial"),
	N_("quarter"),     N_("month"),       N_("once"),
	N_("external"),    N_("count"),       N_("computed"),
	N_("exact"),       N_("about"),       N_("almost"),
	N_("over"),        N_("preliminary"), N_("incomplete"),
	N_("open"),        N_("waiting"),     N_("fixed"),
	N_("verified"),    N_("accepted"),    N_("not-ours"),
	N_("unknown"),     N_("yes"),         N_("no"),
	N_("log"),         N_("decision"),    N_("status"),
	N_("text"),        N_("assessment"),  N_("none"),
	N_("not-begun"),   N_("on-track"),    N_("late"),
	N_("met"),         N_("partly"),      N_("not-met"),
	N_("cannot-judge")};

/* Those that are said otherwise of a field of this name. */
static const char *const said_of_fields[] UNUSED = {NC_("state", "open")};
