#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The verbs as a shell user meets them: what they print, how they end, what they say when something is wrong.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB=$work/osg.db OSG_NOW=2024-12-31T09:00:00+01:00

# ---- before there is anything
like "the version" '^osg [0-9]' "$($osg --version)"
exits "an unknown command is wrong usage" 2 $osg fly
like "and is named" 'fly' "$(cat "$work/err")"
exits "an unknown option is wrong usage" 2 $osg list --colour
like "and says where they are told" 'no option --colour; .osg list --help' "$(cat "$work/err")"
# fault WHAT SAYS ARGUMENT…: wrong usage, in a sentence of ours
fault() {
	what=$1 says=$2
	shift 2
	exits "$what" 2 $osg "$@"
	like "$what: so it says" "$says" "$(cat "$work/err")"
}
fault "a command mistyped" 'is .list. meant' lits
fault "an option mistyped" 'is --week meant' list --wek v40
fault "an option without its value" '--limit needs a value: N' list --limit
fault "a number that is none" '--limit is .x.; expected a whole number' list --limit x
fault "a number below zero" '--limit is .-5.; expected a whole number of 0' list --limit -5
fault "an option twice" '--week stands twice' list -w v40 --week=v41
fault "a value that is no text" '--what is .*no text in UTF-8' add --what "$(printf '\377')"
fault "a word that is left out" 'osg list -- -brand' list -brand
for verb in signals check register retain serve remind doctor meeting; do
	fault "$verb and a word" 'takes options only; .word. is none' $verb word
done
fault "a week behind picture" 'not .v40.' picture show v40
fault "a number behind hotspots" 'not .24421.' hotspots show 24421
fault "two organisations" '.HUGE. is too much' nil BEV HUGE
fault "log and a word" '.x. is no id' log verify x
exits "no database yet" 3 $osg list
like "says what to do" 'osg init' "$(cat "$work/err")"
like "in Swedish too" 'databas' "$($osg --lang sv list 2>&1)"

# ---- every verb stands in help and the manual pages
for verb in $($osg --help | sed -n '/^Commands:/,$s/^  \([a-z]*\)  *.*/\1/p'); do
	ok "$verb is in the English manual page" grep -Eq "^\.(B|BR) \"?$verb" "$OSG_SRCDIR/share/man/osg.1"
	ok "$verb is in the Swedish manual page" grep -Eq "^\.(B|BR) \"?$verb" "$OSG_SRCDIR/share/man/sv/osg.1"
	exits "$verb has help of its own" 0 $osg $verb --help
done

# ---- and what each takes: as the list of words has it, which another test keeps true to the program
untold() { # manual page: options that its entry of their verb does not name, nor the OPTIONS
	sed 's/\\-/-/g' "$1" | ${AWK:-awk} -v words="$OSG_SRCDIR/share/completions/words" '
		/^\.SH/ { verb = ""; general = /^\.SH (OPTIONS|FLAGGOR|VÄXLAR)/ }
		/^\.TP/ { verb = ""; getline; if (match($0, /^\.BR? "?[a-z-]+/)) { verb = $2; gsub(/"/, "", verb) } }
		{ said[general ? "*" : verb] = said[general ? "*" : verb] " " $0 " " }
		END { while ((getline line < words) > 0) { n = split(line, w, " ")
			if (line !~ /^[a-z]/ || w[1] == "osg") continue
			for (i = 2; i <= n; i++) if (w[i] ~ /^--/ && w[i] != "--output" && said["*"] said[w[1]] !~ w[i] "[^a-z]") printf "%s %s; ", w[1], w[i] } }'
}
is "every option stands in the English manual page" "" "$(untold "$OSG_SRCDIR/share/man/osg.1")"
is "every option stands in the Swedish manual page" "" "$(untold "$OSG_SRCDIR/share/man/sv/osg.1")"

# ---- the demo
ok "init --demo" $osg init --demo --scale 0.25
exits "a second init is refused" 3 $osg init --demo
exits "a seed that is none" 2 $osg init --demo --seed x
like "organisations are listed" '^HUGE' "$($osg list organisations)"
like "places" 'Visättraskolan' "$($osg list places)"
is "places by words in their fields, without capitals or å ä ö" 1 "$($osg list places 'visattraskolan flemingsberg' | wc -l)"
is "no places that lack a word" 0 "$($osg list places 'visattraskolan brand' | wc -l)"
like "and says so" 'nothing matches .visattraskolan brand.' "$($osg list places 'visattraskolan brand' 2>&1)"
like "a name behind a prefix that nobody has is told" 'names nothing' "$($osg list 'vem:xyz' 2>&1)"
is "piped columns are separated by tabs" 3 "$($osg list places | head -n 1 | awk -F'\t' '{print NF}')"
if $osg list organisations --xlsx "$work/o.xlsx" 2>"$work/why"; then
	is "a workbook is a zip file" PK "$(head -c 2 "$work/o.xlsx")"
