#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The program killed at any moment, a log that was half written, a clock that goes back: what was acknowledged is there, and nothing
# is damaged. "make soak" kills 1,000 times.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
kills=${OSG_KILLS:-30}
export OSG_NOW=2024-10-22T08:31:00+02:00 OSG_DB=$work/data.db
ok "a demo to kill in" $osg init --demo --scale 0.25
observations() { $osg --db "$1" list alla 2>/dev/null | wc -l; }
add() { $osg add --what BRA --where visättraskolan --when igår --text "$1"; }
began=$(observations "$OSG_DB")

# ---- killed in the middle of saves; how long one takes is measured, so that the moments lie all over it
start=$(date +%s%N)
add "den första" >"$work/told" 2>/dev/null
took=$(( ($(date +%s%N) - start) / 1000000 + 1 ))
awk -v kills="$kills" -v took="$took" 'BEGIN { srand(7); for (i = 0; i < kills; i++) printf "%.4f\n", (0.05 + rand() * 1.1) * took / 1000 }' >"$work/moments"
killed=0
while read -r moment; do
	timeout -s KILL "$moment" "$osg" add --what BRA --where visättraskolan --when igår --text "dödad $moment" >>"$work/told" 2>/dev/null
	[ $? -eq 137 ] && killed=$((killed + 1))
done <"$work/moments"
told=$(grep -cE '^[0-9a-f-]{36}' "$work/told")
$osg export observations --format csv 2>/dev/null | cut -d, -f1 | sort >"$work/there"
is "every one that was told is there" "" "$(grep -oE '^[0-9a-f-]{36}' "$work/told" | sort | comm -23 - "$work/there")"
there=$(($(observations "$OSG_DB") - began))
ok "at most one more for each kill" test "$there" -ge "$told" -a "$there" -le $((told + killed))
ok "after $killed kills in $((kills + 1)) saves nothing is damaged" $osg check
ok "of $kills some were killed" test "$killed" -gt 0

# ---- a log that was written half: cut off anywhere, what is left is a whole number of saves, the first ones
mkfifo "$work/hold"
sqlite3 "$OSG_DB" <"$work/hold" >/dev/null 2>&1 &
holder=$!
exec 9>"$work/hold"
echo "PRAGMA wal_checkpoint(TRUNCATE); SELECT count(*) FROM observation;" >&9
before=$(observations "$OSG_DB")
for n in 1 2 3 4 5; do add "i loggen $n" >/dev/null 2>&1; done
ok "saves lie in the log beside the file" test -s "$OSG_DB-wal"
size=$(stat -c %s "$OSG_DB-wal")
for part in 3 20 45 61 78 99; do
	mkdir "$work/$part"
	cp "$OSG_DB" "$OSG_DB-wal" "$work/$part/"
	truncate -s $((size * part / 100)) "$work/$part/data.db-wal"
	left=$(observations "$work/$part/data.db")
	$osg --db "$work/$part/data.db" list alla "text:loggen" 2>/dev/null | grep -o 'i loggen [1-5]' | sort >"$work/left"
	is "cut off at $part %: the first ones are there" "$(seq -f 'i loggen %g' $((left - before)))" "$(cat "$work/left")"
	ok "and it is sound" $osg --db "$work/$part/data.db" check
done
exec 9>&-
wait $holder

# ---- a clock that goes back
add "före" >"$work/first" 2>/dev/null
OSG_NOW=2024-10-21T08:00:00+02:00
add "efter, med klockan tillbaka" >"$work/second" 2>/dev/null
ok "with the clock set back a day all is saved" test -s "$work/second"
unlike "under an id of its own" "$(cat "$work/first")" "$(cat "$work/second")"
like "the record of changes has it last" "$(cat "$work/second")" "$($osg --json log --limit 6)"
ok "and is whole" $osg log verify
ok "all is sound" $osg check
done_testing
