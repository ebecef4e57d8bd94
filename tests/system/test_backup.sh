#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Copies of the database and the way back: what a copy is, what would be lost, what is kept, who notices.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB=$work/data.db
at() { OSG_NOW=$1; export OSG_NOW; }
at 2024-10-22T08:31:00+02:00
one="--what BRA --where visättraskolan --when igår"
ok "a demo to keep" $osg init --demo --scale 0.25
is "which a script may copy as soon as it is there" 0 "$(sql "$OSG_DB" "SELECT count(*) FROM computed")"
like "at a terminal it is ready as soon" 'ready' "$(timeout 20 script -qec "$osg --db $work/ahead.db init --demo --scale 0.25" /dev/null </dev/null)"
tries=0
until [ "$(sql "$work/ahead.db" "SELECT count(*) FROM computed")" -gt 1 ] || [ $tries -ge 200 ]; do tries=$((tries + 1)) && sleep 0.05; done
ok "and its week is worked out behind it" test $tries -lt 200
observations() { $osg --db "$1" list alla 2>/dev/null | wc -l; }
began=$(observations "$OSG_DB")

# ---- a folder that is thinned out
mkdir "$work/copies"
echo "minutes" >"$work/copies/osg-2019-01-01.txt"
for day in 2023-02-10 2023-03-10 2024-08-20 2024-08-31 2024-09-30 2024-10-13 2024-10-18 2024-10-19 2024-10-20 2024-10-21 2024-10-22; do
	at ${day}T08:31:00+02:00
	$osg backup --into "$work/copies" --keep 2 >"$work/said" 2>&1 || cat "$work/said"
done
is "days, weeks and months stay, no other file goes" \
	"2023-02-10 2023-03-10 2024-08-31 2024-09-30 2024-10-13 2024-10-20 2024-10-21 2024-10-22" \
	"$(ls "$work/copies" | sed -n 's/^osg-\([0-9-]*\)T.*db$/\1/p' | tr '\n' ' ' | sed 's/ $//')"
ok "which another file survives" test -f "$work/copies/osg-2019-01-01.txt"
like "and the rule is told" 'last 2 days, 5 weeks and 12 months' "$(cat "$work/said")"
at 2024-10-01T08:00:00+02:00
ok "the clock goes back" $osg backup --into "$work/copies" --keep 1
ok "and the new copy is still not the one that goes" test -f "$work/copies/osg-2024-10-01T060000Z.db"
exits "the same name is refused" 3 $osg backup "$work/copies/osg-2024-10-01T060000Z.db"
at 2024-10-22T08:31:00+02:00
head -c 40000 "$work/copies/osg-2024-10-01T060000Z.db" >"$work/copies/osg-2024-10-02T060000Z.db"
like "the list says when, how large, whole, how many, how far" "osg-2024-10-22T063100Z.db.*whole, $began observations, last change 2024-" \
	"$($osg restore --list "$work/copies" | tr '\n' ' ')"
like "and which one is cut off" '"whole": false' "$($osg --json restore --list "$work/copies" | grep -A 9 10-02T06 || $osg --json restore --list "$work/copies")"
exits "which is not put in place" 3 $osg restore "$work/copies/osg-2024-10-02T060000Z.db"
is "looking makes nothing beside a copy" "" "$(ls "$work/copies" | grep -E 'wal|shm|part')"

# ---- a look, and the way back
copy=$work/copies/osg-2024-10-22T063100Z.db
$osg add $one --text "efter kopian" >"$work/id" 2>/dev/null
$osg nil Kriminalvården --week v42 >"$work/out" 2>&1 || true
sum=$(cksum <"$copy")
like "what would be lost is told" 'observation +1 lost' "$($osg restore --look "$copy")"
is "and nothing done" "$((began + 1))" "$(observations "$OSG_DB")"
exits "a reporter may not" 1 $osg --as polisen restore "$copy"
mkfifo "$work/say"
sql "$OSG_DB" <"$work/say" >"$work/saw" 2>"$work/err" &
reader=$!
exec 9>"$work/say"
echo "SELECT count(*) FROM observation;" >&9
ok "put back" $osg restore "$copy"
echo "SELECT count(*) FROM observation;" >&9
exec 9>&-
wait $reader
is "somebody who had it open sees it" "1" "$(awk 'NR == 1 {a = $1} NR == 2 {print a - $1}' "$work/saw")"
is "what came after is gone" "$began" "$(observations "$OSG_DB")"
kept=$(ls "$work"/data.db.before-restore-*)
is "and kept" "$((began + 1))" "$(observations "$kept")"
is "the copy is as it was" "$sum" "$(cksum <"$copy")"
ok "it is sound" $osg check
like "it is on the record, with how far the other had come" 'database.restore.*lines_before' "$($osg log --limit 5)"
ok "a second time too" $osg restore "$copy"
is "with another name for what was there" 2 "$(ls "$work"/data.db.before-restore-* | grep -v -e -wal -e -shm | wc -l)"
ok "work goes on" $osg add $one --text "och vidare"

