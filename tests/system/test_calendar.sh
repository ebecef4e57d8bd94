#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What osg exports to calendars, read by real calendar programs without complaint and with every event; and a calendar on its way in.
osg=${OSG_PROGRAM:-./osg}
dir=$(mktemp -d "${TMPDIR:-/tmp}/osg-calendar.XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
trap 'exit 99' HUP INT TERM
number=0
is() { # is DESCRIPTION EXPECTED GOT
	number=$((number + 1))
	if [ "$2" = "$3" ]; then echo "ok $number - $1"; else echo "not ok $number - $1"; printf '# expected: %s\n# got: %s\n' "$2" "$3"; fi
}
skip() { # skip DESCRIPTION PROGRAM
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2 is not installed (Debian: $2): what it says of the export is NOT tested"
}
events() { grep -c '^BEGIN:VEVENT' "$1"; }
longest() { tr -d '\r' <"$1" | LC_ALL=C awk '{ if (length($0) > most) most = length($0) } END { print most }'; }

unset OSG_NOW
LC_ALL=C.UTF-8 OSG_LANG=en
export LC_ALL OSG_LANG
"$osg" --db "$dir/osg.db" init --demo --scale 0.25 >/dev/null || exit 99
for kind in meetings measures; do
	"$osg" --db "$dir/osg.db" export $kind --format ics >"$dir/$kind.ics" || exit 99
	is "$kind: no line is longer than 75 octets" yes "$([ "$(longest "$dir/$kind.ics")" -le 75 ] && echo yes)"
	is "$kind: every line ends as the standard says" "$(wc -l <"$dir/$kind.ics")" "$(grep -c "$(printf '\r')\$" "$dir/$kind.ics")"
	if command -v calcurse >/dev/null; then
		mkdir "$dir/calcurse-$kind"
		said=$(calcurse -D "$dir/calcurse-$kind" -i "$dir/$kind.ics" 2>&1 </dev/null | grep -E 'could not|[1-9][0-9]* skipped')
		is "$kind: calcurse has nothing to complain of" "" "$said"
		is "$kind: calcurse has every event" "$(events "$dir/$kind.ics")" \
			"$(cat "$dir/calcurse-$kind/apts" | grep -c .)"
	else
		skip "$kind: calcurse has nothing to complain of" calcurse
		skip "$kind: calcurse has every event" calcurse
	fi
	if command -v khal >/dev/null; then
		mkdir -p "$dir/khal-$kind/cal"
		printf '[calendars]\n[[osg]]\npath = %s\n[locale]\nlocal_timezone = Europe/Stockholm\ndefault_timezone = Europe/Stockholm\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\ntimeformat = %%H:%%M\n[sqlite]\npath = %s\n' \
			"$dir/khal-$kind/cal" "$dir/khal-$kind/khal.db" >"$dir/khal-$kind/config"
		said=$(khal -c "$dir/khal-$kind/config" import --batch "$dir/$kind.ics" 2>&1 | grep -iE 'error|warn|invalid|could not')
		is "$kind: khal has nothing to complain of" "" "$said"
		is "$kind: khal has every event" "$(events "$dir/$kind.ics")" "$(find "$dir/khal-$kind/cal" -name '*.ics' | grep -c .)"
	else
		skip "$kind: khal has nothing to complain of" khal
		skip "$kind: khal has every event" khal
	fi
done

# In again: its own meetings are known. Those of another installation are events with the same times; once more, nothing is new.
into() { # into FILE: what became of its events
	"$osg" --db "$dir/osg.db" --json import "$1" | grep -oE '"(new|unchanged|set_aside)": *[0-9]+' | tr -d ' "' | tr '\n' ' '
}
every=$(events "$dir/meetings.ics")
is "osg knows its own meetings" "new:0 set_aside:0 unchanged:$every " "$(into "$dir/meetings.ics")"
sed '/^UID:/s/@osg/@neighbour/' "$dir/meetings.ics" >"$dir/others.ics"
is "osg reads what it writes" "new:$every set_aside:0 unchanged:0 " "$(into "$dir/others.ics")"
is "and again nothing is new" "new:0 set_aside:0 unchanged:$every " "$(into "$dir/others.ics")"
echo "1..$number"