else
	like "no workbook without libxlsxwriter" 'CSV' "$(cat "$work/why")"
fi
exits "a workbook where there is no folder" 3 $osg list organisations --xlsx "$work/no/o.xlsx"
env TMPDIR="$work/no" $osg list organisations --xlsx "$work/o2.xlsx" 2>"$work/err" || true
like "nor one for what is temporary, which is said" 'temporary files, .*TMPDIR names another|CSV' "$(cat "$work/err")"
like "csv has a head" '^id,code,name' "$($osg list organisations --csv | head -n 1)"

# ---- adding
id=$($osg --as samordnare add --what skadegörelse --where visättraskolan --when "igår 22" --text "Tre rutor krossade." 2>/dev/null)
piped=$(printf 'Två rutor\nkrossade.\n' | $osg --as samordnare add --what SKA --where visättraskolan --when "igår 22" --text - 2>/dev/null)
empty=$($osg --as samordnare add --what SKA --where visättraskolan --when "igår 22" --text "" 2>/dev/null)
is "an empty text is none" 1 "$($osg --json show "$empty" | grep -c '"text": null')"
# no way out starts a formula in a spreadsheet
$osg --as samordnare add --what SKA --where visättraskolan --when "igår 22" --text '=1+1' >"$work/formula" 2>/dev/null
for out in list "list --csv" "export observations --format csv" "log --csv" "show $(cat "$work/formula")"; do
	is "$out: no cell is a formula" 0 "$($osg $out | grep -cE "(^|[,;	])\"?[=+@]")"
done
exits "what has no table is no CSV" 2 $osg hotspots --csv
exits "before the verb, too" 2 $osg --csv trace
like "a text is piped in" 'Två rutor' "$($osg show "$piped")"
like "ten megabytes are not" 'characters are too many' "$(head -c 10000000 /dev/zero | tr '\0' a | $osg --as samordnare add --what SKA --where visättraskolan --when igår --text - 2>&1)"
where() { $osg add --what SKA --when 08:00 --text x "$@" 2>&1; }
for option in --where --area; do
	like "$option that says nothing" "$option: .okänt. says nothing" "$(where $option okänt)"
done
like "a position is a place" 'Saved:.*Flemingsberg' "$(where --where '59,22 17,94')"
like "in metres too" 'Saved:|PROJ' "$(where --where '6567000 668000')"
like "the other way round it is told" 'changed places' "$(where --where '17.94, 59.22')"
like "and south of the equator" 'lies outside' "$(where --where '59.22 S, 17.94 E')"
like "outside it is told" 'lies outside' "$(where --where '55.6, 13.0')"
like "kronor as people write them" 'Saved:' "$(where --area Flemingsberg --cost '1 200,50 kr')"
like "and as many as they were" '"cost": 1200,' "$($osg show --json "$($osg add --what SKA --when 08:00 --area Flemingsberg --text y --cost '1 200,50 kr' 2>/dev/null)")"
like "and what is none is told" '--cost: .1,2,3. is no number' "$(where --area Flemingsberg --cost '1,2,3')"
is "a word is left out behind --, and the others are there" "0 yes" "$($osg list alla -- -SKA | awk '/Criminal damage/ { n++ } END { print n + 0, (NR > 3 ? "yes" : "no") }')"
like "add prints the id" '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-' "$id"
json=$($osg list --json "id:$id" alla)
like "what was typed is kept" '"text": "Tre rutor krossade\."' "$json"
like "at the place" '"place": "Visättraskolan"' "$json"
like "at the time meant" '"time_from": "2024-12-30T22:00:00\+01:00"' "$json"
like "a word that begins another one is told" '“klottr” was taken as Graffiti' "$($osg add --what klottr --when 08:00 --area Flemingsberg --text x 2>&1)"
like "and what is a part of a name" '“visättra sportc” was taken as Visättra sportcenter' "$(where --where "visättra sportc")"
exits "31 February does not exist" 1 $osg add --what BRA --where visättraskolan --when "31 februari" --text x
like "and is said" '31' "$(cat "$work/err")"
exits "a slip of the year" 1 $osg add --what BRA --where visättraskolan --when "4/10 2014" --text x
exits "an old date in full" 0 $osg add --what BRA --where visättraskolan --when 2014-10-04 --text x
exits "an unknown place" 1 $osg add --what BRA --where Atlantis --when igår --text x
like "is named with its option" '--where.*Atlantis' "$(cat "$work/err")"
exits "an unknown organisation" 1 $osg add --what BRA --where visättraskolan --when igår --text x --org NASA
exits "a point in the sea" 1 $osg add --what BRA --point 58.0,20.0 --when igår --text x
exits "a point that is none" 1 $osg add --what BRA --point here --when igår --text x
exits "somebody who is no participant" 1 $osg --as kungen add --what BRA --where visättraskolan --when igår --text x
exits "a reader may not add" 1 $osg --as styrgrupp add --what BRA --where visättraskolan --when igår --text x
esc=$(printf 'a\033[31mb\302\233c\342\200\256d')
id=$($osg add --what BRA --where visättraskolan --when "igår 23" --text "$esc" 2>/dev/null)
unlike "control characters never come out" "$(printf '\033|\302\233|\342\200\256')" "$($osg list "id:$id" alla; $osg list --json "id:$id" alla)"

