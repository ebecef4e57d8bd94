/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any detectors on any series. */
#include "config.h"

#include "fuzz_files.h"

#include "analyst/series_file.h"

const char *const fuzz_name = "series";
const char *const fuzz_names[3] = {"parameters.txt", "input.csv", "places.csv"};

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("ears_c1=method:C1 baseline:7 alpha:0.01\nfarrington_a=b:1 w:2\ncusum_rossi=k:1 "
		  "h:2 m:3\nlr_cusum_a=theta:log(1.5) "
		  "mu0:column\n%t,count,mu0\n1,3,2\n2,0,2\n3,9,2\n4,1,2\n5,2,2\n"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {
	"\n",         ",",       "=",           "..",         "1e17",       "-1",
	"0",          "nan",     "99999999999", "\"",         "2026-02-30", "0001-01-01",
	"9999-12-31", "none",    "\xff",        "eps_t=",     "x",          "P1",
	"alpha:",     "freq=52", "glr_a=",      "window:all", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	fuzz_files_write(data, size);
	gboolean fine = series_file_run(fuzz_paths[1], fuzz_paths[0], ROWS_CSV, out, NULL, &error);

	fuzz_files_check(fine, error);
	return 0;
}
