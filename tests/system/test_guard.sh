#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The entry guard through the program: what tells who somebody is is refused, let through for a reason, set aside on its way in, and taken out again.
# The numbers are Skatteverket's test persons and those that PTS keeps for fiction.
. "$OSG_SRCDIR/tests/tap.sh"
osg=${OSG_PROGRAM:-./osg}
LC_ALL=C.UTF-8 OSG_LANG=en OSG_NOW=2024-10-08T08:31:00+02:00 OSG_DB=$work/osg.db XDG_CONFIG_HOME=$work
export LC_ALL OSG_LANG OSG_NOW OSG_DB XDG_CONFIG_HOME
"$osg" init --demo --scale 0.25 >/dev/null || exit 99
add() { "$osg" add --what SKA --where Visättraskolan --when 'yesterday 22' "$@"; }
figure() { echo "$said" | sed -n "s/^ *\([0-9]*\)  $1\$/\1/p"; } # of what an import said
all() { "$osg" list all --json | grep -c '"id"'; }

before=$(all)
said=$(add --text 'Pnr 19900101–9802 sågs' 2>&1)
is "an identity number is refused" "1 yes" "$? $(echo "$said" | grep -q 'in text: personal identity number “1990…”' && echo yes)"
said=$(add --text 'Pnr 19900101–9802 sågs' --reason 'SOS bad om det' 2>&1)
is "and no reason helps" 1 $?
said=$(add --text 'Ring 070-174 06 05' 2>&1)
is "a telephone number is refused" "1 yes" "$? $(echo "$said" | grep -q -e '--reason TEXT' && echo yes)"
is "nothing was stored" "$before" "$(all)"
id=$(add --quiet --text 'Ring 070-174 06 05' --reason 'SOS bad om det')
is "for a reason it is stored" 0 $?
is "the reason is on the record" yes "$("$osg" log "$id" --json | grep -q '"stated": "SOS bad om det"' && echo yes)"
"$osg" nil BEV --note 'Test Testsson ringde' >/dev/null 2>&1
is "a name in a nil report" 1 $?
"$osg" picture situation --week 2024-W40 --text 'Bil ABC 123 sågs' 2>/dev/null
is "a plate in the situation" 1 $?
"$osg" picture situation --week 2024-W40 --text 'Bil ABC 123 sågs' --reason 'efterlyst'
is "and with a reason" 0 $?

cat >"$work/rows.csv" <<'END'
Datum,Tid,Kategori,Plats,Text
2024-10-04,22:15,Skadegörelse,Visättraskolan,Ruta krossad
2024-10-04,22:25,Skadegörelse,Visättraskolan,Ruta krossad av Test Testsson
2024-10-04,22:35,Skadegörelse,Visättraskolan,"Ruta krossad, lgh 1203"
END
said=$("$osg" import "$work/rows.csv" --org BEV 2>/dev/null)
is "a file's rows with such texts are set aside" "1 2" "$(figure new) $(figure 'set aside')"
printf 'Datum,Kategori,Plats,Område,Text\n2024-10-04,Klotter,snap: kalle_99x,Flemingsberg,Tagg\n' >"$work/place.csv"
is "and the column in which it stands" yes "$("$osg" import -n "$work/place.csv" --org BEV 2>&1 | grep -q 'place.csv, line 2, Plats: profile or account' && echo yes)"
is "they wait among the rejected rows, with what was found" 2 "$("$osg" list rejected --json | grep -c 'name of a person\|flat number')"
sed 's/Ruta/Dörr/; s/22:/21:/' "$work/rows.csv" >"$work/more.csv"
said=$("$osg" import "$work/more.csv" --org BEV --reason 'förhör pågår' 2>/dev/null)
is "with a reason for the file they come in" 3 "$(figure new)"
is "and the reason is on the record" yes "$("$osg" log --json | grep -q '"stated": "förhör pågår"' && echo yes)"
is "the record of changes is whole" yes "$("$osg" log verify >/dev/null && echo yes)"