# ---- the database is damaged, or gone
dd if=/dev/urandom of="$OSG_DB" bs=4096 count=8 conv=notrunc 2>/dev/null
ok "over a damaged one" $osg restore "$copy"
is "all is there" "$began" "$(observations "$OSG_DB")"
rm "$OSG_DB"*
ok "where there is none" $osg restore "$copy"
is "too" "$began" "$(observations "$OSG_DB")"

# ---- sealed
ok "a pair of keys" $osg backup --new-key "$work/key"
is "of which the secret one is its owner's" 600 "$(stat -c %a "$work/key")"
exits "not over another" 3 $osg backup --new-key "$work/key"
exits "with no room for it" 3 sh -c "ulimit -f 0; $osg backup --new-key $work/none"
is "none is half there" "" "$(ls "$work" | grep none)"
$osg add $one --text "hemligheten" >/dev/null 2>&1
ok "a sealed copy" $osg backup --seal "$work/key.pub" "$work/sealed"
exits "holds no readable word" 1 grep -q -a -e hemligheten -e visättra -e SQLite "$work/sealed"
exits "opens with no key" 1 $osg restore --look "$work/sealed"
exits "not with the public one" 1 $osg restore --look --key "$work/key.pub" "$work/sealed"
ok "not with another" $osg backup --new-key "$work/other"
exits "key" 1 $osg restore --look --key "$work/other" "$work/sealed"
like "is listed as sealed" 'sealed: --key' "$($osg restore --list "$work")"
like "and looked into with the key" "whole, $((began + 1)) observations" "$($osg restore --list --key "$work/key" "$work")"
cp "$work/sealed" "$work/cut"
truncate -s -1 "$work/cut"
exits "one that was cut off gives nothing" 1 $osg restore --key "$work/key" "$work/cut"
printf X | dd of="$work/sealed.changed" bs=1 count=1 2>/dev/null
cp "$work/sealed" "$work/changed"
printf X | dd of="$work/changed" bs=1 seek=70000 conv=notrunc 2>/dev/null
exits "nor one that was changed" 1 $osg restore --key "$work/key" "$work/changed"
rm "$OSG_DB"*
ok "back with the key" $osg restore --key "$work/key" "$work/sealed"
is "as it was" "$((began + 1))" "$(observations "$OSG_DB")"
# ---- to standard output
cd "$work" && ok "a copy is sent" sh -c "$osg backup - >$work/sent"
ok "whole" $osg --db "$work/sent" check
is "with all" "$((began + 1))" "$(observations "$work/sent")"
ok "sealed too" sh -c "$osg backup --seal $work/key.pub - >$work/sent.sealed"
like "which opens" "whole, $((began + 1)) observations" "$($osg restore --list --key "$work/key" "$work" | grep -A 1 sent.sealed)"
exits "a full disk there is told" 3 sh -c "$osg backup - >/dev/full"
like "with its name" "Standard output cannot be written" "$(cat "$work/err")"
like "a terminal gets none" "a copy is no text" "$(timeout 20 script -qec "$osg backup -" /dev/null </dev/null 2>&1 || true)"
for words in "backup --new-key -" "restore -" "move $OSG_DB -" "bundle key -" "bundle make observations -o -" "--db - init"; do
	exits "osg $words names no file" 2 $osg $words
done
is "and none is left of that name" "" "$(ls "$work" | grep -e '^-' -e sending)"

# ---- a damaged page: what can be saved
ok "a sound one too has its repair" $osg check --repair -o "$work/again.db"
is "which is the same" "$(observations "$OSG_DB")" "$(observations "$work/again.db")"
ok "and sound" $osg --db "$work/again.db" check
page=$(sql "$OSG_DB" "SELECT pageno FROM dbstat WHERE name = 'observation' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 3")
sql "$OSG_DB" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
tr '\0' '\245' </dev/zero | dd of="$OSG_DB" bs=8192 seek=$((page - 1)) count=1 iflag=fullblock conv=notrunc 2>/dev/null
sum=$(cksum <"$OSG_DB")
exits "the damage is found" 1 $osg check
ok "and repaired" $osg check --repair
like "with figures by kind" 'observation +[0-9]+ saved +[0-9]+ from the record of changes +[0-9]+ lost' "$(cat "$work/out")"
is "beside it" "$sum" "$(cksum <"$OSG_DB")"
is "no observation is gone" "$((began + 1))" "$(observations "$OSG_DB.repaired")"
ok "the repaired one takes its place" $osg restore "$OSG_DB.repaired"
ok "and works" $osg add $one --text "efter lagningen"
exits "not over another file" 3 $osg check --repair

is "nothing is left open" "" "$(ls "$work" | grep -E 'sealing|restoring|looking|part')"
done_testing
