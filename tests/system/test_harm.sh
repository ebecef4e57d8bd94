#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The program where something is wrong around it: somebody else's file, a medium that cannot be written, a full disk, pipes that close,
# files that are nothing. It says so in a sentence, ends as the manual page says, and damages nothing.
. "$OSG_SRCDIR/tests/tap.sh"
chmod 755 "$work"
cp "$OSG_PROGRAM" "$work/osg"
osg=$work/osg db=$work/data.db
export OSG_NOW=2024-12-31T09:00:00+01:00 OSG_DB=$db
one="--what BRA --where visättraskolan --when igår --text"
ok "a demo to harm" $osg init --demo --scale 0.25
observations() { $osg --db "$1" list alla | wc -l; }
fine=$(observations "$db")
ok "with something in it" test "$fine" -gt 1000

# ---- as somebody else
stranger() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
if [ "$(id -u)" = 0 ] && stranger true 2>/dev/null; then
	:
elif [ "$(id -u)" = 0 ]; then
	stranger() { return 127; }
else
	stranger() { "$@"; }
fi
if stranger true 2>/dev/null; then
	sum=$(cksum <"$db")
	mkdir "$work/theirs" && cp "$db" "$work/theirs/data.db"
	chmod 444 "$work/theirs/data.db" && chmod 555 "$work/theirs"
	theirs="stranger $osg --db $work/theirs/data.db"
	is "somebody else's database can be read" "$fine" "$($theirs list alla 2>"$work/err" | wc -l)"
	like "a picture too" '"week": *"2024-W40"' "$($theirs picture show --json --week v40 2>&1)"
	exits "but not written" 3 $theirs add $one x
	like "which is said, with its name" 'theirs/data\.db.*read-only' "$(cat "$work/err")"
	exits "nor imported into" 3 $theirs import "$work/theirs/data.db"
	is "and is as it was" "$sum" "$(cksum <"$work/theirs/data.db")"
	chmod 000 "$work/theirs/data.db"
	exits "one that may not even be read" 3 $theirs list
	like "is said" 'theirs/data\.db' "$(cat "$work/err")"
	exits "no database is made where none can be" 3 stranger $osg --db "$work/theirs/new.db" init
	chmod 755 "$work/theirs"
else
	skip "read-only databases are NOT tested: root could not become another user here"
fi

# ---- a full disk
cat >"$work/full.sh" <<'S'
osg=$1 db=$2 work=$3
mount -t tmpfs -o size=8m none "$work/disk" || exit 77
cp "$db" "$work/disk/data.db" || exit 77
cat /dev/zero >"$work/disk/ballast" 2>/dev/null
text=$(head -c 100000 /dev/zero | tr '\0' x)
$osg --db "$work/disk/data.db" add --what BRA --where visättraskolan --when igår --text "$text"
echo $? >"$work/full.status"
$osg --db "$work/disk/data.db" mapping new --yes "$work/fault.csv" >"$work/full.mapping" 2>&1
$osg --db "$work/disk/data.db" remind >"$work/full.remind" 2>&1
$osg --db "$work/disk/data.db" list alla 2>"$work/full.err" | wc -l >>"$work/full.status"
$osg --db "$work/disk/data.db" check >>"$work/full.err" 2>&1
echo $? >>"$work/full.status"
rm "$work/disk/ballast"
$osg --db "$work/disk/data.db" check >"$work/full.check" 2>&1
echo $? >>"$work/full.status"
$osg --db "$work/disk/data.db" list alla | wc -l >>"$work/full.status"
$osg --db "$work/disk/data.db" add --what BRA --where visättraskolan --when igår --text "efteråt" || exit 1
S
mkdir "$work/disk"
printf 'Datum;Kategori\n2024-10-01;Klotter\n' >"$work/fault.csv"
unshare -rm sh "$work/full.sh" "$osg" "$db" "$work" >"$work/out" 2>"$work/err"
status=$?
if [ $status -ne 77 ] && [ -s "$work/full.status" ]; then
	is "a full disk refuses but reads, the database is sound and holds what it held" "3 $fine 0 0 $fine" "$(echo $(cat "$work/full.status"))"
	like "and is said" 'full' "$(cat "$work/err")"
	like "a mapping is refused with it" 'full' "$(cat "$work/full.mapping")"
	like "and letters to the silent are" 'full' "$(cat "$work/full.remind")"
	is "with room again it goes on" 0 $status
else
	skip "the full disk is NOT tested: no small disk can be mounted here ($(head -n 1 "$work/err"))"
fi
exits "files of the demo that have no room" 3 sh -c "ulimit -f 8; $osg init --demo --scale 0.25 --files $work/demo"
exits "leave nothing" 2 ls "$work/demo"
if [ -w /dev/full ]; then
	exits "standard output on a full disk" 3 sh -c "$osg list alla >/dev/full"
	like "is said" 'standard output' "$(cat "$work/err")"
	exits "a summary onto a full disk" 3 $osg print summary --week v40 --format text -o /dev/full
fi

# ---- pipes
is "a reader that stops early is no fault" 0 "$( (
	$osg list alla
	echo $? >"$work/status"
) | head -n 1 >"$work/out"; cat "$work/status")"
is "and gets its line" 1 "$(wc -l <"$work/out")"
is "standard output closed" 3 "$($osg list alla >&- 2>"$work/err"; echo $?)"
printf '[{"id": 1, "datetime": "2024-12-31 8:02' | $osg import --format polisen - >"$work/out" 2>"$work/err"
is "a pipe that closes in the middle of a file" 1 $?
like "is said" 'line 1' "$(cat "$work/err")"
is "and nothing of it is kept" "$fine" "$(observations "$db")"

# ---- files that are nothing
head -c 4096 "$osg" >"$work/program.csv"
printf 'datum;plats\r\n' | iconv -f UTF-8 -t UTF-16 >"$work/utf16.csv" 2>/dev/null || printf '\377\376d\000;\000' >"$work/utf16.csv"
truncate -s 2200M "$work/huge.csv"
truncate -s 2200M "$work/huge.json"
for file in program.csv utf16.csv huge.csv huge.json; do
	timeout 60 $osg import "$work/$file" >"$work/out" 2>"$work/err"
	status=$?
	like "$file is refused" '^[13]$' "$status"
	like "by name" "$file" "$(cat "$work/err")"
done
is "nothing came of them" "$fine" "$(observations "$db")"
ok "the database is sound after all this" $osg check
done_testing
