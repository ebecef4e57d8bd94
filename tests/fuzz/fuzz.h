/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fuzz target, run two ways: by "make check" with some thousand mutations of its seeds from a
 * fixed random source, and by "make fuzz" with libFuzzer, guided by what code each input reaches.
 */
#ifndef OSG_TESTS_FUZZ_H
#define OSG_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz_seed {
	const char *bytes;
	size_t size;
};

#define FUZZ_SEED(text)                                                                            \
	{                                                                                          \
		text, sizeof text - 1                                                              \
	}

/* Each target has its seeds, ending with NULL, and tokens that are worth inserting, ending with
 * NULL. */
extern const char *const fuzz_name;
extern const struct fuzz_seed fuzz_seeds[];
extern const char *const fuzz_tokens[];

#endif
