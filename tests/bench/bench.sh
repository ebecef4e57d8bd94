#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How fast osg is, measured from outside, peers beside it by the same rule: one table of what, median, 99th percentile ("-" of fewer than a
# hundred measurements), goal and whether it holds. The goals are those of the project, not what is reached. Its data (the demo municipality, and with
# it 50,000 and 1,000,000 rows of ten years near its places) are made in the folder bench-data where it is run, and used again; remove the folder to
# begin anew. Needs no quiet machine to run, but one to be believed: the load stands above the table. Ends within ten minutes.
# usage: bench.sh OSG BENCH_SCREEN MAKE_CSV
set -eu
osg=$(realpath "$1") screen=$(realpath "$2") csv=$(realpath "$3")
mkdir -p bench-data/config
cd bench-data
export LC_ALL=C.UTF-8 XDG_CONFIG_HOME="$PWD/config" OSG_LANG=en
unset OSG_DB OSG_NOW NO_COLOR LINES COLUMNS

began=$(date +%s)
spent() { echo $(($(date +%s) - began)); }
# Ten minutes are enough on a calm machine; on a busy one the rest is measured less often, and peers that come too late are left out.
rounds() { if [ "$(spent)" -lt 240 ]; then echo "$1"; else echo $((($1 + 2) / 3)); fi; }

have() { command -v "$1" >/dev/null 2>&1; }
now() { date +%s%N; }
milliseconds() { # COMMAND …: how long it took
	_from=$(now)
	"$@" >/dev/null 2>&1 || { echo "bench: $* failed" >&2; exit 1; }
	echo $((($(now) - _from) / 1000000))
}
# user and system time of the processes that have ended under a command, in ms, from the shell's own account
cpu() { # COMMAND …
	(
		"$@" >/dev/null 2>&1 || { echo "bench: $* failed" >&2; exit 1; }
		times >times.txt # of this shell: in a pipe it would be another's
		awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, t, "[ms]"); sum += t[1] * 60000 + t[2] * 1000 } print int(sum) }' times.txt
	)
}
quantile() { sort -n | awk -v q="$1" '{ v[NR] = $1 } END { k = int(NR * q); if (k < NR * q) k++; print v[k < 1 ? 1 : k] }'; }
quantile99() { sort -n | awk '{ v[NR] = $1 } END { k = int(NR * 0.99); if (k < NR * 0.99) k++; print NR < 100 ? "-" : v[k] }'; }

heading() { printf '\n%-50s %9s %9s %9s\n' "$1" median '99 %' goal; }
# what, median, 99th percentile (or -), goal (or -), what the goal is for: m or p (the maximum where there is none), smaller being better, or M, larger;
# the maximum
row() {
	awk -v what="$1" -v m="$2" -v p="$3" -v goal="$4" -v of="$5" -v most="${6:--}" 'BEGIN {
		judged = of == "p" ? (p == "-" ? most : p) : m
		sign = of == "M" ? -1 : 1
		verdict = goal == "-" ? "" : (goal - judged) * sign >= 0 ? "ok" : "misses"
		if (of == "p" && p == "-" && most != "-") verdict = verdict " (most " most ")"
		printf "%-50s %9s %9s %9s  %s\n", what, m, p, goal, verdict
	}'
}
# the N-th number after a word in the line of bench_screen
number() { echo "$1" | awk -v word="$2" -v n="$3" '{ for (i = 1; i <= NF; i++) if ($i == word) print $(i + n) }'; }

# ---- the data
sqlite_import() { # CSV FILE
	rm -f "$2"
	printf '.mode csv\n.separator ;\n.import %s t\n' "$1" | sqlite3 "$2"
}
osg_import() { # CSV FILE
	rm -f "$2" "$2"-*
	cp demo.db "$2"
	"$osg" --db "$2" import "$1"
}
printf 'osg bench: %s processors, load %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
# With its hotspots found, so that what an import adds to it is the import's.
[ -s demo.db ] || { "$osg" --db demo.db init --demo && "$osg" --db demo.db print summary; } >/dev/null
for rows in 50000 1000000; do
	[ -s rows-$rows.csv ] || sh "$csv" $rows >rows-$rows.csv
done

