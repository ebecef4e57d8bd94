#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Control characters, escape sequences, direction marks and broken UTF-8 through every door of the program: options, environment, file
# names, mappings, imported fields, settings, folders of set-up. None is stored, and none comes out again: not on standard output or
# standard error, as text, JSON or CSV, nor on paper.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB="$work/data.db"
now=2024-10-22T08:31:00+02:00
export OSG_NOW=$now

# escape sequence, window title with BEL, direction override, C1 in UTF-8, a lone byte, a zero-width blank, a BOM, DEL
harm=$(printf 'Sko\033[2J\033]0;x\007lan\342\200\256gul\302\233slut\377\342\200\213\357\273\277\177z')
# the same without broken UTF-8: arguments and settings in JSON must be UTF-8 to get further
mild=$(printf 'Sko\033[2J\033]0;x\007lan\342\200\256gul\302\233slut\342\200\213\357\273\277\177z')
escaped='Sko\u001b[2J\u0007lan\u202egul\u009bslut\u200b'

harmless() { # file: valid UTF-8 without what a terminal or a reader would obey
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 &&
		! LC_ALL=C grep -aqP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf' "$1" &&
		! grep -aqiE '\\u00(0[0-8bcef]|1[0-9a-f]|7f|[89][0-9a-f])|\\u20(0[b-f]|2[a-e])|\\u206[6-9]|\\ufeff|\\ud[89a-f]' "$1"
}
doors=0
# through NAME COMMAND…: whatever it answers holds nothing harmful, and it does not crash
through() {
	name=$1
	shift
	doors=$((doors + 1))
	timeout 60 "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	fine=0
	[ $status -le 3 ] || fine=1
	harmless "$work/out" && harmless "$work/err" || fine=1
	result $fine "$name"
	[ $fine -eq 0 ] || { echo "# status $status"; cat -v "$work/out" "$work/err" | head -n 5 | sed 's/^/# /'; }
}

# the detector sees what it must see
printf '%s' "$harm" >"$work/harm"
printf '%s' "$escaped" >"$work/escaped"
for kind in '\033' '\007' '\302\233' '\342\200\256' '\377' '\357\273\277' '\177' '\342\201\246'; do
	printf "a${kind}b" >"$work/one"
	is "the test sees $kind" no "$(harmless "$work/one" && echo yes || echo no)"
done
is "the test sees what JSON escapes" no "$(harmless "$work/escaped" && echo yes || echo no)"

# ---- set-up
mkdir "$work/from"
ring='[[[18,59.2],[18.1,59.2],[18.1,59.3],[18,59.3],[18,59.2]]]'
area() { printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"%s"},"geometry":{"type":"Polygon","coordinates":%s}}]}' "$1" "$ring"; }
area "Norrby $escaped" >"$work/from/municipality.geojson"
area "Regso $escaped" >"$work/from/regso.geojson"
printf 'name,latitude,longitude\nNorrby skola,59.27,18.05\n%s torg,59.26,18.04\n' "$harm" >"$work/from/places.csv"
through "names of areas and places" $osg init --from "$work/from"
through "a place with them is listed" $osg list places
through "areas as JSON" $osg list areas --json
rm -f "$OSG_DB"
$osg init --demo --scale 0.25 >/dev/null || exit 99

# ---- options of every verb
one="--what BRA --where visättraskolan --when igår"
through "add --text" $osg add $one --text "$harm"
through "add --text, valid UTF-8" $osg add $one --text "$mild"
like "which is told" 'Control characters were taken out' "$(cat "$work/err")"
through "add --what" $osg add --what "$harm" --where visättraskolan --when igår
through "add --where" $osg add --what BRA --where "$harm" --when igår
through "add --when" $osg add --what BRA --where visättraskolan --when "$harm"
through "add --org" $osg add $one --org "$harm"
through "add, an option there is not" $osg add "--$mild"
through "nil" $osg nil "$harm"
through "nil --note" $osg nil HUGE --note "$mild"
through "nil --week" $osg nil HUGE --week "$harm"
through "picture situation" $osg picture situation --text "$mild"
through "picture situation, broken" $osg picture situation --text "$harm"
through "picture fix --reason" $osg picture fix --week v40 --reason "$mild"
through "picture fix again" $osg picture fix --week v40 --reason "$mild"
through "picture show --week" $osg picture show --week "$harm"
through "picture, another action" $osg picture "$harm"
through "hotspots dismiss" $osg hotspots dismiss 24371 --reason "$mild"
through "hotspots group" $osg hotspots group 24371 --leader "$harm" --title "$mild"
through "list, a filter" $osg list "$harm"
through "list, another filter" $osg list "vem:$mild"
through "list --week" $osg list --week "$harm"
through "show" $osg show "$harm"
through "log" $osg log "$harm"
through "export" $osg export "$harm"
through "export --format" $osg export observations --format "$harm"
through "print" $osg print "$harm"
through "print -o" $osg print summary --format text -o "$work/no/$harm"
through "print --printer" $osg print summary --printer "$harm"
through "backup" $osg backup "$work/no/$harm"
through "a verb there is not" $osg "$harm"
through "--as" $osg --as "$harm" list
through "--lang" $osg --lang "$harm" list
for verb in scan knox series emerging; do
	through "$verb FILE" $osg $verb "$work/no/$harm"
	through "$verb --parameters" $osg $verb --parameters "$work/no/$harm"
done

