/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any line as a time: no crash, an error when refused, and what is understood is never ahead, never
 * backwards, and can be written. */
#include "config.h"

#include "fuzz.h"
#include "osg/text.h"
#include "osg/week.h"
#include "osg/when.h"

const char *const fuzz_name = "when";

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("igår kväll"),
	FUZZ_SEED("fre 20-23"),
	FUZZ_SEED("2026-11-14 20:15 - 23:00"),
	FUZZ_SEED("14/11 halv tio till 15/11 07"),
	FUZZ_SEED("v 46"),
	FUZZ_SEED("strax före 14 igår kväll"),
	FUZZ_SEED("fre/lör natt efter 02"),
	FUZZ_SEED("%Y-%m-%d %H:%M"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {
	" ",          "igår",   "fre",      "to",    "on",    "v",       "46",         "9",
	"20-23",      "-",      "14/11",    "nov",   "kväll", "i natt",  "förra",      "2026",
	"0930",       "halv",   "tio",      "den",   "sedan", "2d",      "am",         "pm",
	"2026-11-14", "T",      "20:15",    "31/2",  ":e",    "ca",      "9999999999", "+",
	"till",       "29 feb", "2026-W53", "\xff",  "strax", "före",    "efter",      "från",
	"/",          "tidigt", "261114",   "tiden", "c:a",   "midnatt", "i tisdags",  "v44-v46",
	"h",          "natt",   "och",      NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const gint64 now = 1794920520; /* 2026-11-17 14:02 */
	g_autofree char *raw = g_strndup((const char *)data, size),
			*line = text_clean(raw, -1, FALSE);
	struct when when, format;
	GError *error = NULL;

	when_parse_format(line, "%Y-%m-%d %H:%M", &format);
	when_parse_format("2026-11-14", line, &format);
	if (!when_parse(line, now, &when, &error)) {
		g_assert_nonnull(error);
		g_error_free(error);
		return 0;
	}
	g_assert_cmpint(when.from, <=, when.to);
	g_assert_cmpint(when.from, <=, now + 60);
	g_autofree char *said = when_format(&when, WEEK_NONE), *edited = when_edit(&when);
	g_assert_true(text_is_clean(said) && *edited);
	return 0;
}