# A large import puts its words into the search in the background, after it has ended: not a part of the rate, but told.
wait_filled() { # FILE
	until [ "$(sqlite3 "$1" 'SELECT count(*) FROM unsearched')" = 0 ]; do sleep 0.1; done
}
# And so is its picture: the first look finds it.
wait_ended() { # FILE
	while pgrep -f -- "--db $1 import" >/dev/null; do sleep 0.1; done
}
bare() { # FILE: its bytes without the texts
	echo $(($(stat -c %s "$1") - $(sqlite3 "$1" 'SELECT sum(length(CAST(text AS BLOB))) FROM observation')))
}
# One after the other in turn, so that both meet the same machine: the ratio is that of the medians.
imports() { # ROWS ROUNDS GOAL GOAL_OF_PRINT
	rm -f osg.ms sqlite.ms osg.cpu sqlite.cpu filled.ms first.ms
	for round in $(seq "$2"); do
		_from=$(now)
		cpu osg_import rows-$1.csv osg-$1.db >>osg.cpu
		echo $((($(now) - _from) / 1000000)) >>osg.ms
		have sqlite3 || continue
		milliseconds wait_filled osg-$1.db >>filled.ms
		wait_ended osg-$1.db
		milliseconds "$osg" --db osg-$1.db print summary --format pdf -o summary.pdf >>first.ms
		_from=$(now)
		cpu sqlite_import rows-$1.csv sqlite.db >>sqlite.cpu
		echo $((($(now) - _from) / 1000000)) >>sqlite.ms
		rm -f sqlite.db
	done
	m=$(quantile 0.5 <osg.ms)
	if have sqlite3; then
		s=$(quantile 0.5 <sqlite.ms)
		row "sqlite3 .import, $1 rows a second" $(($1 * 1000 / s)) - - m
	fi
	row "osg import, $1 rows a second" $(($1 * 1000 / m)) - - M
	if have sqlite3; then
		row '  of the rate of .import' "$(awk "BEGIN { printf \"%.2f\", $s / $m }")" - "$3" M
		row '  of its processor time' "$(awk "BEGIN { printf \"%.2f\", $(quantile 0.5 <sqlite.cpu) / $(quantile 0.5 <osg.cpu) }")" - - M
	fi
	[ ! -s filled.ms ] || row '  its words in the search, ms after it has ended' "$(quantile 0.5 <filled.ms)" - - m
	[ ! -s first.ms ] || row '  then the first summary as PDF, ms' "$(quantile 0.5 <first.ms)" - "$4" m
	# the texts are most of the file; the municipality was there before
	if have sqlite3; then
		row '  bytes that an observation adds, without its text' \
			$((($(bare "osg-$1.db") - $(bare demo.db)) / $1)) - 250 m
	fi
}
heading 'import'
imports 50000 5 0.5 250
imports 1000000 1 0.5 500

# ---- screens
first() { # what, ms goal of the figures, MiB goal, FILE
	line=$("$screen" -r "$(rounds 11)" -t 'events (' -- "$osg" --db "$4")
	row "$1: figures on screen" "$(number "$line" figures 1)" "$(number "$line" figures 2)" "$2" m
	row '  first frame' "$(number "$line" first 1)" "$(number "$line" first 2)" - m
	row '  private memory, MiB' "$(number "$line" own 1)" - "$3" m
	row '  resident memory, MiB' "$(number "$line" rss 1)" - - m
}
heading 'first screen, ms'
# Somebody else's rests beside it, as on a server: what both share is nobody's own memory.
cp demo.db beside.db
"$screen" -r 1 -i 600 -- "$osg" --db beside.db >/dev/null 2>&1 &
beside=$!
sleep 1
first 'demo, 7,500' 15 6 demo.db
first '50,000' 25 6 osg-50000.db
first '1,000,000' 50 6 osg-1000000.db
kill "$beside"
rm -f beside.db beside.db-*
heading 'compiled anew after a change, ms (osg signals)'
anew() { # what, goal, FILE
	for i in $(seq "$(rounds 5)"); do
		"$osg" --db "$3" add --what SKA --where 'Flemingsbergs centrum' --when '2024-12-27 21:00' --text 'en ruta krossad' >/dev/null 2>&1
		milliseconds "$osg" --db "$3" signals
	done >anew.ms
	row "$1" "$(quantile 0.5 <anew.ms)" - "$2" m
}
anew '50,000' 60 osg-50000.db
anew '1,000,000' 100 osg-1000000.db

down='\x1b[B'
answer() { # what, keys before, keys, calm, bytes goal
	line=$("$screen" -r "$(rounds 3)" -p "$2" -k "$3" -c "${4:-100}" -- "$osg" --db osg-1000000.db)
	row "$1" "$(number "$line" answer 1)" "$(number "$line" answer 2)" 5 p "$(number "$line" answer 3)"
	[ -z "${5:-}" ] || row '  bytes a key' "$(number "$line" bytes 1)" "$(number "$line" bytes 2)" "$5" m
}
ten=$down$down$down$down$down$down$down$down$down$down
heading 'key to frame at 1,000,000 observations, ms'
answer 'down in a list, one after the other' 3 "$ten$ten$ten$ten$ten" 20 200 # the details follow when it rests
answer 'down in a list, at rest with its details' 3 "$ten$ten" 200 -
answer 'from screen to screen' '' 323232323232
answer 'another week, the picture' '' ',,,.,...,,' 1000
answer 'another week, the list' 3 ',,,.,...,,' 100
answer 'search in a list, each letter' 3 '/lampan ute'
answer 'filter, each letter' 3 'flampan'
answer 'filter, answered' 3f 'skolan\x0d'

