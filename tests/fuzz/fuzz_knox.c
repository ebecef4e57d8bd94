/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any parameters and events of Knox's table and the space-time K. */
#include "config.h"

#include "fuzz_files.h"

#include "analyst/knox_file.h"

const char *const fuzz_name = "knox";
const char *const fuzz_names[3] = {"parameters.txt", "input.csv", "places.csv"};

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("eps_t=1,3,7\neps_s=100,200,..,500\nreplications=9\n%id,date,x,y\n1,2024-01-01,0,"
		  "0\n2,2024-01-03,5,90\n3,2024-03-03,900,90\n"),
	FUZZ_SEED("statistic=space-time "
		  "K\ntime_limits=0,100\ns=1..4\nt=5,10\n%x,y,t\n1,1,3\n2,2,5\n3,1,70\n"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {
	"\n",   ",",           "=",  "..",         "1e17",           "-1",         "0",
	"nan",  "99999999999", "\"", "2026-02-30", "0001-01-01",     "9999-12-31", "none",
	"\xff", "eps_t=",      "x",  "P1",         "replications=3", "..",         NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	fuzz_files_write(data, size);
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	gboolean fine = knox_file_run(fuzz_paths[1], fuzz_paths[0], ROWS_JSON, out, notes, &error);

	fuzz_files_check(fine, error);
	return 0;
}
