#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The programme's follow-up: every figure of the published one of 2019 stands in the demo's, each from a reading; an edition never changes; what
# cannot be is refused at the door, typed or by file.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB=$work/osg.db OSG_NOW=2024-10-22T08:31:00+02:00 OSG_LANG=en

ok "a municipality" $osg init --demo --scale 0.25
page=$($osg print follow-up --year 2019 | tr -s ' \n' ' ')
for figure in 'från 118 till 110' 'about 23.000 arbetstimmar' 'under 9 veckor' 'about 30 procent' '16 skolor' 'almost 400 anställda' \
	'gjordes 19 gånger' 'aktiverades 2 gånger' 'KS-2016/74 KF 2018-08-20 §18' 'KS-2016/47 KF 2017-12-11 §12' 'KS-2019/456 KF 2019-12-09 §13' \
	'KS-2019/3042' 'KS-2019/2757' 'KS-2019/2641 KF 2019-12-09 §20' 'KS-2019/336 KF 2019-12-09 §15' 'KS 2019-10-23' '2019: 720' \
	'Brottsofferjouren 2020–2022 ' 'Skolinbrott 2009–2019' '17 Jun–18 Aug 2019'; do
	like "it holds $figure" "$figure" "$page"
done
like "a change of recording is not compared over" '2.870 2.490 anmälda cannot be' "$page"
like "what lies within the margin is no difference" '53 55 index no certain difference' "$page"
like "what is missing is said" 'Otrygga i sitt område has no value for the period' "$page"
like "a draft says so" 'DRAFT' "$page"

like "nothing shows that the plan was followed up" '6 § .* nothing shows it' "$($osg print law | tr -s ' \n' ' ')"

# the demo's year
is "nothing of the year is empty" "36 66 34" "$(for kind in assets inspections defects; do
	$osg list $kind --csv | tail -n +2 | wc -l
done | tr '\n' ' ' | sed 's/ $//')"
like "rounds that were begun, activations and their log" '1 2 7' "$(printf '%s %s %s' "$($osg export inspections | grep -c incomplete)" \
	"$($osg export activities | grep -c ',activation,.*2024-')" "$($osg export notes | grep -c ',log,')")"

# editions
ok "it is fixed" $osg print follow-up --year 2019 --fix --body KS --dnr KS-2020/42.142 -o "$work/one.txt"
ok "a value is corrected" $osg set reading new indicator=utb.skolor since=2019-01-01 until=2019-12-31 said=17 reason=rättat
ok "the draft has it" sh -c "$osg print follow-up --year 2019 --number 0 | grep -q '17 skolor'"
ok "it is printed again" $osg print follow-up --year 2019 -o "$work/two.txt"
ok "and is the same, byte for byte" cmp "$work/one.txt" "$work/two.txt"
like "with its register number" 'KS-2020/42.142 · edition 1' "$(cat "$work/two.txt")"
ok "a text that cites nothing" $osg set note new text='Det blev {okand.kod} till slut.' objective="$($osg export objectives | sed -n 's/^\([^,]*\),4,Civilt försvar.*/\1/p' | head -1)" form=text since=2019-01-01 until=2019-12-31
exits "is not fixed" 1 $osg print follow-up --year 2019 --fix --body KS --dnr X
like "and the code is named" 'okand\.kod' "$(cat "$work/err")"
exits "a week's report is not fixed so" 2 $osg print summary --fix

# every figure opens its source
figures=$($osg trace --year 2019 --number 0)
like "a figure in a sentence names its reading" 'about 23.000 +ufo\.timmar@2019 +Unga för Orten omfattade about 23.000 arbetstimmar' "$figures"
like "one in a table too" '720 +sum:utryckningar@2019' "$figures"
is "all of them are found again" "" "$(printf '%s\n' "$figures" | grep -Eo '[^ ]+@2019' | sort -u | while read -r source; do
	$osg trace "$source" >/dev/null 2>&1 || echo "$source"
