#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A new partner's file: its columns found out by asking, on a terminal and by options, kept, read with, taken back.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB="$work/data.db" OSG_NOW=2024-10-22T08:31:00+02:00
$osg init --demo --scale 0.25 >/dev/null || exit 99
cat >"$work/rond_v40.csv" <<'X'
Rondbolaget AB;;;;
Rondnr;Dag;Klockan;Larmtyp;Anteckning
1;04/10/2024;22.15;Glasruta;Krossad ruta på baksidan av huset
2;05/10/2024;09.30;Klotter;En stor målning under bron
X
figures() { $osg --json import -n "$work/rond_v40.csv" 2>/dev/null | grep -oE '"(mapping|new|set_aside)": *[^,]*' | tr -d ' "' | tr '\n' ' '; }

exits "an unknown table is refused" 1 $osg import "$work/rond_v40.csv"
like "and the way on is told" 'line 2: .*osg mapping new' "$(cat "$work/err")"
ok "what is proposed is kept" $osg mapping new "$work/rond_v40.csv" </dev/null
is "and reads what it can" "mapping:rond new:1 set_aside:1 " "$(figures)"
ok "it is taken back" $osg mapping undo rond
exits "and is gone" 1 $osg import -n "$work/rond_v40.csv"
ok "a word is said by an option" $osg mapping new "$work/rond_v40.csv" --name rond --word Glasruta=glaskross --org BEV --set Anteckning=text
is "and all rows can be read" "mapping:rond new:2 set_aside:0 " "$(figures)"
exits "the same name is not overwritten" 1 $osg mapping new "$work/rond_v40.csv" --name rond --yes
exits "a field that is none is refused" 1 $osg mapping new "$work/rond_v40.csv" --set Dag=colour
ok "it is removed" $osg mapping remove rond
ok "and brought back" $osg mapping undo rond
own=${XDG_CONFIG_HOME:-$HOME/.config}/osg/mappings
printf '[columns]\ndate=Dag\nhej\n' >"$own/trasig.ini"
ok "beside an own mapping that cannot be read" $osg import -n "$work/rond_v40.csv"
like "another is used, and it is said" 'Mapping trasig, line 3: .*hej' "$(cat "$work/out")"
rm "$own/trasig.ini"
like "it stands in the list" '^rond +own' "$($osg mapping list)"
like "and is shown" '^category=Larmtyp$' "$($osg mapping show rond)"

if command -v script >/dev/null; then
	printf '%s\n' 5 - '' nosuch SKA.glaskross frågad >"$work/answers"
	script -qec "$osg mapping new '$work/rond_v40.csv'" /dev/null <"$work/answers" >"$work/said" 2>&1
	like "a category that is none is asked again" 'There is no category .nosuch' "$(cat "$work/said")"
	is "a name that is none too" 1 "$(grep -c 'is no name of a mapping' "$work/said")"
	is "and the input's end keeps nothing" 1 "$(grep -c 'Nothing was kept' "$work/said")"
	printf '%s\n' 5 - '' SKA.glaskross rond-b >"$work/answers"
	script -qec "$osg mapping new '$work/rond_v40.csv'" /dev/null <"$work/answers" >"$work/said" 2>&1
	is "what was answered is kept" "Glasruta=SKA.glaskross unused=Anteckning" \
		"$($osg mapping show rond-b | grep -E '^(Glasruta|unused)' | sort | tr '\n' ' ' | sed 's/ $//')"
else
	skip "no terminal to ask at (script)"
fi
done_testing
