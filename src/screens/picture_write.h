/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator writes of the picture: the commands, and why one cannot be run. */
#ifndef OSG_PICTURE_WRITE_H
#define OSG_PICTURE_WRITE_H

#include "ui/screen.h"

/* Opens the situation in words; what is typed is kept as a draft. */
char *picture_no_situation(struct ui *ui);
void picture_run_public(struct ui *ui, const char *argument);
void picture_run_situation(struct ui *ui, const char *argument);
/* Asks for the reason of a new version, lists what is missing, and fixes the picture. */
void picture_run_fix(struct ui *ui, const char *argument);
/* Asks, and writes down as a changed recording that an organisation has begun to report more. */
char *picture_no_recording(struct ui *ui);
void picture_run_recording(struct ui *ui, const char *argument);

#endif
