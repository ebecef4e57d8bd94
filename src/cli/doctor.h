/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points that osg doctor looks at: a row each in doctor.c, whose function says what it found
 * and, where that is not well, what to do. */
#ifndef OSG_CLI_DOCTOR_H
#define OSG_CLI_DOCTOR_H

#include <glib.h>

struct session;

enum health {
	HEALTH_FINE,
	HEALTH_WARNING, /* works, but not for long or not safely */
	HEALTH_FAULT,
	HEALTH_UNKNOWN /* cannot be looked at here: remedy says from where */
};

/* Where a served osg keeps its copies and what organisations put in. */
#define SERVED_BACKUPS "/var/backups/osg"
#define SERVED_INBOX "/var/lib/osg/inbox"
extern const char *const served_timers[]; /* NULL ends */

struct patient {
	const char *file;        /* the database */
	const char *backups;     /* the folder of its copies */
	struct session *session; /* NULL: it cannot be opened, and why says why */
	const char *why;
};

struct finding {
	enum health health;
	char *said;   /* what is so, a sentence in the user's language */
	char *remedy; /* what to do, NULL = nothing */
};

struct health_check {
	const char *id;    /* "database.modes": stable, in JSON */
	const char *title; /* msgid */
	struct finding (*look)(const struct patient *patient);
};
extern const struct health_check health_checks[]; /* id NULL ends */

/* A finding with its sentence (both taken; remedy may be NULL). */
struct finding finding_new(enum health health, char *take_said, char *take_remedy);

/* doctor_ssh.c */
struct finding doctor_look_sshd(const struct patient *patient);
struct finding doctor_look_keys_command(const struct patient *patient);
struct finding doctor_look_keys_answer(const struct patient *patient);

#endif