# Each key after a silence that is long enough for what it asks for: what is measured is a frame, not a map that is still empty.
map() { # what, keys before, keys, goal, of, calm, -s = with all that comes
	line=$("$screen" -r 1 -p "$2" -k "$3" -c "$6" ${7:-} -- "$osg" --db osg-1000000.db)
	row "$1" "$(number "$line" answer 1)" "$(number "$line" answer 2)" "$4" "$5" "$(number "$line" answer 3)"
}
heading 'the map at 1,000,000 observations, ms'
map 'from the list to the map, its first frame' '' 3434343434 10 m 200
map '  another week, with its points' 4 ',,,,,' - m 500 -s
map 'pan and zoom, the 100,000 points of a year' 4tt 'hhkkll++jj--' 5 p 700
map '  density of the year' 4tt vvv 50 p 700

heading 'at rest, wake-ups in 3 seconds'
line=$("$screen" -r 3 -p 3 -i 3 -- "$osg" --db osg-50000.db)
row 'no key pressed' "$(number "$line" wakes 1)" - 1 m

# ---- paper: where nothing was found before, as after osg move, again, and after one more observation
print_summary() { "$osg" --db print.db print summary --format "$1" -o summary.out; }
summary() { # what, FORMAT, goal, FILE, ROUNDS
	rm -f first.ms again.ms more.ms
	for i in $(seq "$(rounds "$5")"); do
		rm -f print.db print.db-*
		cp "$4" print.db
		sqlite3 print.db 'DELETE FROM computed; DELETE FROM hotspot_finding; DELETE FROM hotspot_places; DELETE FROM hotspot'
		milliseconds print_summary "$2" >>first.ms
		milliseconds print_summary "$2" >>again.ms
		"$osg" --db print.db add --what SKA --where 'Flemingsbergs centrum' --when '2024-12-27 21:00' --text 'en ruta krossad' >/dev/null 2>&1
		milliseconds print_summary "$2" >>more.ms
	done
	row "$1 as $2, nothing found before" "$(quantile 0.5 <first.ms)" - "$3" m
	row '  again' "$(quantile 0.5 <again.ms)" - - m
	row '  after one more observation' "$(quantile 0.5 <more.ms)" - - m
	rm -f print.db print.db-*
}
heading 'first summary, whole command, ms'
if have sqlite3; then # that takes out what was found before
	summary 'the demo, its last week,' pdf 120 demo.db 5
	summary 'the demo, its last week,' text 60 demo.db 5
	summary '50,000 observations' pdf 250 osg-50000.db 3
	summary '50,000 observations' text 125 osg-50000.db 3
	summary '1,000,000 observations' pdf 500 osg-1000000.db 1
	summary '1,000,000 observations' text 250 osg-1000000.db 1
fi

# ---- forty people who save, with a pause between: every save must be there
heading 'forty writers, some 35 saves a second, ms a save'
rm -f writers.db writers.db-* save-*.ms
cp demo.db writers.db
for w in $(seq 40); do
	(
		for i in 1 2 3 4 5; do
			sleep "$(awk -v s="$w$i" 'BEGIN { srand(s); printf "%.2f", 0.3 + 1.6 * rand() }')"
			milliseconds "$osg" --db writers.db add --what SKA --where 'Flemingsbergs centrum' --when "2024-12-27 21:00" --text "rad $w $i" || echo lost
		done >save-$w.ms
	) &
done
wait
cat save-*.ms >saves.ms
row 'a save' "$(grep -v lost saves.ms | quantile 0.5)" "$(grep -v lost saves.ms | quantile99)" 100 p
row '  lost' "$(grep -c lost saves.ms || true)" - 0 m
rm -f save-*.ms

# ---- peers
peer() { # what, keys, COMMAND …: its first screen as the last byte before 200 ms of silence, its answers to Down
	name=$1
	shift
	[ "$(spent)" -lt 540 ] || { printf '%-50s not measured: it is late\n' "$name"; return 0; }
	have "$1" || { printf '%-50s not installed\n' "$name"; return 0; }
	line=$("$screen" -r "$(rounds 5)" -k "$down$down$down$down$down$down$down$down" -- "$@" 2>/dev/null) || { printf '%-50s did not run\n' "$name"; return 0; }
	row "$name: first screen" "$(number "$line" figures 1)" "$(number "$line" figures 2)" - m
	row '  down in a list, ms' "$(number "$line" answer 1)" "$(number "$line" answer 2)" - m
	row '  down in a list, bytes' "$(number "$line" bytes 1)" "$(number "$line" bytes 2)" - m
	row '  private memory, MiB' "$(number "$line" own 1)" - - m
}
heading 'peers, by the same rule'
source=$(dirname "$csv")
peer nnn nnn "$source"
peer ncdu ncdu --exclude-kernfs /usr/share/doc
peer tig tig -C "$source"
peer calcurse calcurse -D "$PWD/config/calcurse"
peer htop htop
peer visidata vd rows-50000.csv
printf '\nmeasured in %s seconds\n' "$(spent)"
