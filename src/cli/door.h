/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door for those who come through ssh. sshd runs osg with --door ssh and the key that was used;
 * what the client wishes stands in SSH_ORIGINAL_COMMAND, and is taken apart here, by no shell. */
#ifndef OSG_CLI_DOOR_H
#define OSG_CLI_DOOR_H

#include <glib.h>

struct cli;

/* The words of a command as people write it: blanks part them, quotes and backslash keep them
 * together, and nothing else means anything. OSG_ERROR_INPUT: what only a shell could do, a quote
 * that does not end, characters that control a terminal, or far too much. Free with g_strfreev. */
char **door_words(const char *command, GError **error);

/* As the login shell of an account osg takes -c "osg … --door …", as osg authorized-keys writes it:
 * *command (owned) are its words, NULL = osg was started by itself. FALSE: anything else was wished
 * of a shell, and it was told. */
gboolean door_unwrap(int argc, char **argv, char ***command);

/* Before anything is read: forgets the environment but for the terminal and the language, as far as
 * they are what such values are, and shuts off files and programs. Does nothing unless osg was
 * called as a door. */
void door_prepare(int argc, char **argv);

/* What sshd was told to run for this visitor; the exit status. */
int door_enter(struct cli *cli);

#endif
