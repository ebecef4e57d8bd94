/* SPDX-License-Identifier: GPL-3.0-or-later */
/* osg hotspots and osg signals: what is unusual in a week, with the evidence, and what is decided
 * about it. */
#include "config.h"

#include "cli/cli.h"
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

#include "osg/week.h"
#include "osg/words.h"

struct hotspots_options {
	char *week, *reason, *leader, *title;
	int number;
};

static void asked_clear(struct hotspots_options *a)
{
	g_free(a->week);
	g_free(a->reason);
	g_free(a->leader);
	g_free(a->title);
}

/* osg hotspots */

static json_t *take_text(char *take)
{
	json_t *value = take ? json_string(take) : json_null();

	g_free(take);
	return value;
}

static void print_json(const struct hotspot_week *found)
{
	g_autofree char *name = week_format(found->week);
	json_t *list = json_array();

	for (guint i = 0; i < found->list->len; i++)
		json_array_append_new(list, words_hotspot_json(found->list->pdata[i], found->week));
	cli_print_json(json_pack("{s:s, s:i, s:i, s:o, s:o}", "week", name, "events",
				 found->basis.events, "without_place", found->basis.skipped,
				 "remark", take_text(words_hotspot_remark(&found->basis)),
				 "hotspots", list));
}

static void print_one(const struct picture_hotspot *h, int week)
{
	g_autofree char *figures = words_hotspot_figures(h), *title = words_hotspot_title(h),
			*rarity = words_rarity(h->recurrence_years, TRUE),
			*sentence = words_hotspot_sentence(h), *what = words_hotspot_what(h),
			*when = words_hotspot_when(h), *who = words_hotspot_who(h),
			*holds = words_hotspot_holds(h),
			*otherwise = words_hotspot_otherwise(h, week),
			*earlier = words_hotspot_earlier(h);

	cli_print("%d  %s  %s\n   %s · %s\n   %s\n", h->number, words_hotspot_state(h), title,
		  figures, rarity, sentence);
	cli_print(_("   What: %s\n   When: %s\n   Who: %s\n   Does it hold? %s\n"), what, when, who,
		  holds);
	if (otherwise)
		cli_print(_("   What else it could be: %s\n"), otherwise);
	if (earlier)
		cli_print("   %s\n", earlier);
	if (h->decision == DECISION_DISMISSED)
		cli_print(_("   Dismissed: %s\n"), h->reason ? h->reason : "");
	else if (h->decision == DECISION_GROUP)
		cli_print(_("   Focus group: %s\n"), h->reason ? h->reason : "");
	cli_print("\n");
}

static int show(struct cli *cli, struct session *session, int week,
		const struct hotspots_options *a UNUSED)
{
	g_autoptr(GError) error = NULL;
	struct hotspot_week *found = app_hotspots(session, week, &error);

	if (!found)
		return cli_fail(error);
	if (cli->json) {
		print_json(found);
	} else {
		for (guint i = 0; i < found->list->len; i++)
			print_one(found->list->pdata[i], week);
		if (found->list->len == 0)
			cli_print("%s\n", _("No place stands out more than chance explains."));
		g_autofree char *remark = words_hotspot_remark(&found->basis);
		if (remark)
			cli_print("%s\n", remark);
	}
	hotspot_week_free(found);
	return STATUS_DONE;
}

static int dismiss(struct cli *cli UNUSED, struct session *session, int week UNUSED,
		   const struct hotspots_options *a)
{
	g_autoptr(GError) error = NULL;

	return app_hotspot_dismiss(session, a->number, a->reason, &error) ? STATUS_DONE
									  : cli_fail(error);
}

static int start(struct cli *cli, struct session *session, int week,
		 const struct hotspots_options *a)
{
	const struct organisation *leader =
		a->leader ? registry_find_organisation(session_registry(session), a->leader) : NULL;
	g_autoptr(GError) error = NULL;
	gint64 key;

	if (!leader)
		return cli_wrong_usage("hotspots",
				       _("group needs --leader ORGANISATION, such as HUGE"));
	key = app_focus_group_start(session, week, a->number, a->title, leader->record.key, &error);
	if (!key)
		return cli_fail(error);
	if (cli->json)
		cli_print_json(json_pack("{s:I}", "focus_group", (json_int_t)key));
	return STATUS_DONE;
}