done)"
like "a sum is of its values" '430 .*sbff\.trafik@2019' "$($osg trace sum:utryckningar@2019)"
like "a value of its readings, that which stands first" '17 +2019 · in force: rättat.* 16 +2019 · replaced' "$($osg trace utb.skolor@2019 | tr '\n' ' ')"
exits "there is no such figure" 1 $osg trace nix@2019
counted=$($osg trace osg.klotter@2024)
like "what is counted leads to its observations" 'osg list observations "KLO 2024"' "$counted"
number=$(printf '%s\n' "$counted" | sed -n '1s/.*: //p')
is "which are so many" "$(printf '%s\n' "$counted" | sed -n 's/.*counted of \([0-9]*\) reports.*/\1/p')" "$($osg list observations 'KLO 2024' --csv 2>/dev/null | tail -n +2 | wc -l | tr -d ' ')"

# in a word processor
odt=$G_TEST_BUILDDIR/report/odt_text
if [ -x "$odt" ]; then
	ok "a follow-up as OpenDocument" $osg print follow-up --year 2019 --number 0 -o "$work/one.odt"
	ok "whose parts are what they must be" "$odt" "$work/one.odt"
	text=$(cat "$work/out")
	is "every figure of the draft stands in it" "" "$($osg trace --year 2019 --number 0 --json | sed -n 's/.*"figure": *"\([^"]*\)".*/\1/p' | sort -u |
		while read -r figure; do printf '%s' "$text" | grep -qF "$figure" || echo "$figure"; done)"
	like "and its diagram, in words too" 'pictures: 1, described: 1' "$text"
	ok "the week's summary" $osg print summary -o "$work/two.odt"
	ok "with its map, its grid and its bars" "$odt" "$work/two.odt"
	ok "the same bytes again" sh -c "$osg print summary -o '$work/three.odt' && cmp '$work/two.odt' '$work/three.odt'"
else
	skip "built without libzip"
fi

# what has moved
unlike "nothing has moved since the year was written" 'WHAT HAS MOVED' "$($osg print follow-up --year 2024)"
ok "2024 is fixed" $osg print follow-up --year 2024 --fix --body KS --dnr KS-2024/1 -o "$work/2024.txt"
ok "one more event" $osg add --what KLO --where Visättraskolan --when '21/10 10:00' --text 'Klotter på fasaden'
like "the draft names the sentence that moved" \
	"was $number in the edition, is now $((number + 1)) .osg.klotter@2024.: “I OSG har $((number + 1)) fall" \
	"$($osg print follow-up --year 2024 --number 0 | tr -s ' \n' ' ')"
like "and what was corrected in 2019" 'was 16 in the edition, is now 17' "$($osg print follow-up --year 2019 --number 0 | tr -s ' \n' ' ')"
ok "a text is written" $osg set note new text='Det blev {osg.klotter} fall i september.' objective=1.2 form=text since=2024-09-01 until=2024-09-30
september=$($osg trace osg.klotter@2024-09 | sed -n '1s/.*: //p')
ok "an event of its month is added" $osg add --what KLO --where Visättraskolan --when '21/9 10:00' --text 'Klotter på porten'
like "the draft says what it was when it was written" "was $september when it was written, is now $((september + 1))" \
	"$($osg print follow-up --period 2024-09 | tr -s ' \n' ' ')"

# one guideline, one activation
page=$($osg print guideline klotter | tr -s ' \n' ' ')
for part in 'KS-2022/47' 'Decision: KF 2022-12-12 §12' 'Next follow-up: 2025-01-30' 'All 77 % 10 of 13 in time, 1 open past 13 22.100 its time' \
	'Waits for: Lift till tredje våningen' 'Nobody has written a follow-up of it for 2024'; do
	like "the guideline's follow-up holds $part" "$part" "$page"
done
like "its share leads to the defects" 'Klotter på fasad · verified|Klotter på fasad · fixed' "$($osg trace in-time:graffiti@2024)"
like "another by its register number, of its year" 'SKADEGÖRELSE 2018–2022, 2019 .*saneringsavtalet kunde användas' \
	"$($osg print guideline KS-2016/47 --year 2019 | tr -s ' \n' ' ')"
exits "there is no such guideline" 1 $osg print guideline nix
page=$($osg print incident 'brand i fler' | tr -s ' \n' ' ')
like "the activation's log is in order of time" '14 Sep 2024 22:40 SBFF Larm .*15 Sep 2024 03:10 SOC .*20 Sep 2024 15:00 SOC' "$page"
like "and ends with a rating" 'met\. Stödet kom fram inom en timme' "$page"
like "one without it says so" 'an activation ends with a rating' "$($osg print incident dricksvattnet | tr -s ' \n' ' ')"
ok "a guideline's follow-up is fixed" $osg print guideline klotter --year 2024 --fix --dnr KS-2025/3 -o "$work/g.txt"
like "another guideline of the year is still a draft" 'DRAFT' "$($osg print guideline extremism --year 2024)"
like "it is printed from its edition" 'KS-2025/3 · edition 1' "$($osg print guideline klotter --year 2024)"

# steering, law
like "the steering group's tertial" '2019T3' "$($osg print steering --period 2019T3)"
like "the edition shows it" '6 § .* Follow-up of Program' "$($osg print law | tr -s ' \n' ' ')"
exits "there is no fourth" 1 $osg print steering --period 2019T4

# what cannot be
exits "a value that is no number" 1 $osg set reading new indicator=ufo.timmar since=2024-01-01 until=2024-12-31 said=hög
like "with an example" 'nästan 400' "$(cat "$work/err")"
exits "a round dated ahead" 1 $osg set inspection new list=sba asset=x organisation=HSAB done=2024-12-01
exits "two agreements at once" 1 $osg set mandate new form=agreement title=Ny decided=2024-09-01 dnr=KS-2024/1 body=KS parties=POL purpose=x \
	scope=y since=2024-10-01 until=2026-12-31
like "which one is in the way" 'Samverkansöverenskommelse 2023' "$(cat "$work/err")"
ok "unless it says that it replaces it" $osg set mandate new form=agreement title=Ny decided=2024-09-01 dnr=KS-2024/1 body=KS parties=POL \
	purpose=x scope=y since=2024-10-01 until=2026-12-31 replaces='Samverkansöverenskommelse 2023–2025'
like "and it ends the day before" '2024-09-30' "$($osg list mandates --csv | grep 'Samverkansöverenskommelse 2023')"

# where cameras hang is the owner's and those who keep the whole
ok "a camera" $osg set asset new form=camera title='Kamera vid entrén' owner=HSAB since=2024-01-01 properties='purpose=brott, use=inspelning, ground=avvägning, storage_days=30'
is "its owner and the coordinator see it, others do not" "1 1 0" "$(for seat in hsab samordnare huge; do
	$osg --as $seat list assets | grep -c 'Kamera vid'
done | tr '\n' ' ' | sed 's/ $//')"
unlike "nor in an export" 'Kamera vid' "$($osg --as huge export assets)"

