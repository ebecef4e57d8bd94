#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What osg exports to calendars, read by real calendar programs without complaint and with every event; and a calendar on its way in.
. "$OSG_SRCDIR/tests/tap.sh"
osg=${OSG_PROGRAM:-./osg}
events() { grep -c '^BEGIN:VEVENT' "$1"; }
longest() { tr -d '\r' <"$1" | LC_ALL=C awk '{ if (length($0) > most) most = length($0) } END { print most }'; }

unset OSG_NOW
LC_ALL=C.UTF-8 OSG_LANG=en
export LC_ALL OSG_LANG
"$osg" --db "$work/osg.db" init --demo --scale 0.25 >/dev/null || exit 99
for kind in meetings measures; do
	"$osg" --db "$work/osg.db" export $kind --format ics >"$work/$kind.ics" || exit 99
	is "$kind: no line is longer than 75 octets" yes "$([ "$(longest "$work/$kind.ics")" -le 75 ] && echo yes)"
	is "$kind: every line ends as the standard says" "$(wc -l <"$work/$kind.ics")" "$(grep -c "$(printf '\r')\$" "$work/$kind.ics")"
	if command -v calcurse >/dev/null; then
		mkdir "$work/calcurse-$kind"
		said=$(calcurse -D "$work/calcurse-$kind" -i "$work/$kind.ics" 2>&1 </dev/null | grep -E 'could not|[1-9][0-9]* skipped')
		is "$kind: calcurse has nothing to complain of" "" "$said"
		is "$kind: calcurse has every event" "$(events "$work/$kind.ics")" \
			"$(cat "$work/calcurse-$kind/apts" | grep -c .)"
	else
		skip "calcurse is not installed: $kind: calcurse has nothing to complain of is NOT tested"
		skip "calcurse is not installed: $kind: calcurse has every event is NOT tested"
	fi
	if command -v khal >/dev/null; then
		mkdir -p "$work/khal-$kind/cal"
		printf '[calendars]\n[[osg]]\npath = %s\n[locale]\nlocal_timezone = Europe/Stockholm\ndefault_timezone = Europe/Stockholm\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\ntimeformat = %%H:%%M\n[sqlite]\npath = %s\n' \
			"$work/khal-$kind/cal" "$work/khal-$kind/khal.db" >"$work/khal-$kind/config"
		said=$(khal -c "$work/khal-$kind/config" import --batch "$work/$kind.ics" 2>&1 | grep -iE 'error|warn|invalid|could not')
		is "$kind: khal has nothing to complain of" "" "$said"
		is "$kind: khal has every event" "$(events "$work/$kind.ics")" "$(find "$work/khal-$kind/cal" -name '*.ics' | grep -c .)"
	else
		skip "khal is not installed: $kind: khal has nothing to complain of is NOT tested"
		skip "khal is not installed: $kind: khal has every event is NOT tested"
	fi
done

# In again: its own meetings are known. Those of another installation are events with the same times; once more, nothing is new.
into() { # into FILE: what became of its events
	"$osg" --db "$work/osg.db" --json import "$1" | grep -oE '"(new|unchanged|set_aside)": *[0-9]+' | tr -d ' "' | tr '\n' ' '
}
every=$(events "$work/meetings.ics")
is "osg knows its own meetings" "new:0 set_aside:0 unchanged:$every " "$(into "$work/meetings.ics")"
sed '/^UID:/s/@osg/@neighbour/' "$work/meetings.ics" >"$work/others.ics"
is "osg reads what it writes" "new:$every set_aside:0 unchanged:0 " "$(into "$work/others.ics")"
is "and again nothing is new" "new:0 set_aside:0 unchanged:$every " "$(into "$work/others.ics")"
done_testing
