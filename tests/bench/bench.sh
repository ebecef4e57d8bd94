#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How fast osg is, measured from outside: one table of what, median, 99th percentile, goal and whether it holds. Its data (the demo municipality,
# and with it 50,000 and 1,000,000 rows of ten years) are made in the folder bench-data where it is run, and used again; remove the folder to
# measure the imports anew. Needs no quiet machine to run, but one to be believed: the load stands above the table.
# usage: bench.sh OSG BENCH_SCREEN MAKE_CSV
set -eu
osg=$(realpath "$1") screen=$(realpath "$2") csv=$(realpath "$3")
mkdir -p bench-data/config
cd bench-data
export LC_ALL=C.UTF-8 XDG_CONFIG_HOME="$PWD/config" OSG_LANG=en
unset OSG_DB OSG_NOW NO_COLOR LINES COLUMNS

have() { command -v "$1" >/dev/null 2>&1; }
milliseconds() { # COMMAND …: how long it took
	_from=$(date +%s%N)
	"$@" >/dev/null 2>&1 || { echo "bench: $* failed" >&2; exit 1; }
	echo $((($(date +%s%N) - _from) / 1000000))
}
quantile() { sort -n | awk -v q="$1" '{ v[NR] = $1 } END { print v[int((NR - 1) * q) + 1] }'; }

heading() { printf '\n%-50s %9s %9s %9s\n' "$1" median '99 %' goal; }
# what, median, 99th percentile (or -), goal (or -), what the goal is for: m or p, smaller being better, or M, larger
row() {
	awk -v what="$1" -v m="$2" -v p="$3" -v goal="$4" -v of="$5" 'BEGIN {
		judged = of == "p" ? p : m
		sign = of == "M" ? -1 : 1
		verdict = goal == "-" ? "" : (goal - judged) * sign >= 0 ? "ok" : "misses"
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
make_data() { # ROWS
	[ -s "rows-$1.csv" ] || sh "$csv" "$1" >"rows-$1.csv"
	if [ ! -s "osg-$1.ms" ]; then
		rm -f "osg-$1.db"*
		cp demo.db "osg-$1.db"
		milliseconds "$osg" --db "osg-$1.db" import "rows-$1.csv" >"osg-$1.ms"
	fi
	if have sqlite3 && [ ! -s "sqlite-$1.ms" ]; then
		milliseconds sqlite_import "rows-$1.csv" sqlite.db >"sqlite-$1.ms"
		rm -f sqlite.db
	fi
}
printf 'osg bench: %s processors, load %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
[ -s demo.db ] || "$osg" --db demo.db init --demo >/dev/null
make_data 50000
make_data 1000000

heading 'import, rows a second'
for rows in 50000 1000000; do
	rate=$((rows * 1000 / $(cat osg-$rows.ms))) goal=-
	if [ -s sqlite-$rows.ms ]; then
		peer=$((rows * 1000 / $(cat sqlite-$rows.ms)))
		row "sqlite3 .import, $rows rows" $peer - - m
		[ $rows = 50000 ] || goal=$((peer / 3))
	fi
	row "osg import, $rows rows" $rate - $goal M
done

# ---- screens
first() { # what, ms goal, MiB goal, FILE
	line=$("$screen" -r 11 -- "$osg" --db "$4")
	row "$1" "$(number "$line" first 1)" "$(number "$line" first 2)" "$2" m
	row '  with the compiled picture in it' "$(number "$line" whole 1)" "$(number "$line" whole 2)" - m
	row '  resident memory, MiB' "$(number "$line" rss 1)" - "$3" m
}
heading 'first screen, ms'
first '7,500 observations (the demo)' 25 12 demo.db
first '50,000 observations' 25 12 osg-50000.db
first '1,000,000 observations' 50 24 osg-1000000.db
for peer in htop tig calcurse; do
	have $peer || continue
	case $peer in
	tig) line=$(cd / && d=$(dirname "$csv") && "$screen" -r 3 -- tig -C "$d" 2>/dev/null) || continue ;;
	calcurse) line=$("$screen" -r 3 -- calcurse -D "$PWD/config/calcurse") || continue ;;
	*) line=$("$screen" -r 3 -- $peer) || continue ;;
	esac
	row "$peer, for comparison" "$(number "$line" first 1)" "$(number "$line" first 2)" - m
	row '  resident memory, MiB' "$(number "$line" rss 1)" - - m
done

down='\x1b[B'
answer() { # what, keys before, keys, calm
	line=$("$screen" -r 5 -p "$2" -k "$3" -c "${4:-100}" -- "$osg" --db osg-1000000.db)
	row "$1" "$(number "$line" answer 1)" "$(number "$line" answer 2)" 5 p
}
heading 'key to frame at 1,000,000 observations, ms'
answer 'down in a list' 3 "$down$down$down$down$down$down$down$down$down$down"
answer 'from screen to screen' '' 323232323232
answer 'another week, the picture' '' ',,,.,...,,' 2000
answer 'another week, the list' 3 ',,,.,...,,' 100
answer 'search in a list, each letter' 3 '/lampan ute'
answer 'filter, each letter' 3 'flampan'
answer 'filter, answered' 3f 'skolan\x0d'

heading 'at rest, wake-ups in 3 seconds'
line=$("$screen" -r 3 -p 3 -i 3 -- "$osg" --db osg-50000.db)
row 'no key pressed' "$(number "$line" wakes 1)" - 1 m

heading 'summary as PDF, ms'
for i in 1 2 3 4 5 6 7; do
	milliseconds "$osg" --db demo.db print summary --format pdf -o summary.pdf
done >pdf.ms
row 'the demo, its last week' "$(quantile 0.5 <pdf.ms)" - 300 m
for i in 1 2 3; do
	milliseconds "$osg" --db osg-50000.db print summary --format pdf -o summary.pdf
done >pdf.ms
row '50,000 observations' "$(quantile 0.5 <pdf.ms)" - 300 m
