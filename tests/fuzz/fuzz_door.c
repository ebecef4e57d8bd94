/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any line that a visitor's ssh sends: words without controls, or a sentence. */
#include "config.h"

#include "fuzz.h"

#include <glib.h>
#include <string.h>

#include "cli/door.h"
#include "osg/text.h"

const char *const fuzz_name = "door";

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("add --what SKA --when 'i natt' --text \"trasig ruta\""),
	FUZZ_SEED("print summary --week 2024-W40 --format pdf"),
	FUZZ_SEED("add; sh"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {"'",  "\"", "\\", ";",  "&&",      "|",    "$(",
				   "`",  " ",  "\n", "--", "\x1b[2J", "\xff", "\xe2\x80\xae",
				   "-o", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *command = g_strndup((const char *)data, size);
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) words = door_words(command, &error);

	g_assert_true((words == NULL) == (error != NULL));
	for (int i = 0; words && words[i]; i++) {
		g_assert_true(text_is_harmless(words[i]) && !strchr(words[i], '\n'));
		g_assert_cmpuint(strlen(words[i]), <=, strlen(command));
	}
	return 0;
}