# by file
printf 'id,indicator,since,until,said,value,precision\n,ufo.timmar,2021-01-01,2021-12-31,ca 20 000 tim,,\n,ufo.timmar,2020-01-01,2020-12-31,N/A,,\n' \
	>"$work/readings.csv"
$osg import "$work/readings.csv" >"$work/report" 2>&1
like "a row that is no number is set aside" 'N/A' "$($osg list rejected --csv 2>&1)"
like "the other is there" '20000' "$($osg list readings --csv)"
{
	printf 'id,form,title,dnr,body,decided,since,until,parties,purpose,scope\n'
	printf '%s,agreement,%s,KS-1,KS,2024-01-01,%s,"POL, SBFF",x,y\n' '' Först 2031-01-01,2032-12-31 '' Krock 2032-01-01,2033-12-31 '' Sedan 2033-01-01,2034-12-31
} >"$work/mandates.csv"
$osg import "$work/mandates.csv" >"$work/report" 2>&1
like "an agreement that overlaps another is set aside with the reason" 'Först” is in force on the same days' "$($osg list rejected --csv 2>&1)"
is "those beside it are there" 2 "$($osg list mandates --csv | grep -c 'Först\|Sedan')"
printf 'id,code,text,form,mandate\n,1.9,Ett,objective,Sedan\n,1.9,Två,objective,Sedan\n' >"$work/objectives.csv"
$osg import "$work/objectives.csv" >"$work/report" 2>&1
is "a code twice in a mandate is kept once" 1 "$($osg list objectives --csv | grep -c ',1.9,')"
$osg export mandates --format csv >"$work/all.csv"
$osg import "$work/all.csv" >"$work/report" 2>&1
like "what was written is read back unchanged" '  0  set aside' "$(cat "$work/report")"
like "an owner whose defects all wait has no share of none" "nothing has fallen due" "$(OSG_NOW=2024-06-01T08:31:00+02:00 $osg print guideline KS-2022/47 --year 2024 --number 0)"
done_testing
