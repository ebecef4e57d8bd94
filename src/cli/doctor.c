/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What osg doctor looks at: the table, and the points that concern the database and the machine. */
#include "config.h"

#include "cli/doctor.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <langinfo.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "osg/backup.h"
#include "osg/exchange.h"
#include "osg/database.h"
#include "osg/file.h"
#include "osg/harden.h"
#include "osg/report.h"
#include "osg/run.h"
#include "osg/session.h"

struct finding finding_new(enum health health, char *take_said, char *take_remedy)
{
	return (struct finding){health, take_said, take_remedy};
}

/* the database */

static struct finding look_database(const struct patient *patient)
{
	if (!patient->session)
		return finding_new(HEALTH_FAULT, g_strdup(patient->why),
				   g_strdup(_("Name it with --db, or make one with “osg init”.")));
	if (session_read_only(patient->session))
		return finding_new(
			HEALTH_FAULT,
			g_strdup_printf(_("%s can only be read by this account."), patient->file),
			g_strdup(_("Run as the account that owns it, and look at what "
				   "database.modes says.")));
	return finding_new(HEALTH_FINE,
			   g_strdup_printf(_("%s can be read and written."), patient->file), NULL);
}

static gboolean same_owner(const char *file, uid_t owner)
{
	GStatBuf status;

	return g_stat(file, &status) != 0 || status.st_uid == owner;
}

/* What lies beside the database while it is used has the same owner, else others cannot write. */
static const char *strange_owner(const char *file, uid_t owner)
{
	g_autofree char *log = g_strconcat(file, "-wal", NULL),
			*shared = g_strconcat(file, "-shm", NULL);

	if (!same_owner(log, owner))
		return "-wal";
	return same_owner(shared, owner) ? NULL : "-shm";
}

static struct finding on_server(void)
{
	return finding_new(
		HEALTH_FINE,
		g_strdup(_("It lies on a PostgreSQL server, whose administrator sees to that.")),
		NULL);
}

static struct finding look_modes(const struct patient *patient)
{
	g_autofree char *folder = g_path_get_dirname(patient->file);
	const char *strange;
	GStatBuf file, around;

	if (database_on_server(patient->file))
		return on_server();
	if (g_lstat(patient->file, &file) != 0 || g_stat(folder, &around) != 0)
		return finding_new(HEALTH_FAULT,
				   g_strdup_printf("%s: %s.", patient->file, file_why(errno)),
				   NULL);
	strange = strange_owner(patient->file, file.st_uid);
	if (!S_ISREG(file.st_mode))
		return finding_new(
			HEALTH_FAULT, g_strdup_printf(_("%s is no plain file."), patient->file),
			g_strdup(_("Name the file itself: a link can be turned elsewhere.")));
	if (file.st_mode & 027)
		return finding_new(HEALTH_FAULT,
				   g_strdup_printf(_("%s may be read or written by others (mode "
						     "%03o)."),
						   patient->file, file.st_mode & 0777),
				   g_strdup_printf("chmod 600 %s", patient->file));
	if (around.st_mode & 022 && !(around.st_mode & S_ISVTX))
		return finding_new(HEALTH_FAULT,
				   g_strdup_printf(_("Others may put files into %s (mode %03o)."),
						   folder, around.st_mode & 0777),
				   g_strdup_printf("chmod 750 %s", folder));
	if (strange)
		return finding_new(
			HEALTH_FAULT,
			g_strdup_printf(_("%s%s belongs to another account than the database."),
					patient->file, strange),
			g_strdup(_("Run osg as one account only; give the file to it with "
				   "chown.")));
	return finding_new(
		HEALTH_FINE,
		g_strdup_printf(_("Only its owner can write it (mode %03o)."), file.st_mode & 0777),
		NULL);
}

/* the machine */

enum { SPACE_SCARCE = 1024, SPACE_NONE = 64 }; /* MiB */

static struct finding look_space(const struct patient *patient)
{
	g_autofree char *folder = g_path_get_dirname(patient->file);
	struct statvfs disk;
	int free_mib;
	enum health health;

