#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# osg hotspots and osg signals as a shell user meets them, on a year in which one place goes wrong.
. "$OSG_SRCDIR/tests/tap.sh"
osg="$OSG_PROGRAM --lang en"
export OSG_DB=$work/osg.db OSG_NOW=2024-10-08T09:00:00+02:00

ok "init --demo" $osg init --demo --scale 0.5
i=0
while [ $i -lt 18 ]; do
	$osg --as samordnare add --what SKA --where "Skogås centrum" --when "2024-10-0$((i % 4 + 1)) 2$((i % 3)):1$((i % 6))" \
		--text "Prov $i" >/dev/null 2>&1
	i=$((i + 1))
done
json=$($osg hotspots --json)
like "the place is found" '"Skogås centrum"' "$json"
like "beyond the budget" '"flag": "flag"' "$json"
like "with its evidence" '"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"' "$json"
like "and in words" 'would be usual' "$json"
is "the same again" "$json" "$($osg hotspots --json)"
is "and before and after the verb" "$json" "$($osg --json hotspots)"
like "for people" 'Does it hold\?' "$($osg hotspots)"
number=$($osg hotspots | sed -n 's/^\([0-9]*\)  [a-z]*  Skogås centrum.*/\1/p' | head -n 1)
exits "dismissed without a reason" 1 $osg hotspots dismiss "$number"
like "asks for one" 'reason' "$(cat "$work/err")"
ok "dismissed" $osg hotspots dismiss "$number" --reason "Ommålning"
like "and says so" 'Dismissed: Ommålning' "$($osg hotspots)"
exits "one that is none" 1 $osg hotspots dismiss 4711 --reason x
exits "a group without a leader" 2 $osg hotspots group "$number"
ok "a group" $osg hotspots group "$number" --leader HUGE
like "and says so" 'Focus group: Skogås centrum' "$($osg hotspots)"
exits "a number that is none" 2 $osg hotspots dismiss x --reason y
exits "an action that is none" 2 $osg hotspots fly
exits "a week that is none" 1 $osg hotspots --week v99
like "on paper" 'Skogås centrum' "$($osg print summary | sed -n '/^Hotspots/,/^Places/p;/HOTSPOTS/,/PLACES/p')"
like "in the picture" '"hotspots":\[\{' "$($osg picture show --json)"
like "signals" '"signals": \[' "$($osg signals --json)"
like "with sentences" '"sentence": "' "$($osg signals --json)"
ok "signals of a week" $osg signals --week 2024-W40
chmod a-w "$OSG_DB" && like "a file that can only be read" 'Skogås' "$($osg hotspots --json --week 2024-W40)"
done_testing
