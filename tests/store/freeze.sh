#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the frozen database of a released version, which every later version migrates in its tests.
# Run it once at a release, and keep the file for ever: freeze.sh OSG FILE
# usage: tests/store/freeze.sh build/osg tests/store/frozen/osg-0.1.0.db
set -e
osg=$1 file=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OSG_NOW=2024-10-22T08:31:00+02:00 OSG_LANG=en HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work"
mkdir "$work/from"
ring='[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.3],[18,59.2]]]'
for name in municipality:Norrby regso:Norrby; do
	printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Polygon","coordinates":%s}}]}' \
		"${name#*:}" "$ring" >"$work/from/${name%%:*}.geojson"
done
printf 'name,latitude,longitude\nNorrby skola,59.27,18.05\n' >"$work/from/places.csv"
db="$work/osg.db"
"$osg" --db "$db" init --from "$work/from"
"$osg" --db "$db" add --what BRA --where "Norrby skola" --when "14/10 22:15" --text "Container i brand"
"$osg" --db "$db" add --what SKA --where "Norrby skola" --when "15/10" --text "Krossad ruta mot gården"
"$osg" --db "$db" nil KOM --week v41 --note "Inget att rapportera"
printf 'Id;Datum;Kategori;Plats;Beskrivning\n1;2024-10-16;KLO;Norrby skola;Klotter på fasaden\n2;2024-10-17;NED;Norrby skola;Soffa\n' \
	>"$work/rond.csv"
"$osg" --db "$db" import --org KOM "$work/rond.csv"
"$osg" --db "$db" picture fix --week v42
"$osg" --db "$db" check
rm -f "$file"
"$osg" --db "$db" backup "$file"