	if (database_on_server(patient->file))
		return on_server();
	if (statvfs(folder, &disk) != 0)
		return finding_new(HEALTH_FAULT,
				   g_strdup_printf("%s: %s.", folder, file_why(errno)), NULL);
	free_mib = (int)MIN(disk.f_bavail * disk.f_frsize >> 20, G_MAXINT);
	health = free_mib < SPACE_NONE     ? HEALTH_FAULT
		 : free_mib < SPACE_SCARCE ? HEALTH_WARNING
					   : HEALTH_FINE;
	return finding_new(health, g_strdup_printf(_("%d MiB are free for %s."), free_mib, folder),
			   health == HEALTH_FINE
				   ? NULL
				   : g_strdup(_("Make room: old backups and logs first.")));
}

/* What a session through the ssh door gives up. */
static struct finding look_harden(const struct patient *patient)
{
	static const struct {
		enum harden flag;
		const char *lacking;
	} parts[] = {{HARDEN_PRIVILEGES, N_("no new privileges")},
		     {HARDEN_PROGRAMS, N_("no programs and connections (seccomp)")},
		     {HARDEN_FILES, N_("no other files (Landlock)")}};
	g_autoptr(GString) lacking = g_string_new(NULL);
	guint held = harden_available(patient->file);

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		if (!(held & parts[i].flag))
			g_string_append_printf(lacking, "%s%s", lacking->len ? ", " : "",
					       _(parts[i].lacking));
	if (lacking->len == 0)
		return finding_new(HEALTH_FINE,
				   g_strdup(_("Screens through ssh start no programs, open no "
					      "connections and reach no other files.")),
				   NULL);
	return finding_new(HEALTH_WARNING,
			   g_strdup_printf(_("This system does not give screens through ssh: %s."),
					   lacking->str),
			   g_strdup(_("Use a kernel of 5.13 or later with Landlock.")));
}

static struct finding look_locale(const struct patient *patient UNUSED)
{
	if (g_str_equal(nl_langinfo(CODESET), "UTF-8"))
		return finding_new(HEALTH_FINE, g_strdup(_("Text is UTF-8.")), NULL);
	return finding_new(HEALTH_FAULT,
			   g_strdup(_("This system has no UTF-8 locale, not even C.UTF-8.")),
			   g_strdup(_("Install the package locales and generate sv_SE.UTF-8.")));
}

static gboolean knows_terminal(const char *name)
{
	static const char *const folders[] = {"/etc/terminfo", "/lib/terminfo",
					      "/usr/share/terminfo", "/usr/lib/terminfo"};

	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *file = g_strdup_printf("%s/%c/%s", folders[i], name[0], name);

		if (g_file_test(file, G_FILE_TEST_EXISTS))
			return TRUE;
	}
	return FALSE;
}

static struct finding look_terminals(const struct patient *patient UNUSED)
{
	static const char *const names[] = {"xterm", "xterm-256color", "screen-256color",
					    "vt100", "tmux-256color",  "linux"};
	g_autoptr(GString) lacking = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (!knows_terminal(names[i]))
			g_string_append_printf(lacking, "%s%s", lacking->len ? ", " : "", names[i]);
	if (lacking->len == 0)
		return finding_new(HEALTH_FINE, g_strdup(_("The usual terminals are known.")),
				   NULL);
	return finding_new(
		HEALTH_WARNING,
		g_strdup_printf(_("These terminals are not known: %s. They are used as xterm."),
				lacking->str),
		g_strdup(_("Install the packages ncurses-base and ncurses-term.")));
}

static struct finding look_fonts(const struct patient *patient UNUSED)
{
	static const char *const folders[] = {"/usr/share/fonts", "/usr/local/share/fonts"};

	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *file =
			g_build_filename(folders[i], "truetype", "dejavu", "DejaVuSans.ttf", NULL);

		if (g_file_test(file, G_FILE_TEST_EXISTS))
			return finding_new(HEALTH_FINE,
					   g_strdup(_("Prints have the font DejaVu Sans.")), NULL);
	}
	return finding_new(HEALTH_WARNING,
			   g_strdup(_("DejaVu Sans is not where Debian keeps it: PDFs use another "
				      "font.")),
			   g_strdup(_("Install the package fonts-dejavu-core.")));
}

static void add_lack(GString *lacks, const char *does, const char *needs)
{
	g_string_append_printf(lacks, "%s%s", lacks->len ? ", " : "", does);
	if (needs)
		g_string_append_printf(lacks, " (%s)", needs);
}

/* What osg can do without, and cannot do then. */
static struct finding look_parts(const struct patient *patient UNUSED)
{
	g_autoptr(GString) unbuilt = g_string_new(NULL), missing = g_string_new(NULL);
	g_autofree char *program = NULL;

