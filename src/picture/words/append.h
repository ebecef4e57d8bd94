/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting sentences together. */
#ifndef OSG_WORDS_APPEND_H
#define OSG_WORDS_APPEND_H

#include <glib.h>

/* Appends a sentence, after a space if there is one before it. Takes it. */
void words_append(GString *text, char *take_sentence);

#endif
