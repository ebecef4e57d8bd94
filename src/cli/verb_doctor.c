/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg doctor: looks at a running installation point by point, and says what to do. */
#include "config.h"

#include "cli/cli.h"
#include "cli/doctor.h"
#include "cli/verbs.h"

#include "osg/text.h"

static const char *const health_words[] = {"fine", "warning", "fault", "unknown"};
static const char *const health_marks[] = {N_("ok"), N_("warn"), N_("FAULT"), N_("–")};
enum { MARK_WIDTH = 7, TITLE_WIDTH = 20 };

static void print_finding(const struct health_check *check, const struct finding *finding)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autofree char *said = text_clean(finding->said, -1, FALSE),
			*remedy = text_clean(finding->remedy ? finding->remedy : "", -1, FALSE);

	text_append_fitted(line, _(health_marks[finding->health]), MARK_WIDTH, TEXT_LEFT);
	text_append_fitted(line, _(check->title), TITLE_WIDTH, TEXT_LEFT);
	cli_print("%s%s\n", line->str, said);
	if (*remedy)
		cli_print("%*s→ %s\n", MARK_WIDTH + TITLE_WIDTH, "", remedy);
}

static json_t *finding_json(const struct health_check *check, const struct finding *finding)
{
	return json_pack("{s:s, s:s, s:s, s:s*}", "id", check->id, "health",
			 health_words[finding->health], "said", finding->said, "remedy",
			 finding->remedy);
}

/* The worst that was found decides the exit status. */
static int look_at_all(struct cli *cli, const struct patient *patient)
{
	json_t *array = cli->json ? json_array() : NULL;
	gboolean fault = FALSE;

	for (const struct health_check *check = health_checks; check->id; check++) {
		struct finding finding = check->look(patient);

		fault |= finding.health == HEALTH_FAULT;
		if (array)
			json_array_append_new(array, finding_json(check, &finding));
		else
			print_finding(check, &finding);
		g_free(finding.said);
		g_free(finding.remedy);
	}
	if (array)
		cli_print_json(array);
	return fault ? STATUS_REFUSED : STATUS_DONE;
}

int verb_doctor(struct cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *backups = NULL;
	const GOptionEntry entries[] = {
		{"backups", 0, 0, G_OPTION_ARG_FILENAME, &backups,
		 N_("the folder of its copies (default: /var/backups/osg)"), N_("DIR")},
		{NULL},
	};
	struct patient patient = {.file = cli->file};
	int status;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	patient.backups = backups ? backups : SERVED_BACKUPS;
	patient.session = cli_app_reading(cli, &error);
	patient.why = error ? error->message : NULL;
	return look_at_all(cli, &patient);
}
