/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program on a pseudo-terminal with a real screen behind it (libvterm). Every wait has a deadline
 * and no test sleeps: it waits for a text or for the end of a frame, which the program marks with
 * synchronized updates. A wait that fails prints the screen and ends the test. */
#ifndef OSG_TEST_VT_H
#define OSG_TEST_VT_H

#include <glib.h>
#include <stdint.h>

struct vt;

struct vt_look {
	char text[32];
	int width;
	int foreground, background; /* palette index, -1 = the default */
	gboolean bold, underline, reverse;
};

/* environment: "NAME=value" beside TERM, LC_ALL, PATH, HOME, XDG_* and TZ, NULL-terminated; a NAME
 * given here replaces ours. The program is started by a session leader of its own, as a shell
 * would, so that it can be stopped. */
struct vt *vt_open(const char *const *argv, const char *const *environment, int rows, int columns);
void vt_close(struct vt *vt); /* kills what still runs */

void vt_send(struct vt *vt, const char *bytes);
/* Sends and waits until a frame that began after it has ended. */
void vt_key(struct vt *vt, const char *bytes);
void vt_wait_text(struct vt *vt, const char *text);
void vt_wait_gone(struct vt *vt, const char *text);
void vt_wait_frame(struct vt *vt);
guint vt_frames(const struct vt *vt);
/* Takes in whatever the program sends within so many milliseconds; how many bytes. */
gsize vt_listen(struct vt *vt, int milliseconds);
gsize vt_bytes(const struct vt *vt); /* received so far */

struct vt_look vt_cell(struct vt *vt, int row, int column);
gboolean vt_find(struct vt *vt, const char *text, int *row, int *column);
char *vt_dump(struct vt *vt);
gboolean vt_alternate(const struct vt *vt); /* the alternate screen is shown */
gboolean vt_cursor_shown(const struct vt *vt);
const char *vt_raw(const struct vt *vt); /* everything the program sent, NULs apart */

void vt_resize(struct vt *vt, int rows, int columns);
void vt_hang_up(struct vt *vt);            /* closes our end */
void vt_signal(struct vt *vt, int number); /* to the program */
int vt_process(struct vt *vt);             /* the program's */
void vt_wait_stopped(struct vt *vt);
/* Exit status, or 128 + signal. */
int vt_wait_exit(struct vt *vt);

#endif
