/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions behind the table of verbs, one file a verb or a family. */
#ifndef OSG_VERBS_H
#define OSG_VERBS_H

struct cli;

int verb_init(struct cli *cli, int argc, char **argv);
int verb_add(struct cli *cli, int argc, char **argv);
int verb_import(struct cli *cli, int argc, char **argv);
int verb_mapping(struct cli *cli, int argc, char **argv);
int verb_export(struct cli *cli, int argc, char **argv);
int verb_list(struct cli *cli, int argc, char **argv);
int verb_show(struct cli *cli, int argc, char **argv);
int verb_nil(struct cli *cli, int argc, char **argv);
int verb_picture(struct cli *cli, int argc, char **argv);
int verb_print(struct cli *cli, int argc, char **argv);
int verb_signals(struct cli *cli, int argc, char **argv);
int verb_hotspots(struct cli *cli, int argc, char **argv);
int verb_meeting(struct cli *cli, int argc, char **argv);
int verb_trace(struct cli *cli, int argc, char **argv);
int verb_log(struct cli *cli, int argc, char **argv);
int verb_remind(struct cli *cli, int argc, char **argv);
int verb_redact(struct cli *cli, int argc, char **argv);
int verb_retain(struct cli *cli, int argc, char **argv);
int verb_register(struct cli *cli, int argc, char **argv);
int verb_check(struct cli *cli, int argc, char **argv);
int verb_serve(struct cli *cli, int argc, char **argv);
int verb_set(struct cli *cli, int argc, char **argv);
int verb_key(struct cli *cli, int argc, char **argv);
int verb_authorized_keys(struct cli *cli, int argc, char **argv);
int verb_doctor(struct cli *cli, int argc, char **argv);
int verb_backup(struct cli *cli, int argc, char **argv);
int verb_move(struct cli *cli, int argc, char **argv);
int verb_county(struct cli *cli, int argc, char **argv);
int verb_bundle(struct cli *cli, int argc, char **argv);
int verb_restore(struct cli *cli, int argc, char **argv);
int verb_scan(struct cli *cli, int argc, char **argv);
int verb_knox(struct cli *cli, int argc, char **argv);
int verb_emerging(struct cli *cli, int argc, char **argv);
int verb_series(struct cli *cli, int argc, char **argv);
int verb_reporter(struct cli *cli, int argc, char **argv);
int verb_nights(struct cli *cli, int argc, char **argv);
int verb_hours(struct cli *cli, int argc, char **argv);
int verb_drift(struct cli *cli, int argc, char **argv);

#endif