static const struct {
	const char *name;
	gboolean numbered;
	int (*run)(struct cli *, struct session *, int week, const struct hotspots_options *);
} actions[] = {{"show", FALSE, show}, {"dismiss", TRUE, dismiss}, {"group", TRUE, start}};

int verb_hotspots(struct cli *cli, int argc, char **argv)
{
	struct hotspots_options a = {0};
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &a.week,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &a.reason, N_("why it is dismissed"),
		 N_("TEXT")},
		{"leader", 0, 0, G_OPTION_ARG_STRING, &a.leader, N_("who leads the focus group"),
		 N_("ORGANISATION")},
		{"title", 0, 0, G_OPTION_ARG_STRING, &a.title, N_("the focus group's name"),
		 N_("TEXT")},
		{NULL},
	};
	int status = STATUS_USAGE, week;
	gsize i = 0;

	if (cli_options(cli, entries, &argc, &argv, &status)) {
		g_autoptr(GError) error = NULL;
		const char *action = argc > 1 ? argv[1] : "show";
		struct session *session;

		while (i < G_N_ELEMENTS(actions) && strcmp(actions[i].name, action) != 0)
			i++;
		a.number = argc > 2 ? atoi(argv[2]) : 0;
		if (i == G_N_ELEMENTS(actions) || argc > 2 + actions[i].numbered)
			status = cli_wrong_usage("hotspots", _("show, dismiss or group, not “%s”"),
						 argv[argc - 1]);
		else if (actions[i].numbered && a.number < 1)
			status = cli_wrong_usage("hotspots",
						 _("%s needs the hotspot's number, such as 24421"),
						 action);
		else if (!(session = actions[i].numbered ? cli_app(cli, &error)
							 : cli_app_reading(cli, &error)) ||
			 (week = cli_week(session, a.week, &error)) == WEEK_NONE)
			status = cli_fail(error);
		else
			status = actions[i].run(cli, session, week, &a);
	}
	asked_clear(&a);
	return status;
}

/* osg signals */

static int print_signals(struct cli *cli, const struct picture *picture)
{
	guint shown = 0;

	if (cli->json) {
		json_t *root = words_picture_json(picture);

		cli_print_json(json_pack("{s:O, s:O}", "week", json_object_get(root, "week"),
					 "signals", json_object_get(root, "signals")));
		json_decref(root);
		return STATUS_DONE;
	}
	for (guint i = 0; i < picture->signals->len; i++) {
		const struct picture_signal *s = picture->signals->pdata[i];

		if (s->flag == SIGNAL_NONE && !s->highlighted)
			continue;
		g_autofree char *sentence = words_signal_sentence(picture, s);
		cli_print("%s  %s\n", words_signal_mark(s), sentence);
		shown++;
	}
	g_autofree char *unknown = words_not_judged(picture);
	if (!shown)
		cli_print("%s\n", unknown ? unknown : _("Nothing is outside the usual this week."));
	return STATUS_DONE;
}

int verb_signals(struct cli *cli, int argc, char **argv)
{
	g_autofree char *week_text = NULL;
	const GOptionEntry entries[] = {
		{"week", 'w', 0, G_OPTION_ARG_STRING, &week_text,
		 N_("the week (default: the one to be discussed)"), N_("WEEK")},
		{NULL},
	};
	g_autoptr(GError) error = NULL;
	struct picture *picture;
	struct session *session;
	int status, week;

	if (!cli_options(cli, entries, &argc, &argv, &status))
		return status;
	session = cli_app_reading(cli, &error);
	week = session ? cli_week(session, week_text, &error) : WEEK_NONE;
	picture = week != WEEK_NONE ? app_picture_shown(session, week, TRUE, &error) : NULL;
	if (!picture)
		return cli_fail(error);
	status = print_signals(cli, picture);
	picture_free(picture);
	return status;
}