words='Ring 070-174 06 05'
grep -q "$words" "$OSG_DB" || words=missing
printf 'x' >"$OSG_DB.before-1"
"$osg" --as bev redact "$id" --reason x >/dev/null 2>&1
is "who is not the coordinator takes nothing out" 1 $?
is "the words stand in the file" 'Ring 070-174 06 05' "$words"
said=$("$osg" redact "$id" --reason 'begärt av den det gäller')
is "a text is taken out" "0 1" "$? $(figure records)"
is "and a copy that may hold it is named" yes "$(echo "$said" | grep -q 'osg.db.before-1' && echo yes)"
is "its bytes are gone from the file" 0 "$(cat "$OSG_DB" "$OSG_DB-wal" 2>/dev/null | grep -c '070-174')"
is "the search finds it no more" 0 "$("$osg" list '"Ring 070" all' --json | grep -c '"id"')"
is "the record of changes is whole, and says who and why" "0 yes" "$("$osg" log verify >"$work/said"; echo $?) $(grep -q 'samordnare took texts out of 1 line: begärt' "$work/said" && echo yes)"
is "the database is sound" 0 "$("$osg" check >/dev/null 2>&1; echo $?)"
sql "$OSG_DB" "UPDATE log SET after = replace(after, '[removed]', 'zzqz') WHERE after LIKE '%[removed]%'" 2>/dev/null
is "a line that was redacted and then forged is found" 1 "$("$osg" log verify >/dev/null 2>&1; echo $?)"
sql "$OSG_DB" "UPDATE log SET after = replace(after, 'zzqz', '[removed]') WHERE after LIKE '%zzqz%'" 2>/dev/null
"$osg" redact "$(sql "$OSG_DB" "SELECT lower(hex(id)) FROM observation WHERE text = 'Dörr krossad av Test Testsson'" | sed 's/^\(.\{8\}\)\(.\{4\}\)\(.\{4\}\)\(.\{4\}\)/\1-\2-\3-\4-/')" --reason x >/dev/null
is "the text of an imported row is taken out" 0 "$("$osg" log verify >/dev/null; echo $?)"
is "of the rows set aside too" 0 "$(grep -c 'Dörr krossad av Test' "$OSG_DB")"

before=$(all)
say() { "$osg" retain --months 6 "$@"; }
is "a trial counts old texts" yes "$(say --dry-run | grep -q 'have texts older than 6 months' && echo yes)"
is "and changes nothing" 0 "$("$osg" log --limit 0 | grep -c ' retain ')"
say >/dev/null
is "old texts go" "0 0" "$? $(sql "$OSG_DB" "SELECT count(*) FROM observation o JOIN observation_row r ON r.key = o.key AND r.week = o.week WHERE o.text IS NOT NULL AND r.time_from < strftime('%s', '2024-04-01', 'utc') - 7200")"
is "their rows stay" "$before" "$(all)"
is "newer texts stay" yes "$([ "$(sql "$OSG_DB" 'SELECT count(text) FROM observation')" -gt 100 ] && echo yes)"
is "a protocol is kept" 1 "$("$osg" log --limit 0 | grep -c ' retain ' | sed 's/2/1/')"
is "the record of changes is whole after it" 0 "$("$osg" log verify >/dev/null; echo $?)"
is "the register names the purpose, in both languages" "2" "$( ("$osg" register; OSG_LANG=sv "$osg" register) | grep -c 'no police report\|ingen polisanmälan')"
is "the log of one person and one day, as CSV" "at,who,door,what,kind,id,before,after" "$("$osg" log show --who samordnare --since 2024-10-08 --until 2024-10-08 --csv | head -1)"
is "another day has nothing of today" 0 "$("$osg" log show --since 2025-01-01 --csv | grep -c 2024)"
is "whom to call is said where one writes" yes "$("$osg" add --help | grep -q '114 14' && echo yes)"
done_testing
