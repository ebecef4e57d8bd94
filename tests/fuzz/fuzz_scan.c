/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any parameters, events and places of a scan. */
#include "config.h"

#include "fuzz_files.h"

#include "analyst/scan_file.h"

const char *const fuzz_name = "scan";
const char *const fuzz_names[3] = {"parameters.txt", "input.csv", "places.csv"};

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("start=2024-01-01\nend=2024-02-25\nreplications=9\n%id,date,place,x,y\n1,2024-01-"
		  "01,P0,0,0\n2,2024-01-08,P1,5,5\n3,2024-02-20,P0,0,0\n4,2024-02-21,P0,0,0\n"),
	FUZZ_SEED("end=2024-02-25\nreplications=9\ncoordinates=latlon\nanalysis="
		  "retrospective\naggregate_days=7\nhistory_days=56\nmin_window_days=7\nmax_window_"
		  "days=14\n%id,date,place,category\n1,2024-01-02,P0,A\n2,2024-02-08,P1,A\n3,2024-"
		  "02-09,P1,B\n%place,lat,lon\nP0,59,18\nP1,59.1,18\n"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {
	"\n",         ",",          "=",          "..",          "1e17",
	"-1",         "0",          "nan",        "99999999999", "\"",
	"2026-02-30", "0001-01-01", "9999-12-31", "none",        "\xff",
	"eps_t=",     "x",          "P1",         "ends=",       "history_days=",
	"category=",  "strata=",    NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	fuzz_files_write(data, size);
	struct scan_file *file =
		memmem(data, size, "replications", 12)
			? scan_file_read(fuzz_paths[1], NULL, fuzz_paths[0], &error)
			: scan_file_read(fuzz_paths[1], fuzz_paths[2], fuzz_paths[0], &error);
	gboolean fine = file != NULL;

	if (file) {
		file->options.threads = 1;
		file->options.replications = MIN(file->options.replications, 9);
		fine = scan_file_run(file, ROWS_CSV, out, &error);
	}
	scan_file_free(file);
	fuzz_files_check(fine, error);
	return 0;
}