# ---- environment
through "OSG_NOW" env OSG_NOW="$harm" $osg list
through "OSG_LANG" env OSG_LANG="$harm" $osg list
through "OSG_DB" env OSG_DB="$work/no/$harm" $osg list
through "OSG_LIBEXECDIR" env OSG_LIBEXECDIR="$work/$harm" $osg print summary --format pdf -o "$work/x.pdf"
through "XDG_CONFIG_HOME" env XDG_CONFIG_HOME="$work/$harm" $osg list
through "XDG_DATA_HOME" env -u OSG_DB XDG_DATA_HOME="$work/no/$harm" $osg list
through "LANGUAGE" env LANGUAGE="$harm" LC_ALL="$mild" $osg list
cp "$OSG_DB" "$work/$harm.db"
for verb in check "backup $work/copy.db" list "--json check" "log verify" "init"; do
	through "a database with such a name: $verb" $osg --db "$work/$harm.db" $verb
done

# ---- settings
mkdir -p "$work/config/osg"
printf '[%s]\nlanguage=%s\n[screen]\nstart=%s\n%s=1\n' "$mild" "$mild" "$mild" "$mild" >"$work/config/osg/settings.ini"
through "settings" $osg list
printf '[screen]\nstart=%s\n' "$harm" >"$work/config/osg/settings.ini"
through "settings, broken" $osg list
rm -r "$work/config"

# ---- files
printf 'Id;Datum;Kategori;Plats;Beskrivning\n1;2024-10-16;KLO;Visättraskolan;%s\n%s;2024-10-17;NED;%s;Soffa\n3;%s;%s;x;y\n' \
	"$harm" "$harm" "$harm" "$harm" "$harm" >"$work/$harm.csv"
through "import, file name and every field" $osg import --org KOM "$work/$harm.csv"
through "import --json" $osg --json import --org KOM "$work/$harm.csv"
through "import --json, once more" $osg --json import -n --org KOM "$work/$harm.csv"
through "import --explain" $osg import --explain "$work/$harm.csv"
through "mapping new" $osg mapping new "$work/$harm.csv"
through "import --org" $osg import --org "$harm" "$work/$harm.csv"
through "import --format" $osg import --format "$harm" "$work/$harm.csv"
through "import --mapping" $osg import --mapping "$work/no/$harm" "$work/$harm.csv"
printf 'Date;Cat;%s\n2024-10-18;KLO;x\n' "$mild" >"$work/mapped.csv"
printf '[mapping]\nsource=%s\norganisation=KOM\n[columns]\ndate=Date\ncategory=Cat\ntext=%s\n[%s]\n%s=%s\n' "$mild" "$mild" "$mild" "$mild" "$mild" >"$work/map.ini"
through "a mapping's every line" $osg import --mapping "$work/map.ini" "$work/mapped.csv"
printf '[{"id":9,"datetime":"2024-10-19 08:00:00 +02:00","name":"19 oktober 08:00, Brand, Huddinge %s","summary":"%s","url":"/x%s","type":"Brand","location":{"name":"Huddinge %s","gps":"59.23,17.98"}}]' \
	"$escaped" "$escaped" "$escaped" "$escaped" >"$work/pol.json"
through "the police's events" $osg import --format polisen "$work/pol.json"
$osg export observations --format json >"$work/all.json" 2>/dev/null
sed "s/\"source\": *\"typed\"/\"source\": \"typed $escaped\"/; s/\"text\": *\"/&$escaped/" "$work/all.json" >"$work/back.json"
through "osg's own words" $osg import "$work/back.json"
$osg list --csv alla 2>/dev/null | head -n 3 | sed "2,\$s/,typed,/,typed $mild,/" >"$work/back.csv"
through "osg's own list" $osg import "$work/back.csv"

# ---- and out again
for kind in observations nil-reports pictures rejected imports places areas categories organisations participants hotspots focus-groups links; do
	through "$kind as text" $osg list $kind
	through "$kind as CSV" $osg list $kind --csv
	through "$kind as JSON" $osg --json list $kind
	through "$kind exported" $osg export $kind --format json
done
through "the log" $osg log --limit 0
through "the log as JSON" $osg --json log --limit 0
through "the picture" $osg picture show --week v40
through "the picture as JSON" $osg --json picture show --week v40
through "the summary" $osg print summary --week v42 --format text
through "the summary as HTML" $osg print summary --week v42 --format html
if command -v pdftotext >/dev/null 2>&1; then
	$osg print summary --week v42 --format pdf -o "$work/summary.pdf" 2>/dev/null
	pdftotext "$work/summary.pdf" - 2>/dev/null | tr -d '\014' >"$work/pdf"
	is "the summary on paper" yes "$([ -s "$work/pdf" ] && harmless "$work/pdf" && echo yes)"
else
	skip "no pdftotext: the summary on paper was NOT looked at"
fi
ok "the database is sound" $osg check
# whatever was kept, byte for byte, that is not a database page's own
if command -v sqlite3 >/dev/null 2>&1; then
	sql "$OSG_DB" "SELECT text, source, source_id, source_link, reason FROM observation; SELECT note FROM nil_report; SELECT situation, reason FROM picture;
		SELECT file FROM import; SELECT file, field, value, reason FROM rejected_row; SELECT before, after FROM log;" >"$work/kept"
	is "nothing harmful is kept" yes "$([ -s "$work/kept" ] && harmless "$work/kept" && echo yes)"
fi
like "through how many doors" '^(1[0-9][0-9]|[89][0-9])$' "$doors"
done_testing
