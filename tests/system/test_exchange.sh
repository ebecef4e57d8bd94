#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# By file: a folder that organisations put files into, and signed bundles between two installations.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_NOW=2024-10-22T08:31:00+02:00 OSG_DB=$work/data.db
one="--what BRA --where visättraskolan --when igår"
ok "a demo" $osg init --demo --scale 0.25
observations() { $osg --db "$1" list alla 2>/dev/null | wc -l; }
began=$(observations "$OSG_DB")

# ---- the inbox
in=$work/in
mkdir -p "$in/HUGE" "$in/OKÄND"
table='Datum;Kategori;Plats;Beskrivning
2024-10-21 12:10;Klotter;Visättraskolan;ny text på gaveln
2024-10-21 22:40;Skadegörelse;Visättraskolan;en ruta vid entrén'
old() { touch -d '1 hour ago' "$@"; }
printf '%s\n' "$table" >"$in/HUGE/vecka 43.csv"
printf 'slumpmässigt skräp' >"$in/HUGE/brev.txt"
printf '%s\n' "$table" >"$in/HUGE/halv.csv.part"
ln -s /etc/passwd "$in/HUGE/länk.csv"
printf '%s\n' "$table" >"$in/OKÄND/a.csv"
old "$in/HUGE/vecka 43.csv" "$in/HUGE/brev.txt" "$in/HUGE/halv.csv.part" "$in/OKÄND/a.csv"
printf '%s\n' "$table" >"$in/HUGE/ny.csv"
exits "a pass; something was put aside" 1 $osg import --inbox "$in"
said=$(cat "$work/out")
like "the table is read" 'HUGE/vecka 43.csv: 2 new' "$said"
like "the letter is not" 'brev.txt: .*no mapping knows' "$said"
like "one that was just written waits" 'ny.csv: it is still being written' "$said"
like "and one whose name says so" 'halv.csv.part: its name' "$said"
like "a link is not followed" 'länk.csv: it is no plain file' "$said"
like "an unknown folder is named" 'OKÄND.*no organisation' "$said"
is "two came" "$((began + 2))" "$(observations "$OSG_DB")"
is "they are the organisation's" 2 "$($osg --csv list alla vem:HUGE 2>/dev/null | grep -cE 'ny text på gaveln|en ruta vid entrén')"
is "what is done lies in done, with its report" "vecka 43.csv vecka 43.csv.txt" "$(ls "$in/done/HUGE" | sed 's/^[0-9TZ]*-//' | tr '\n' ' ' | sed 's/ $//')"
is "what is not, aside" "brev.txt brev.txt.txt" "$(ls "$in/aside/HUGE" | sed 's/^[0-9TZ]*-//' | tr '\n' ' ' | sed 's/ $//')"
like "with the reason" 'no mapping knows' "$(cat "$in"/aside/HUGE/*.txt.txt)"
old "$in/HUGE/ny.csv"
exec 8>>"$in/HUGE/ny.csv"
old "$in/HUGE/ny.csv"
ok "one that somebody holds open" $osg import --inbox "$in"
like "waits too" 'ny.csv: it is still being written' "$(cat "$work/out")"
exec 8>&-
ok "and is read when it is closed" $osg import --inbox "$in"
like "the same rows are not twice" 'ny.csv: 0 new, 0 changed, 2 unchanged' "$(cat "$work/out")"
is "not one more" "$((began + 2))" "$(observations "$OSG_DB")"
mkdir -p "$in/.taking/HUGE"
printf '%s\n' "$table" | sed 's/gaveln/taket/' | head -n 2 >"$in/.taking/HUGE/rest.csv"
ok "what a killed pass had taken" $osg import --inbox "$in"
like "is read by the next" 'rest.csv: 1 new' "$(cat "$work/out")"
ok "its report is in words" grep -q "1 new" "$(ls "$in"/done/HUGE/*rest.csv.txt)"
exits "what it lay in is gone" 2 ls "$in/.taking"
full=$work/full
mkdir -p "$full/HUGE"
printf '%s\n' "$table" | sed 's/gaveln/porten/' >"$full/HUGE/a.csv"
old "$full/HUGE/a.csv"
lies() { (cd "$full" && find . -mindepth 1 | sort | tr '\n' ' '); }
exits "no room in the database" 3 sh -c "ulimit -f 100; $osg import --inbox $full"
is "leaves the file where it lay, and nothing else" "./HUGE ./HUGE/a.csv " "$(lies)"
touch "$full/done"
exits "no room for the report" 3 $osg import --inbox "$full"
like "is said" 'done/HUGE/.*a.csv' "$(cat "$work/err")"
is "and leaves it too" "./HUGE ./HUGE/a.csv ./done " "$(lies)"
rm "$full/done"
ok "with room it is read" $osg import --inbox "$full"
like "again" 'a.csv: 0 new, 0 changed, 2 unchanged' "$(cat "$work/out")"

