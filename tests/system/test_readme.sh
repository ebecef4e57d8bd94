#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the README tells to type works as it stands there, two years after the demo's own (trial B5: its list was empty and its week led to nothing).
. "$OSG_SRCDIR/tests/tap.sh"
export OSG_DB=$work/osg.db OSG_NOW=2026-11-28T09:00:00+01:00
osg() { "$OSG_PROGRAM" "$@"; }
readme=$OSG_SRCDIR/README.md

# ---- what its placeholders stand for
mkdir "$work/from"
ring='[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.3],[18,59.2]]]'
for name in municipality:Huddinge regso:Flemingsberg; do
	printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Polygon","coordinates":%s}}]}' \
		"${name#*:}" "$ring" >"$work/from/${name%%:*}.geojson"
done
printf '[{"id":1,"datetime":"2024-11-12 22:15:00 +01:00","name":"12 november 22.15, Brand, Huddinge","summary":"En container brinner.","url":"/1","type":"Brand","location":{"name":"Huddinge","gps":"59.237,17.981"}}]' \
	>"$work/polisen.json"
printf 'Id;Datum;Kategori;Plats;Beskrivning\n1;2024-11-13;KLO;Visättraskolan;Klotter\n' >"$work/huge_v46.csv"
printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:derby\r\nDTSTART:20261205T130000Z\r\nSUMMARY:Derby\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' \
	>"$work/idrottsplatsen.ics"
printf 'Dag;Klockan;Larmtyp;Objekt\n13/11/2024;22.15;Klotter;Visättraskolan\n' >"$work/vaktlogg.csv"
cd "$work" || exit 1
mkdir in

ok "the demo" osg init --demo --scale 0.5
id=$(osg list observations --json | sed -n 's/^ *"id": "\(.*\)",*$/\1/p' | head -n 1)

# ---- each line, as it stands there
line() { # of the README
	command=$(printf '%s\n' "$1" | sed "s/  *#.*//; s/DIR/from/; s/ID/$id/; s#/srv/osg/in#in#")
	case $command in *"init "*) command=$(printf '%s' "$command" | sed 's/osg init/osg --db new.db init/') ;; esac
	(eval "$command") >"$work/said" 2>"$work/err"
	status=$?
	[ $status -eq 0 ] || sed 's/^/# /' "$work/err"
	result $status "$command"
}
sed -n '/^## Use it/,/^## /s/^    \(osg .*\)/\1/p' "$readme" >"$work/lines"
ok "there are lines to try" test "$(wc -l <"$work/lines")" -ge 8
while IFS= read -r text; do
	case $text in
	"osg meeting"*) # the screens: test_tty leads a meeting on a terminal
		like "$text: asks for a terminal" 'need a terminal' "$(osg meeting --practise 2>&1 </dev/null)"
		continue ;;
	esac
	line "$text"
	case $text in
	*"osg list "*v*) ok "and lists rows" test -s "$work/said" ;;
	esac
done <"$work/lines"
like "what was fixed is the demo's week" 'ersion 1' "$(osg print summary --week 2024-W46 --format text | head -n 5)"

# ---- words that name nothing
osg list xyz >"$work/said" 2>"$work/err"
like "a word that names nothing is told of" 'xyz.*names no' "$(cat "$work/err")"
osg list 'flemingsberg brand v39' >/dev/null 2>"$work/err"
unlike "a word that names something is not" 'names no' "$(cat "$work/err")"
osg add --what BRA --where visättraskolan --when "igår 22" --text "I dag." >/dev/null 2>&1
ok "also after somebody tried it today" test -n "$(osg list 'flemingsberg brand v40' 2>/dev/null)"
done_testing
