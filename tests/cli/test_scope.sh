#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What two participants see of each other's observations on the command line: rows, totals, search, export, one record and its history.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB="$work/data.db" OSG_NOW=2024-10-22T08:31:00+02:00
$osg init --demo --scale 0.25 >/dev/null || exit 99
ours="$osg --as huge" theirs="$osg --as bev"

add() { # visibility word
	$ours add --what BRA --where visättraskolan --when 2024-10-21 --visibility "$1" --text "ordet $2" 2>/dev/null
}
own=$(add own zebraord) group=$(add osg girafford)
rows() { "$@" 2>/dev/null | wc -l; }
is "its own organisation lists it" 1 "$(rows $ours list zebraord --week v43)"
is "another does not" 0 "$(rows $theirs list zebraord --week v43)"
is "what is the group's both list" "1 1" "$(rows $ours list girafford --week v43) $(rows $theirs list girafford --week v43)"
is "the whole list differs by that row" 1 $(($(rows $ours list --week v43) - $(rows $theirs list --week v43)))
is "and by its category" 1 $(($(rows $ours list BRA --week v43) - $(rows $theirs list BRA --week v43)))
is "in JSON" 1 $(($($ours --json list --week v43 | grep -c '"id"') - $($theirs --json list --week v43 | grep -c '"id"')))
is "in CSV" 1 $(($(rows $ours list --csv --week v43) - $(rows $theirs list --csv --week v43)))
is "in an export" "1 0" "$($ours export observations --format json | grep -c zebraord) $($theirs export observations --format json | grep -c zebraord)"
is "by its id" "0 1" "$($ours show "$own" >/dev/null 2>&1; printf '%s ' $?; $theirs show "$own" >/dev/null 2>&1; echo $?)"
unlike "the refusal does not tell what it is" 'zebraord' "$($theirs show "$own" 2>&1)"
is "the group's by its id" "0 0" "$($ours show "$group" >/dev/null 2>&1; printf '%s ' $?; $theirs show "$group" >/dev/null 2>&1; echo $?)"
is "in its history" "yes no" "$([ "$(rows $ours log "$own")" -gt 0 ] && echo yes) $([ "$(rows $theirs log "$own")" -gt 0 ] && echo yes || echo no)"
unlike "nor does the whole log tell" "$own" "$($theirs log --limit 0 2>&1)"
counted() { "$@" --json picture show --week v43 | grep -o '"counted":[0-9]*' | head -n 1; }
is "what is common is the same for everybody" "$(counted $ours)" "$(counted $theirs)"
# The police's rows under secrecy, and all of them kept from companies.
police="$osg --as polis" municipality="$osg --as soc"
$police add --what BRA --where visättraskolan --when 2024-10-21 --visibility authorities --secrecy "OSL 18:1" --text "ordet antilop" >/dev/null 2>&1
exits "secrecy without its section is refused" 1 $police add --what BRA --where visättraskolan --when 2024-10-21 --visibility authorities --text "ordet lejon"
is "an authority sees what is under secrecy, a company does not" "1 0" "$(rows $municipality list antilop --week v43) $(rows $theirs list antilop --week v43)"
is "nor is it in a common number" "$(counted $municipality)" "$(counted $theirs)"
before=$(counted $theirs | tr -dc 0-9)
$police add --what BRA --where visättraskolan --when 2024-10-21 --text "ordet panter" >/dev/null 2>&1
is "the police's rows go to all" "1 1" "$(rows $municipality list panter --week v43) $(rows $theirs list panter --week v43)"
$osg set organisation POL withheld=yes >/dev/null
is "until they are withheld: then to authorities only" "1 0" "$(rows $municipality list panter --week v43) $(rows $theirs list panter --week v43)"
is "and count all the same" "\"counted\":$((before + 1))" "$(counted $theirs)"
$police add --what KRI --where visättraskolan --when "2024-10-21 03:00" --text "ordet leopard" >/dev/null 2>&1
study() { "$@" print theme --what KRI --years 2024 2>&1; }
is "a study counts it for both" "$(study $municipality | grep 'events in 1 year')" "$(study $theirs | grep 'events in 1 year')"
like "shows one who may see it when, of what kind and whose" 'Who reported: POL' "$(study $municipality)"
unlike "and the other neither, but that it does not" 'POL|Mon' "$(study $theirs)"
like "in words" 'their rows are not *shown to you' "$(study $theirs | tr '\n' ' ')"
unlike "no export holds it" 'antilop|panter' "$($theirs export observations --format json)"
exits "nobody prints another's feedback" 1 $theirs print feedback --org POL --week v43
ok "but the own, and the coordinator any" sh -c "$theirs print feedback --week v43 && $osg print feedback --org POL --week v43"
exits "nobody reports for another organisation" 1 $theirs nil HUGE --week v43
done_testing
