/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the whole database: made and thinned out by a rule, looked at, and put back. */
#ifndef OSG_BACKUP_H
#define OSG_BACKUP_H

#include "osg/copy.h"
#include "osg/crypt.h"
#include "osg/record.h"
#include "osg/session.h"

/* Of a folder of copies stay the newest of each of so many days, weeks and months that have one. */
struct backup_rule {
	int days, weeks, months;
};
#define BACKUP_DAYS 7
#define BACKUP_WEEKS 5
#define BACKUP_MONTHS 12

#define BACKUP_SENT "-"

struct backup_options {
	const char *file;             /* a single one (BACKUP_SENT: to standard output), or */
	const char *folder;           /* one named after the time, in this folder */
	const struct crypt_key *seal; /* to this key; NULL = readable by whoever has the file */
	struct backup_rule rule;      /* of the folder; days 0 = all stay */
};

struct backup_result {
	char *file;         /* what was made; NULL: it was sent */
	GPtrArray *removed; /* names of those that the rule let go */
	int kept;           /* in the folder, with the new one */
};
void backup_result_clear(struct backup_result *result);

/* Makes one and reads it again before it gets its name; only then the folder is thinned out, and
 * never of anything but copies that this function named. */
gboolean app_backup(struct session *session, const struct backup_options *options,
		    struct backup_result *result, GError **error);

/* One of a folder's copies. */
struct backup_file {
	char *name;
	gint64 at;   /* by its name, else by its last change */
	gint64 size; /* bytes */
	gboolean sealed;
	gboolean looked; /* whether facts were found */
	struct copy_facts facts;
	char *why; /* not looked: why */
};
/* Newest first, without the database itself, beside which a sealed one is opened for a moment. key
 * opens those, NULL = they are only named. GPtrArray of struct backup_file. */
GPtrArray *app_backups(const char *folder, const struct crypt_key *key, const char *database,
		       GError **error);

/* What would become of the records of one kind. */
struct restore_change {
	const struct record_kind *kind;
	struct copy_difference difference;
};

struct restore {
	struct copy_facts copy, present; /* present.fault: it cannot be used, and why */
	GPtrArray *changes;              /* struct restore_change, of kinds that differ */
	GPtrArray *faults;               /* what osg check says of the copy */
	char *keep;                      /* what the present one will be called, NULL = none */
	char *part;                      /* private: the copy, unsealed and upgraded */
	struct session *session;         /* private: of that */
	char *file, *from;
};

/* Reads a copy (key: for a sealed one) and compares it with the database file, which need not be
 * there. Changes nothing; beside the database a file lies until restore_free. */
struct restore *restore_open(const struct session_options *database, const char *copy,
			     const struct crypt_key *key, GError **error);
/* Puts it in place. The one that was there is kept as restore->keep. */
gboolean restore_apply(struct restore *restore, GError **error);
void restore_free(struct restore *restore);

#endif