	for (const struct exchange_part *part = exchange_parts; part->does; part++)
		if (!part->loads())
			add_lack(part->library ? missing : unbuilt, _(part->does), part->library);
#ifndef POSTGRES_LIBRARY
	add_lack(unbuilt, _("databases on a PostgreSQL server"), NULL);
#endif
	if (!report_typesets(&program))
		add_lack(program ? missing : unbuilt, _("prints as PDF"), program);
	if (missing->len)
		return finding_new(
			HEALTH_WARNING, g_strdup_printf(_("It cannot do here: %s."), missing->str),
			g_strdup(_("Install what is named (Debian: libproj25, libzip4, or "
				   "osg again).")));
	if (unbuilt->len)
		return finding_new(
			HEALTH_FINE,
			g_strdup_printf(_("This is a small build, without: %s."), unbuilt->str),
			NULL);
	return finding_new(HEALTH_FINE,
			   g_strdup(_("Prints, coordinates and workbooks have what they need.")),
			   NULL);
}

enum { BACKUP_HOURS_MOST = 36 };

static struct finding look_backups(const struct patient *patient)
{
	g_autoptr(GPtrArray) all = app_backups(patient->backups, NULL, patient->file, NULL);
	const struct backup_file *newest = all && all->len ? all->pdata[0] : NULL;
	gint64 now = patient->session ? session_now(patient->session)
				      : g_get_real_time() / G_USEC_PER_SEC;
	gint64 hours = newest ? (now - newest->at) / 3600 : 0;
	g_autofree char *remedy = g_strdup_printf("osg backup --into %s", patient->backups);

	if (!newest)
		return finding_new(HEALTH_WARNING,
				   g_strdup_printf(_("There is no copy in %s."), patient->backups),
				   g_steal_pointer(&remedy));
	if (!newest->sealed && !newest->looked)
		return finding_new(HEALTH_FAULT,
				   g_strdup_printf(_("The newest copy, %s, cannot be used: %s"),
						   newest->name, newest->why),
				   g_steal_pointer(&remedy));
	if (hours > BACKUP_HOURS_MOST)
		return finding_new(HEALTH_WARNING,
				   g_strdup_printf(_("The newest copy, %s, is %d days old."),
						   newest->name, (int)(hours / 24)),
				   g_steal_pointer(&remedy));
	return finding_new(HEALTH_FINE,
			   g_strdup_printf(_("The newest copy is %s, of %u in %s."), newest->name,
					   all->len, patient->backups),
			   NULL);
}

static gboolean timer_runs(const char *name)
{
	return run_program((const char *const[]){"systemctl", "is-active", name, NULL}, NULL, NULL,
			   NULL, NULL);
}

static struct finding look_timers(const struct patient *patient UNUSED)
{
	if (!g_file_test("/run/systemd/system", G_FILE_TEST_IS_DIR))
		return finding_new(HEALTH_UNKNOWN,
				   g_strdup(_("This machine does not run systemd.")),
				   g_strdup(_("Let cron run “osg backup” every night.")));
	for (const char *const *timer = served_timers; *timer; timer++)
		if (!timer_runs(*timer))
			return finding_new(HEALTH_WARNING,
					   g_strdup_printf(_("%s does not run."), *timer),
					   g_strdup_printf("systemctl enable --now %s", *timer));
	return finding_new(HEALTH_FINE, g_strdup(_("Backup and retention run by themselves.")),
			   NULL);
}

/* the table */

const struct health_check health_checks[] = {
	{"database.opens", N_("Database"), look_database},
	{"database.modes", N_("Who may touch it"), look_modes},
	{"disk.space", N_("Disk"), look_space},
	{"ssh.server", N_("ssh server"), doctor_look_sshd},
	{"ssh.keys", N_("Keys for ssh"), doctor_look_keys_command},
	{"ssh.answer", N_("Answer for a key"), doctor_look_keys_answer},
	{"sandbox", N_("Screens by ssh"), look_harden},
	{"locale", N_("Characters"), look_locale},
	{"terminals", N_("Terminals"), look_terminals},
	{"fonts", N_("Fonts"), look_fonts},
	{"parts", N_("Parts"), look_parts},
	{"backups", N_("Backups"), look_backups},
	{"timers", N_("Timers"), look_timers},
	{NULL},
};