# ---- nil, picture, print
ok "a nil report" $osg nil KSF --week v52 --note "lugnt"
like "is in the roll call" '"roll":"nil"' "$($osg picture show --json --week v52)"
exits "of nobody" 1 $osg nil NASA
like "not of weeks to come" 'lies ahead' "$($osg nil KSF --week 2025-W20 2>&1)"
like "nor long ago" 'is the year right' "$($osg nil KSF --week 2014-W20 2>&1)"
like "a slip of the year" 'the year cannot be right' "$($osg list --week 9999-W01 2>&1)"
like "a picture of what lies ahead is not fixed" 'lies ahead' "$($osg picture fix --week 2025-W20 2>&1)"
like "a day of a week is a day" 'Sa 19 Oct' "$($osg list 2024-W42-6 2>&1 | tail -1)"
unlike "what is looked for is told without control characters" "$(printf '\033|\342\200\256')" "$($osg list place "$esc" 2>&1; $osg list measures "$esc" 2>&1; $osg list places "$esc" 2>&1)"
like "a period without an end is none" 'There is no' "$($osg list ..2024-09-01 2>&1)"
json=$($osg picture show --json --week 2024-W40)
for key in organisations signals places hours_of_week counted reports unplaced change week; do
	like "the picture has $key" "\"$key\":" "$json"
done
is "the same picture twice is the same" "$json" "$($osg picture show --json --week 2024-W40)"
exits "a week that is none" 1 $osg picture show --week v99
ok "fix makes version 1" $osg picture fix --week v40
exits "again needs a reason" 1 $osg picture fix --week v40
ok "with one it is version 2" $osg picture fix --week v40 --reason "en rapport till"
like "version 1 is still there" '"number":1' "$($osg picture show --json --week v40 --number 1)"
exits "version 9 is not" 1 $osg picture show --week v40 --number 9
ok "text" $osg print summary --week v40 --format text -o "$work/s.txt"
ok "no line is wider than 80 columns" test "$(LC_ALL=C.UTF-8 wc -L <"$work/s.txt")" -le 80
like "the newest version unless told otherwise" 'ersion 2' "$(head -n 5 "$work/s.txt")"
unlike "the draft if so told" 'ersion [12]' "$($osg print summary --week v40 --number 0 --format text | head -n 5)"
unlike "which is what is shown" 'ersion [12]' "$($osg picture show --week v40 | head -n 5)"
ok "html" $osg print summary --week v40 -o "$work/s.html"
like "one file without scripts" '<html' "$(cat "$work/s.html")"
unlike "none at all" '<script|http://|https://' "$(cat "$work/s.html")"
ok "pdf" $osg print summary --week v40 -o "$work/s.pdf"
is "is a PDF" '%PDF' "$(head -c 4 "$work/s.pdf")"
ok "of version 1" $osg print summary --week v40 --number 1 -o "$work/1.pdf"
ok "again" $osg print summary --week v40 --number 1 -o "$work/1b.pdf"
ok "byte for byte" cmp "$work/1.pdf" "$work/1b.pdf"
exits "a format there is not" 2 $osg print summary --format docx
# the page for anybody: no place, no organisation, no text of an observation, no small count
page=$($osg print public --week v40 --text "En vecka som andra.")
like "the public page has the coordinator's paragraph" 'En vecka som andra' "$page"
like "and counts" '(Övriga|Others)|för få|Too few' "$page"
# of places those that no area is called after
unlike "but no place" "$($osg list places | cut -f1 | grep -E 'skola|station|torg|bibliotek' | paste -sd'|')" "$page"
unlike "no organisation" '(^|[ (])(HUGE|BEV|POL|SBFF|HSAB|SOC|BUF)([ ,.:)]|$)' "$page"
unlike "no count under five" '^[^0-9].*  +[0-4]$' "$page"
exits "and nobody's number" 1 $osg print public --week v40 --text "Ring 070-174 06 05"
ok "a poster" $osg print poster --week v40 -o "$work/poster.pdf"
if command -v pdfinfo >/dev/null 2>&1; then
	like "is one A3" 'Pages: +1 .*A3' "$(pdfinfo "$work/poster.pdf" | tr '\n' ' ')"
