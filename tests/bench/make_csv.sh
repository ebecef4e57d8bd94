#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A CSV of N rows (standard 1,000,000: 250 MB; ten years, in no order) with eleven columns as a partner would send it, the same bytes every time.
# Four points in five lie within some 150 m of a place of the demo, as the reports of a municipality do; the rest anywhere.
# usage: make_csv.sh [N] > file
places=$(dirname "$0")/../../share/demo/places.csv
LC_ALL=C exec awk -F, -v n="${1:-1000000}" -v OFS=, '
FNR > 1 && $2 > 0 { lat[++count] = $2; lon[count] = $3 }
function text_of(number) { number = sprintf("%.5f", number); sub(/\./, ",", number); return number }
END {
	split("SKA;KLO;NED;BRA;NAR;ALK;UNG;BUS;VAL;HOT;INB;STO;OTR;ORD;OLY", categories, ";")
	split("lampan ute vid entren;en ruta krossad mot gatan;samling i trapphuset sent;klotter på fasaden igen;" \
	      "bråte lämnad vid miljöhuset;rök från en container;moped körd på gångvägen;larm utan synlig orsak", texts, ";")
	print "Ärendenr;Datum;Klockslag;Till datum;Till klockslag;Kategori;Latitud;Longitud;Kostnad;Polisanmäld;Beskrivning"
	x = 12345
	for (i = 1; i <= n; i++) {
		x = (x * 1103515245 + 12345) % 2147483648
		day = int(x / 7) % 28 + 1; month = int(x / 211) % 12 + 1; year = 2015 + int(x / 3001) % 10
		hour = int(x / 17) % 24; minute = int(x / 401) % 60
		text = texts[int(x / 13) % 8 + 1] " " texts[int(x / 101) % 8 + 1] " " texts[int(x / 997) % 8 + 1]
		if (int(x / 67) % 5) { # near a place, some places far more often than others
			at = int((int(x / 71) % 1000 / 1000) ^ 2 * count) + 1
			north = lat[at] + (int(x / 53) % 200 - 100) / 75000; east = lon[at] + (int(x / 59) % 200 - 100) / 38000
		} else {
			north = 59.2 + int(x / 53) % 6000 / 100000; east = 17.91 + int(x / 59) % 8000 / 100000
		}
		printf "%d;%04d-%02d-%02d;%02d:%02d;%s;%s;%s;%s;%s;%s;%s;%s, anteckning %d, åtgärd beställd av driften samma dag och " \
		       "återkopplad till den som rapporterade enligt rutinen.\n", i, year, month, day, hour, minute, "", "",
		       categories[int(x / 29) % 15 + 1], text_of(north), text_of(east), x % 3 ? "" : int(x / 31) % 90000,
		       x % 2 ? "ja" : "nej", text, i
	}
}' "$places"
