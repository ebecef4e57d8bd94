/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over mutations of its seeds: the same ones every time, so that a fault found
 * once is found again. With -DOSG_FUZZER libFuzzer does this instead, and begins with the seeds. */
#include "config.h"

#include "fuzz.h"

#include <glib.h>
#include <string.h>

#include "osg/random.h"

#ifdef OSG_FUZZER
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* The last argument is the folder that libFuzzer begins with; beside it FOLDER.dict takes the
 * tokens. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *folder = (*argv)[*argc - 1];
	g_autofree char *words = g_strconcat(folder, ".dict", NULL);
	g_autoptr(GString) dictionary = g_string_new(NULL);

	for (int i = 0; fuzz_seeds[i].bytes; i++) {
		g_autofree char *file = g_strdup_printf("%s/seed-%d", folder, i);

		g_assert_true(g_file_set_contents(file, fuzz_seeds[i].bytes,
						  (gssize)fuzz_seeds[i].size, NULL));
	}
	for (int i = 0; fuzz_tokens[i]; i++) {
		g_string_append_c(dictionary, '"');
		for (const char *p = fuzz_tokens[i]; *p; p++)
			g_string_append_printf(dictionary, "\\x%02X", (guchar)*p);
		g_string_append(dictionary, "\"\n");
	}
	g_assert_true(g_file_set_contents(words, dictionary->str, -1, NULL));
	return 0;
}
#else
#ifdef __SANITIZE_ADDRESS__ /* each costs ten times as much */
#define ROUNDS 1000
#else
#define ROUNDS 3000
#endif
#define LARGEST 4096

static void mutate(GByteArray *bytes, struct random *r)
{
	guint at = bytes->len ? random_below(r, bytes->len) : 0;
	guint tokens = 0;

	while (fuzz_tokens[tokens])
		tokens++;
	if (bytes->len == 0)
		g_byte_array_append(bytes, (const guint8 *)" ", 1);
	switch (random_below(r, 5)) {
	case 0: /* another byte */
		if (bytes->len)
			bytes->data[at] = (guint8)random_below(r, 256);
		break;
	case 1: /* cut off */
		g_byte_array_set_size(bytes, at);
		break;
	case 2: /* a piece less */
		if (bytes->len)
			g_byte_array_remove_range(bytes, at,
						  1 + random_below(r, MIN(16, bytes->len - at)));
		break;
	case 3: { /* a piece again */
		g_autofree guint8 *copy = g_memdup2(bytes->data, bytes->len);

		g_byte_array_append(bytes, copy + at, bytes->len - at);
		break;
	}
	default: { /* a token in the middle */
		const char *token = fuzz_tokens[random_below(r, tokens)];
		g_autofree guint8 *tail = g_memdup2(bytes->data + at, bytes->len - at);
		guint length = bytes->len - at;

		g_byte_array_set_size(bytes, at);
		g_byte_array_append(bytes, (const guint8 *)token, (guint)strlen(token));
		g_byte_array_append(bytes, tail, length);
	}
	}
	if (bytes->len > LARGEST)
		g_byte_array_set_size(bytes, LARGEST);
}

static void test_mutations(void)
{
	struct random r;
	guint seeds = 0;

	random_seed(&r, 20200129);
	while (fuzz_seeds[seeds].bytes)
		seeds++;
	for (guint i = 0; i < seeds; i++)
		LLVMFuzzerTestOneInput((const uint8_t *)fuzz_seeds[i].bytes, fuzz_seeds[i].size);
	for (int round = 0; round < ROUNDS; round++) {
		const struct fuzz_seed *seed = &fuzz_seeds[random_below(&r, seeds)];
		g_autoptr(GByteArray) bytes = g_byte_array_new();

		g_byte_array_append(bytes, (const guint8 *)seed->bytes, (guint)seed->size);
		for (guint n = 1 + random_below(&r, 6); n > 0; n--)
			mutate(bytes, &r);
		LLVMFuzzerTestOneInput(bytes->data, bytes->len);
	}
}

int main(int argc, char **argv)
{
	g_autofree char *path = g_strconcat("/fuzz/", fuzz_name, NULL);

	g_test_init(&argc, &argv, NULL);
	g_test_add_func(path, test_mutations);
	return g_test_run();
}
#endif
