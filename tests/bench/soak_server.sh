#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Forty participants on one PostgreSQL server that is as durable as it is delivered; then programs are killed in the middle of saves,
# and then the server. soak_server.sh OSG SOAK MINUTES KILLS; prints figures, ends with 1 if anything was lost, doubled or damaged.
. "$OSG_SRCDIR/tests/tap.sh"
postgres_settings="-c max_connections=200"
. "$OSG_SRCDIR/tests/postgres.sh"
osg=$1 soak=$2 minutes=$3 kills=$4 worst=0
export OSG_NOW=2024-10-22T08:31:00+02:00 OSG_LANG=en

say() { printf '%s\n' "$*"; }
wrong() { worst=1; say "WRONG: $*"; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
add() { "$osg" --db "$server" add --what BRA --where visättraskolan --when igår --text "$1"; }
# A moment within the time that a save takes, as seconds.
moment() { awk -v seed="$1" -v took="$took" 'BEGIN { srand(seed); printf "%.4f", (0.05 + rand() * 1.1) * took / 1000 }'; }
there() { "$osg" --db "$server" export observations --format csv | cut -d, -f1 | sort >"$work/there"; }
# What was acknowledged is there, once.
account() {
	there
	grep -hoE '^[0-9a-f-]{36}' "$work"/told* | sort >"$work/acknowledged"
	lost=$(comm -23 "$work/acknowledged" "$work/there" | wc -l)
	doubled=$(uniq -d "$work/there" | wc -l)
	say "$1: $(wc -l <"$work/acknowledged") saves acknowledged, $lost lost, $doubled doubled"
	[ "$lost" = 0 ] && [ "$doubled" = 0 ] || wrong "$1"
	"$osg" --db "$server" check >"$work/check" || { wrong "$1: it is not sound"; cat "$work/check"; }
}

postgres_found || { say "no PostgreSQL server is installed: nothing to soak"; exit 0; }
postgres_start || exit 1
"$osg" --db "$work/demo.db" init --demo >/dev/null && "$osg" move "$work/demo.db" "$server" >/dev/null || exit 1
say "server: $("$postgres_bin/postgres" --version), fsync $(sql 'SHOW fsync'), synchronous_commit $(sql 'SHOW synchronous_commit')"
for how in forms commands; do "$soak" "$osg" "$server" $how "$minutes" || worst=1; done

# ---- clients killed
began=$(milliseconds)
add "den första" >"$work/told" 2>/dev/null
took=$(($(milliseconds) - began + 1))
killed=0 n=0
while [ $n -lt "$kills" ]; do
	n=$((n + 1))
	timeout -s KILL "$(moment $n)" "$osg" --db "$server" add --what BRA --where visättraskolan --when igår --text "dödad $n" \
		>>"$work/told" 2>/dev/null
	[ $? -eq 137 ] && killed=$((killed + 1))
done
account "$killed of $n clients killed"

# ---- the server killed, while four write all the time
write_on() {
	number=0
	while [ ! -e "$work/stop" ]; do
		number=$((number + 1))
		add "skribent $1 nummer $number" >>"$work/told.$1" 2>>"$work/refused.$1"
	done
}
for writer in 1 2 3 4; do write_on $writer & done
n=0
while [ $n -lt "$kills" ]; do
	n=$((n + 1))
	sleep "$(moment $n)"
	kill -KILL "$(head -n 1 "$postgres/data/postmaster.pid")"
	tries=0 # those that it has left behind go when they notice
	until (cd / && postgres_run) >>"$work/postgres.log" 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 30 ] || { wrong "the server does not start again"; n=$kills; break; }
		sleep 0.2
	done
done
: >"$work/stop"
wait
say "refused meanwhile, and said why: $(cat "$work"/refused.* | grep -c '^osg: ')"
# what was saved is told there, too; libpq itself speaks when the server goes while it lets somebody in
cat "$work"/refused.* | grep -vE '^(osg|Saved|FATAL): ' | sort | uniq -c >"$work/strange"
[ ! -s "$work/strange" ] || { wrong "what was said:"; head "$work/strange"; }
account "the server killed $n times"
postgres_stop
exit $worst