fi
theme=$($osg print theme --what SKA --years 2023-2024)
like "a thematic study counts" 'Figur|Figure' "$theme"
like "and tells years that nothing is kept of from years without events" 'inget sparat|nothing is kept' "$theme"
like "what is told per district names no place" 'bara per kommundel|per district only' "$($osg print theme --what INB.skola --years 2024)"
is "a week is studied with its year" "$($osg print theme --what SKA --years 2024)" "$($osg print theme --what SKA --week 2024-W40)"
unlike "one year has no mean" 'a year|om året' "$($osg print theme --what SKA --years 2024)"
exits "it is about a category" 1 $osg print theme --years 2024
exits "of whole years" 1 $osg print theme --what SKA --years 24-25
exits "a folder that is not there" 3 $osg print summary --format text -o "$work/no/such/file"
if command -v pdftotext >/dev/null 2>&1; then
	like "å ä ö can be searched in it" 'Lägesbild|Situation' "$(pdftotext "$work/s.pdf" -)"
fi

# ---- import
cat >"$work/pol.json" <<'J'
[{"id": 1, "datetime": "2024-12-31 8:02:31 +01:00", "name": "30 december 22.17, Brand, Huddinge",
  "summary": "Det brinner i en container vid Visättraskolan.", "url": "/aktuellt/1", "type": "Brand",
  "location": {"name": "Huddinge", "gps": "59.23633,17.982156"}}]
J
json=$($osg import --json "$work/pol.json")
for pair in read:1 new:1 changed:0 unchanged:0 set_aside:0 not_counted:0; do
	like "import says $pair" "\"${pair%:*}\": ${pair#*:}" "$json"
done
like "the same file again changes nothing" '"new": 0' "$($osg import --json "$work/pol.json")"
exits "a missing file" 3 $osg import "$work/none.csv"
mkdir "$work/folder" && echo "what is this" >"$work/folder/notes.md"
exits "a folder in which nothing is read" 1 $osg import "$work/folder"
: >"$work/empty.json"
$osg import "$work/empty.json" >"$work/out" 2>&1
like "an empty file is said" 'empty' "$(cat "$work/out")"
printf '[{"id": 2, "dat' >"$work/cut.json"
exits "truncated JSON" 1 $osg import "$work/cut.json"
like "names the file and the line" 'cut.json.*line 1' "$(cat "$work/err")"
ok "from standard input" sh -c "cat '$work/pol.json' | $osg import --format polisen -"

# ---- the record of it all
like "the log knows who and which door" 'samordnare +command +observation.add' "$($osg log --limit 200)"
ok "check finds it sound" $osg check
ok "backup" $osg backup "$work/copy.db"
exits "refuses to write over a file" 3 $osg backup "$work/copy.db"
ok "the copy opens" $osg --db "$work/copy.db" list organisations
is "a closed pipe is no fault" "" "$($osg list alla 2>&1 >/dev/null | head -n 1; $osg list alla 2>"$work/err" | head -n 1 >/dev/null; cat "$work/err")"

# ---- an export comes in pieces: each row once, in the order of the whole
$osg export observations --json >"$work/all.json"
ids() { grep -oE '"id": ?"[0-9a-f-]{36}"' | tr -d ' ' | sort; }
all=$($osg list --json alla 2>/dev/null | ids | tee "$work/listed" | wc -l | tr -d ' ')
is "an export has more rows than a piece" yes "$([ "$all" -gt 1500 ] && echo yes)"
is "each once" "" "$(ids <"$work/all.json" | diff - "$work/listed")"

# ---- databases that are none
printf 'hello, this is no database at all' >"$work/no.db"
exits "a file that is no database" 3 $osg --db "$work/no.db" list
like "is said" 'no\.db' "$(cat "$work/err")"
is "and left as it was" "hello, this is no database at all" "$(cat "$work/no.db")"
exits "a directory is no database" 3 $osg --db "$work" list
done_testing
