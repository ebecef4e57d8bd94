/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Less rights by what Linux has: no new privileges, a filter of system calls (seccomp), and rules
 * for files (Landlock, of whatever version). Each is left out where the kernel or the headers do
 * not know it. */
#include "config.h"

#include "osg/harden.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>

guint harden_start(void)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? HARDEN_PRIVILEGES : 0;
}

/* system calls */

#if defined __x86_64__
#define OWN_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define OWN_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCH
#define LOAD(member)                                                                               \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (guint32)offsetof(struct seccomp_data, member))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define NO ANSWER(SECCOMP_RET_ERRNO | EACCES)
#define REFUSE(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##call, 0, 1), NO

/* All else may be called: what is left out harms nobody, and a new C library needs new ones. */
static gboolean refuse_programs(void)
{
	static const struct sock_filter rules[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCH, 1, 0),
		NO, /* calls of another architecture have other numbers */
		LOAD(nr),
#ifdef __x86_64__
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), /* x32 */
		NO,
#endif
		REFUSE(execve),
		REFUSE(execveat),
		REFUSE(socket),
		REFUSE(connect),
		REFUSE(ptrace),
		REFUSE(process_vm_readv),
		REFUSE(process_vm_writev),
		REFUSE(mount),
		REFUSE(unshare),
		REFUSE(setns),
		REFUSE(bpf),
		REFUSE(keyctl),
		REFUSE(io_uring_setup), /* its calls do not pass here */
		ANSWER(SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {.len = G_N_ELEMENTS(rules),
					   .filter = (struct sock_filter *)rules};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#else
static gboolean refuse_programs(void)
{
	return FALSE;
}
#endif

/* files */

#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES                                                                                     \
	(READS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |                     \
	 LANDLOCK_ACCESS_FS_REMOVE_FILE)
/* All of the first version, which every later one knows. */
#define ALL_ACCESS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

/* A folder that is not there needs no rule. */
static void allow(int rules, const char *folder, guint64 access)
{
	struct landlock_path_beneath_attr beneath = {.allowed_access = access,
						     .parent_fd = open(folder, O_PATH | O_CLOEXEC)};

	if (beneath.parent_fd < 0)
		return;
	syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
}

static gboolean refuse_files(const char *database)
{
	static const char *const readable[] = {"/usr", "/lib", "/lib64", "/etc", "/proc"};
	const struct landlock_ruleset_attr attributes = {.handled_access_fs = ALL_ACCESS};
	int rules = (int)syscall(__NR_landlock_create_ruleset, &attributes, sizeof attributes, 0);
	g_autofree char *folder = g_path_get_dirname(database),
			*config = g_build_filename(g_get_user_config_dir(), "osg", NULL);
	const char *locale = g_getenv("OSG_LOCALEDIR");
	gboolean done;

	if (rules < 0)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(readable); i++)
		allow(rules, readable[i], READS);
	allow(rules, config, READS);
	if (locale)
		allow(rules, locale, READS);
	allow(rules, "/dev", READS | LANDLOCK_ACCESS_FS_WRITE_FILE);
	allow(rules, folder, WRITES);
	done = syscall(__NR_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return done;
}

/* both */

guint harden_screens(const char *database)
{
	guint held = harden_start();

	if (refuse_files(database))
		held |= HARDEN_FILES;
	if (refuse_programs())
		held |= HARDEN_PROGRAMS;
	return held;
}

/* Tried in a process that does nothing else. */
guint harden_available(const char *database)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit((int)harden_screens(database));
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
		return 0;
	return (guint)WEXITSTATUS(status);
}
