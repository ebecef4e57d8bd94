#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A CSV of N rows (standard 1,000,000: 250 MB; ten years, in no order) with eleven columns as a partner would send it, the same bytes every time.
# Four points in five lie within some 150 m of a place of the demo, as the reports of a municipality do; the rest anywhere.
# usage: make_csv.sh [N] > file
places=$(dirname "$0")/../../share/demo/places.csv
LC_ALL=C exec awk -F, -v n="${1:-1000000}" -v OFS=, '
# Lehmer 1951 as Park and Miller have it: every product is exact in the doubles that awk counts with. A generator that is not
# falls into a circle, and a million rows were ten thousand, a hundred times each.
BEGIN { seed = 12345 }
function draw(below) { seed = seed * 16807 % 2147483647; return seed % below }
FNR > 1 && $2 > 0 { lat[++count] = $2; lon[count] = $3 }
function text_of(number) { number = sprintf("%.5f", number); sub(/\./, ",", number); return number }
END {
	split("SKA;KLO;NED;BRA;NAR;ALK;UNG;BUS;VAL;HOT;INB;STO;OTR;ORD;OLY", categories, ";")
	split("lampan ute vid entren;en ruta krossad mot gatan;samling i trapphuset sent;klotter på fasaden igen;" \
	      "bråte lämnad vid miljöhuset;rök från en container;moped körd på gångvägen;larm utan synlig orsak", texts, ";")
	print "Ärendenr;Datum;Klockslag;Till datum;Till klockslag;Kategori;Latitud;Longitud;Kostnad;Polisanmäld;Beskrivning"
	for (i = 1; i <= n; i++) {
		day = draw(28) + 1; month = draw(12) + 1; year = 2015 + draw(10)
		text = texts[draw(8) + 1] " " texts[draw(8) + 1] " " texts[draw(8) + 1]
		if (draw(5)) { # near a place, some places far more often than others
			at = int((draw(1000) / 1000) ^ 2 * count) + 1
			north = lat[at] + (draw(200) - 100) / 75000; east = lon[at] + (draw(200) - 100) / 38000
		} else {
			north = 59.2 + draw(6000) / 100000; east = 17.91 + draw(8000) / 100000
		}
		printf "%d;%04d-%02d-%02d;%02d:%02d;%s;%s;%s;%s;%s;%s;%s;%s, anteckning %d, åtgärd beställd av driften samma dag och " \
		       "återkopplad till den som rapporterade enligt rutinen.\n", i, year, month, day, draw(24), draw(60), "", "",
		       categories[draw(15) + 1], text_of(north), text_of(east), draw(3) ? "" : draw(90000), draw(2) ? "ja" : "nej", text, i
	}
}' "$places"
