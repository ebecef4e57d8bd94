/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "importer.h"

const char *const fuzz_name = "csv";

const struct fuzz_seed fuzz_seeds[] = {
	FUZZ_SEED("Datum;Klockslag;Kategori;Plats;Beskrivning\r\n2024-10-04;22:15;BRA;Norrby "
		  "skola;Rök\r\n2024-10-05;;KLO;;\"två\r\nrader\"\r\n"),
	FUZZ_SEED("\xEF\xBB\xBFsep=,\nDatum,Till "
		  "klockslag,Kategori,Latitud,Longitud,Kostnad\n2024-10-04,07:00,SKA,59.27,18.05,1 "
		  "200 kr\n"),
	FUZZ_SEED("Datum;Kategori;Beskrivning\n2024-10-04;Skadeg\xF6relse;Bel\xE4get vid \x96 "
		  "torget\n"),
	FUZZ_SEED("Crime ID,Month,Longitude,Latitude,Location,Crime type\n,2018-10,-0.11,51.5,No "
		  "Location,Drugs\nab,2018-10,,,x,Robbery\n"),
	FUZZ_SEED("Case Number,Date,Primary Type\nJK1,06/09/2026 12:00:00 AM,ARSON\nJK1,06/09/2026 "
		  "01:00:00 PM,THEFT\n"),
	FUZZ_SEED("Datum;Kategori;Beskrivning\n2024-10-04;BRA;VisÃ¤ttra och SkogÃ¥s\n"),
	{NULL, 0},
};

const char *const fuzz_tokens[] = {"\"",
				   ";",
				   ",",
				   "\n",
				   "\r",
				   "\x1b[2J",
				   "\xe2\x80\xae",
				   "2024-02-31",
				   "24:00",
				   "Ã",
				   "\xff\xfe",
				   "99999999999999999999",
				   "-",
				   "=",
				   "Norrby",
				   "\xC2\xA0",
				   NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	importer_try("csv", data, size);
	return 0;
}