# ---- bundles
other=$work/other.db
sender="$osg --db $work/sender.db"
cp "$OSG_DB" "$work/sender.db"
cp "$OSG_DB" "$other"
$osg --db "$other" picture show --week v41 >/dev/null 2>&1
ok "a key" $sender bundle key
is "which is told when it is asked for again" "$($sender bundle key)" "$($sender bundle key)"
key=$(sed -n 's/^public=//p' "$XDG_CONFIG_HOME/osg/bundle.key")
pattern=$(echo "$key" | sed 's/[+]/[+]/g')
id=$($sender add $one --text "i avsändarens databas" 2>/dev/null)
$sender add ${one#--what BRA} --what ORD --text "en till hos avsändaren" >/dev/null 2>&1
ok "a bundle" $sender bundle make --since v42 -o "$work/one.osg"
took="$osg --db $other bundle take"
exits "of a stranger" 1 $took "$work/one.osg"
like "is refused, with the key" "stranger.*$pattern" "$(cat "$work/err")"
exits "trust is no reporter's" 1 $osg --db "$other" --as polisen bundle trust Södertälje "$key"
ok "trusted" $osg --db "$other" bundle trust Södertälje "$key"
like "the list says whom" "$pattern  Södertälje" "$($osg --db "$other" bundle trust)"
sed 's/avsändarens databas/mottagarens databas/' "$work/one.osg" >"$work/false.osg"
exits "one that was changed" 1 $took "$work/false.osg"
head -c 2000 "$work/one.osg" >"$work/cut.osg"
exits "one that was cut off" 1 $took "$work/cut.osg"
is "and nothing of them is there" "$((began + 4))" "$(observations "$other")"
ok "taken" $took "$work/one.osg"
like "two are new, the others known" 'From Södertälje: 2 new, 0 changed, [1-9][0-9]* unchanged' "$(cat "$work/out")"
is "under the id that they had" "$id" "$($osg --db "$other" --json show "$id" 2>/dev/null | sed -n 's/.*"id": "\(.*\)".*/\1/p' | head -n 1)"
ok "again" $took "$work/one.osg"
like "does nothing and says so" 'taken before' "$(cat "$work/out")"
is "and there is nothing twice" "$((began + 6))" "$(observations "$other")"
$sender bundle make --since v42 observations -o "$work/two.osg"
OSG_NOW=2024-10-22T08:41:00+02:00 $sender bundle make --since v42 observations -o "$work/two.osg"
ok "a second bundle of the same" $took "$work/two.osg"
like "brings nothing new" '0 new, 0 changed' "$(cat "$work/out")"
ok "the observations go back as one" $osg --db "$other" import --undo
ok "the receiving one is sound" $osg --db "$other" check

# what had no place here comes when it has one
$osg --db "$work/empty.db" init --municipality Botkyrka >/dev/null
$osg --db "$work/empty.db" bundle trust Södertälje "$key"
ok "a bundle of places that are not here" $osg --db "$work/empty.db" bundle take "$work/two.osg"
like "tells each row that was left, and why" 'place “[^”]*” cannot be read' "$(cat "$work/out")"
for kind in organisations areas places; do
	$sender export $kind --format csv >"$work/$kind.csv"
	ok "the $kind come" $osg --db "$work/empty.db" import "$work/$kind.csv"
done
ok "and the same bundle again" $osg --db "$work/empty.db" bundle take "$work/two.osg"
like "brings what was left" 'From Södertälje: [1-9][0-9]* new, .* 0 left' "$(cat "$work/out")"
ok "and a third time" $osg --db "$work/empty.db" bundle take "$work/two.osg"
like "does nothing" 'taken before' "$(cat "$work/out")"
sed '1s/bundle 1/bundle 2/' "$work/one.osg" >"$work/later.osg"
exits "a bundle of another version" 1 $took "$work/later.osg"

# a picture that was fixed there
$sender picture fix --week v41 >/dev/null 2>"$work/err" || cat "$work/err"
$sender bundle make pictures -o "$work/three.osg"
ok "a fixed picture travels" $took "$work/three.osg"
like "as one new" '1 new' "$(cat "$work/out")"
is "with its checksum" "$($sender --json list pictures 2>/dev/null | grep -o '"checksum": "[0-9a-f]*"' | tail -n 1)" "$($osg --db "$other" --json list pictures 2>/dev/null | grep -o '"checksum": "[0-9a-f]*"' | tail -n 1)"
ok "and nothing looks forged" $osg --db "$other" check
exits "a kind that does not travel" 1 $sender bundle make participants -o "$work/four.osg"

# ---- planted 11: a week's file whose letters were garbled on their way, and its rows again the week after
ok "the year as files" $osg init --demo --scale 0.25 --files "$work/year"
ok "a demo to read them into" $osg --db "$work/year.db" init --demo --scale 0.25
ok "the garbled file is read" $osg --db "$work/year.db" import "$work/year/HUGE_2024-W22.csv"
like "its letters are put right, and it says so" 'garbled' "$(cat "$work/out")"
like "no row is set aside" ' 0  set aside' "$(cat "$work/out")"
rows=$(($(wc -l <"$work/year/HUGE_2024-W22.csv") - 1))
ok "its rows come again" $osg --db "$work/year.db" import "$work/year/HUGE_2024-W23.csv"
like "none is new" ' 0  new' "$(cat "$work/out")"
like "and as they were put right they are the same" " $rows  unchanged" "$(cat "$work/out")"

# ---- a large file: its words and its week's picture follow, after the command has ended
{ echo 'Datum;Tid;Kategori;Plats;Beskrivning'
  awk 'BEGIN { for (i = 0; i < 5200; i++) printf "2024-%02d-%02d;%02d:%02d;KLO;Visättraskolan;rad %d\n", i % 10 + 1, i % 28 + 1, i % 24, i % 60, i }'
} >"$work/stor.csv"
ahead() { sql "$work/year.db" "SELECT count(*) FROM computed WHERE name LIKE 'picture%'"; }
"$osg" --db "$work/year.db" list places >/dev/null # the demo's own words are there
sql "$work/year.db" 'DELETE FROM computed'
# ---- a table that somebody made of the list
$osg --csv list v40 2>/dev/null | cut -d, -f1,3,6,8 >"$work/cut.csv"
said=$($osg import --org HUGE "$work/cut.csv" 2>&1)
like "what is here already is not there twice" 'rows have the ids of records that are here' "$said"
like "and nothing is new" '^ *0  new' "$said"
# columns that are taken out say nothing: they had emptied what stood there
$osg --csv list v40 2>/dev/null | cut -d, -f1,3,6,8,14,17 >"$work/few.csv"
said=$($osg import "$work/few.csv" 2>&1)
like "a list with fewer columns is osg's own" 'few.csv .osg-csv.' "$said"
like "and changes nothing" '^ *0  changed' "$said"
row=$(sed -n 2p "$work/few.csv")
id=${row%%,*}
area=$($osg show "$id" | grep '^  area')
sed -i "2s/,told$\|,seen$\|,rumour$/,told/; 2s/^\([^,]*\),[^,]*,/\1,2024-10-02T03:04:00+02:00,/" "$work/few.csv"
like "but what was changed there" '^ *1  changed' "$($osg import "$work/few.csv" 2>&1)"
is "the rest stays" "$area" "$($osg show "$id" | grep '^  area')"
printf 'Datum;Kategori;Plats;Organisation\n2024-10-20;Klotter;Visättraskolan;BUF\n2024-10-20;Brand;Visättraskolan;HUGE\n' >"$work/whose.csv"
like "rows that say that they are another's are told" "1 row says that it is another organisation" "$($osg import -n --org HUGE "$work/whose.csv" 2>&1)"
ok "a large file is read" $osg --db "$work/year.db" import --org HUGE "$work/stor.csv"
tries=0
words() { sql "$work/year.db" 'SELECT count(*) FROM unsearched'; }
until { [ "$(ahead)" != 0 ] && [ "$(words)" = 0 ]; } || [ $tries -eq 300 ]; do tries=$((tries + 1)); sleep 0.1; done
like "and its week's picture is there before anybody looks" '^[1-9]' "$(ahead)"
is "as are its words" 0 "$(words)"
done_testing
