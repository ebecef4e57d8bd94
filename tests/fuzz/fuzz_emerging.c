/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any parameters, events and places of emerging hot spots. */
#include "config.h"

#include "fuzz_files.h"

#include "analyst/emerging_file.h"

const char *const fuzz_name = "emerging";
const char *const fuzz_names[3] = {"parameters.txt", "input.csv", "places.csv"};

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("start=2024-01-01\nbin_days=7\nbins=3\ndistance_band=100\n%date,place\n2024-01-"
		  "02,A\n2024-01-10,B\n2024-01-16,B\n%place,x,y\nA,0,0\nB,50,50\nC,900,900\n"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {
	"\n",          ",",  "=",          "..",         "1e17",       "-1",   "0",    "nan",
	"99999999999", "\"", "2026-02-30", "0001-01-01", "9999-12-31", "none", "\xff", "eps_t=",
	"x",           "P1", "bins=",      "bin_days=",  "time_lags=", NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	fuzz_files_write(data, size);
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	gboolean fine = emerging_file_run(fuzz_paths[1], fuzz_paths[2], fuzz_paths[0],
					  size % 2 == 0, ROWS_JSON, out, notes, &error);

	fuzz_files_check(fine, error);
	return 0;
}
