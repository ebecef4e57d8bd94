/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "importer.h"

#define REQUEST(id)                                                                                \
	"{\"service_request_id\":" id ",\"service_name\":\"Klotter\",\"service_code\":\"12\","     \
	"\"requested_datetime\":\"2024-05-29T09:05:00+02:00\",\"lat\":59.27,\"long\":\"18.05\","   \
	"\"description\":\"Vid Norrby skola.\",\"address\":\"Skolvägen 1\",\"notes\":[{}]}"

const char *const fuzz_name = "open311";

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("[" REQUEST("1") "," REQUEST("\"b\"") "]"),
	FUZZ_SEED("{\"data\":" REQUEST("\"a\"") "}"),
	FUZZ_SEED("<?xml version=\"1.0\"?><service_requests><request><service_request_id>1"
		  "</service_request_id><service_name>Klotter</service_name><description/>"
		  "<requested_datetime>2024-05-29T09:05:00+02:00</requested_datetime>"
		  "<lat>59.27</lat><long>18.05</long></request></service_requests>"),
	FUZZ_SEED("<!DOCTYPE x [<!ENTITY a \"b\">]><services>&a;</services>"),
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
				   "1e999",
				   "\xff",
				   "<request>",
				   "</request>",
				   "<![CDATA[",
				   "]]>",
				   "&#0;",
				   "&lt;",
				   "&x;",
				   "xmlns:a=\"b\"",
				   "encoding=\"x\"",
				   "9999999999999999999999",
				   NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	importer_try("open311", data, size);
	return 0;
}
