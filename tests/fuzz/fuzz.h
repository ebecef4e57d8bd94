/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One target, two programs: with -fsanitize=fuzzer -DOSG_FUZZER a libFuzzer target, else a test
 * that runs some thousand random lines made of pieces that the target knows, from a fixed seed. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <glib.h>

#include "osg/random.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifndef OSG_FUZZER
#define FUZZ_MAIN(list)                                                                            \
	static void fuzz_run(void)                                                                 \
	{                                                                                          \
		run_pieces(list, G_N_ELEMENTS(list));                                              \
	}                                                                                          \
	int main(int argc, char **argv)                                                            \
	{                                                                                          \
		g_test_init(&argc, &argv, NULL);                                                   \
		g_test_add_func("/fuzz", fuzz_run);                                                \
		return g_test_run();                                                               \
	}

static void run_pieces(const char *const *pieces, guint piece_count)
{
	struct random r;

	random_seed(&r, 20200129);
	for (int run = 0; run < 5000; run++) {
		g_autoptr(GString) line = g_string_new(NULL);
		for (guint32 n = random_below(&r, 9); n > 0; n--) {
			if (random_below(&r, 5) == 0)
				g_string_append_c(line, (char)random_below(&r, 256));
			else
				g_string_append(line, pieces[random_below(&r, piece_count)]);
			if (random_below(&r, 3))
				g_string_append_c(line, ' ');
		}
		LLVMFuzzerTestOneInput((const uint8_t *)line->str, line->len);
	}
}
#endif

#endif
