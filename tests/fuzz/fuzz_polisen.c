/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "importer.h"

#define EVENT(id, name)                                                                            \
	"{\"id\":" id ",\"datetime\":\"2024-05-29 9:05:00 +02:00\",\"name\":\"" name               \
	"\",\"summary\":\"Vid Norrby skola.\","                                                    \
	"\"url\":\"/a/"                                                                            \
	"\",\"type\":\"Brand\",\"location\":{\"name\":\"Provköping\",\"gps\":\"59.2,18.0\"}}"

const char *const fuzz_name = "polisen";

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("[" EVENT("1", "29 maj 08.55, Brand, Provköping") "," EVENT(
		"\"b\"", "30 december 23:10, Trafikolycka, singel, Annanstad") "]"),
	FUZZ_SEED("[{\"id\":1,\"versions\":[{\"event\":" EVENT(
		"1", "9 augusti 07.15, Sammanfattning natt, Provköping") "}]}]"),
	FUZZ_SEED("[]"),
	FUZZ_SEED("{\"error\":1}"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {"\"",
				   "[",
				   "]",
				   "{",
				   "}",
				   ",",
				   "null",
				   "\\u0000",
				   "\\u001b",
				   "\\ud800",
				   "\x1b",
				   "29 februari 25.61",
				   "1e999",
				   "\xff",
				   "31 juni 00.00",
				   "9999999999999999999999",
				   NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	importer_try("polisen", data, size);
	return 0;
}
