#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The analyst's verbs: every fault ends in a sentence that names file, line and field, and in status
# 1 or 3; none crashes.
. "$(dirname "$0")/../tap.sh"

folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99

# refused NAME STATUS WORDS ARGUMENTS …
refused() {
	name=$1 status=$2 words=$3
	shift 3
	said=$("$OSG_PROGRAM" "$@" 2>&1)
	is "$name" "$status yes" "$? $(case $said in *"$words"*) echo yes ;; *) echo "$said" ;; esac)"
}

printf 'eps_t=7\neps_s=300\nreplications=9\n' >knox.txt
printf 'time,x,y\n2024-01-01 22:00,17.9,59.2\n' >degree_nights.csv
printf 'place,x,y,date\nA,17.9,59.2,2024-01-01\nB,17.95,59.2,2024-01-02\n' >scan_events.csv
printf 'id,date,x,y\n1,2024-01-01,0,0\n2,2024-02-30,5,5\n' >no_date.csv
printf 'id,date,x,y\n1,2024-01-01,0,0\n2,2024-02-03,1e300,5\n' >far.csv
printf 'id,date,x,y\n1,2024-01-01,0\n' >short.csv
refused "knox without its input" 3 "missing.csv could not be read" knox --parameters knox.txt --input missing.csv
refused "knox without parameters" 3 "missing.txt could not be read" knox --parameters missing.txt
refused "a date that is none" 1 "no_date.csv, line 3, date: " knox --parameters knox.txt --input no_date.csv
refused "a coordinate beyond all" 1 "far.csv, line 3, x: " knox --parameters knox.txt --input far.csv
refused "a row that is short" 1 "short.csv, line 2, y: “” is no number" knox --parameters knox.txt --input short.csv
# coordinates that have changed places, and degrees where metres are meant
printf 'id,date,x,y\n1,2024-01-01,674000,6571000\n2,2024-02-03,6571100,674100\n' >turned.csv
printf 'id,date,x,y\n1,2024-01-01,59.2,17.9\n2,2024-02-03,59.21,17.95\n' >degrees.csv
printf 'place,x,y\nA,674000,6571000\nB,6571100,674100\n' >turned_places.csv
printf 'place,x,y\nA,17.9,59.2\nB,17.95,59.21\n' >degree_places.csv
printf 'start=2024-01-01\ndistance_band=900\n' >emerging.txt
printf 'place,lat,lon,date\nA,17.9,59.2,2024-01-01\nB,59.2,17.9,2024-01-02\n' >turned_scan.csv
printf 'coordinates=latlon\nstart=2024-01-01\nend=2024-02-01\n' >latlon.txt
printf 'coordinates=xy\nstart=2024-01-01\nend=2024-02-01\n' >xy.txt
refused "knox: north and east exchanged in a row" 1 "turned.csv, line 3, x: north and east" knox --parameters knox.txt --input turned.csv
refused "knox: degrees" 1 "degrees.csv, line 2, x: degrees" knox --parameters knox.txt --input degrees.csv
refused "nights: degrees" 1 "degree_nights.csv, line 2, x: degrees" nights --input degree_nights.csv
refused "emerging: exchanged" 1 "turned_places.csv, line 3, x: north and east" emerging --parameters emerging.txt --places turned_places.csv --input good.csv
refused "emerging: degrees" 1 "degree_places.csv, line 2, x: degrees" emerging --parameters emerging.txt --places degree_places.csv --input good.csv
refused "scan: latitude as longitude" 1 "turned_scan.csv, line 2, lat: latitude and longitude" scan --parameters latlon.txt --input turned_scan.csv
refused "scan: degrees as metres" 1 "scan_events.csv, line 2, x: degrees" scan --parameters xy.txt --input scan_events.csv
printf 'place,lat,lon,date\nA,59.2,17.9,2024-01-01\nA ,59.3,17.9,2024-01-02\n' >blank.csv
printf 'id,date,x,y\n1,2024-01-01,0x10,0\n' >hex.csv
refused "scan: a blank makes no other place" 1 "blank.csv, line 3, place: “A” stands on line 2 with another point" scan --parameters latlon.txt --input blank.csv
refused "knox: a number to computers alone" 1 "hex.csv, line 2, x: “0x10” is no number" knox --parameters knox.txt --input hex.csv
refused "emerging without parameters" 3 "missing.txt could not be read" emerging --parameters missing.txt

printf 'eps_t=1\neps_s=1\neps_t=2\n' >twice.txt
printf 'eps_t=1e17..1e17\neps_s=1\n' >loop.txt
printf 'eps_t=1,1.0000000000000002,..,9\neps_s=1\n' >tiny.txt
printf 'eps_t=1..1000\neps_s=1..1000\n' >cells.txt
refused "a parameter twice" 1 "twice.txt, line 3, eps_t: " knox --parameters twice.txt --input no_date.csv
printf 'id,date,x,y\n1,2024-01-01,0,0\n2,2024-02-03,5,5\n' >good.csv
refused "a range without end" 1 "loop.txt, line 1, eps_t: " knox --parameters loop.txt --input good.csv
refused "a step too small" 1 "tiny.txt, line 1, eps_t: " knox --parameters tiny.txt --input good.csv
printf 'eps_t=7\neps_s=-1\n' >negative.txt
refused "a negative limit" 1 "negative.txt, line 2, eps_s: a limit of closeness" knox --parameters negative.txt --input good.csv
refused "too many cells" 1 "cells.txt, line 2, eps_s: " knox --parameters cells.txt --input good.csv
refused "a device without end" 1 "larger than 1 MiB" knox --input good.csv --parameters /dev/zero

printf 'start=2024-01-01\nend=2024-02-25\n' >scan.txt
printf 'id,date,place,x,y\n1,2024-01-01,P0,1,1\n2,2024-01-02,P1,2,2\n3,2024-02-20,P0,3,1\n' >points.csv
refused "a place with two points" 1 "points.csv, line 4, place: “P0” stands on line 2" scan --parameters scan.txt --input points.csv
printf 'place,x,y\nA,1,1\nA,2,2\n' >places.csv
printf 'start=2024-01-01\ndistance_band=5\n' >emerging.txt
refused "a place that stands twice" 1 "places.csv, line 3, place: " emerging --parameters emerging.txt --input points.csv

# ---- what is not used is told: names of parameters, events outside the days that are looked at
printf 'place,x,y\nP0,1,1\nP1,2,2\nP2,9,9\n' >three.csv
printf 'id,date,place\n1,2023-12-31,P0\n2,2024-01-02,P1\n3,2024-02-20,P0\n4,2024-01-09,P0\n5,2025-01-01,P2\n6,2025-01-02,P2\n' >outside.csv
printf 'start=2024-01-01\nbin_days=7\nbins=8\ndistance_band=5\n' >eight.txt
misspelt() { refused "$1 misspelt" 1 "$2" "$3" --parameters "$4" --input outside.csv; }
printf 'start=2024-01-01\nbindays=7\ndistance_band=5\n' >bindays.txt
printf 'end=2024-02-25\n# ten\nreplication=10\n' >replication.txt
printf 'eps_t=7\neps_s=300\nreplicatons=9\n' >replicatons.txt
misspelt "a parameter of emerging" "bindays.txt, line 2, bindays: there is no such parameter; is “bin_days” meant?" emerging bindays.txt
misspelt "a parameter of scan" "replication.txt, line 3, replication: there is no such parameter; is “replications” meant?" scan replication.txt
misspelt "a parameter of knox" "replicatons.txt, line 3, replicatons: there is no such parameter; is “replications” meant?" knox replicatons.txt
printf 't,count\n1,3\n2,4\n' >weeks.csv
printf 'freq=52\nears_c1=method:C1 aplha:0.01\n' >aplha.txt
printf 'freq=52\nears_c1=method:C1 alpha:0.01\n' >c1.txt
printf 't,date,count\n1,2024-01-01,3\n2,2024-02-30,4\n' >none.csv
printf 'date,count\n2024-01-01,3\n2024-01-08,4\n2024-01-22,4\n' >gap.csv
printf 'date,count\n2024-01-08,3\n2024-01-01,4\n' >back.csv
refused "too few weeks for all detectors" 1 "Too few to judge: weeks 2." series --parameters c1.txt --input weeks.csv --csv
(echo t,count && seq 9 | sed 's/$/,1/') >nine.csv
(cat c1.txt && printf 'ears_c3=method:C3 baseline:7 alpha:0.01\n') >c1c3.txt
like "too few weeks for one of them" '^osg: ears_c3: too few weeks to judge .9.' "$("$OSG_PROGRAM" series --parameters c1c3.txt --input nine.csv --csv 2>&1 >rows)"
is "the others judge" "ears_c1 ears_c1" "$(echo $(grep -o '^ears_c.' rows))"
refused "a week's date that is none" 1 "none.csv, line 3, date: “2024-02-30”" series --parameters c1.txt --input none.csv
refused "a week that is missing" 1 "gap.csv, line 4, date: 14 days after the row above" series --parameters c1.txt --input gap.csv
refused "weeks the other way round" 1 "back.csv, line 3, date: -7 days" series --parameters c1.txt --input back.csv
refused "a parameter of a detector misspelt" 1 "aplha.txt, line 2, ears_c1: “aplha:0.01” is no parameter of it; is “alpha” meant?" series --parameters aplha.txt --input weeks.csv
printf 'case=a\nstatistic=ripley\neps_t=7\n' >ripley.txt
misspelt "a statistic" "ripley.txt, line 2, statistic: “ripley” is none of: knox, space-time K" knox ripley.txt
(cat eight.txt && printf 'case=mine\nmade_by=me\n') >more.txt
said=$("$OSG_PROGRAM" emerging --parameters more.txt --input outside.csv --places three.csv --csv 2>&1 >rows)
like "names that nothing is made of" 'more.txt: parameters that are not used here .line.: case .5., made_by .6.[.]$' "$said"
like "events after the last interval" 'outside.csv, line 6, date: 2 events lie after the last day that is looked at, 2024-02-25, and are not counted' "$said"
like "and before the first" 'outside.csv, line 2, date: 1 event lies before the first day that is looked at, 2024-01-01, and is not counted' "$said"
is "the rows are there all the same" 4 "$(wc -l <rows)"
printf 'place,x,y\nP0,1,1\n' >lone.csv
printf 'date,place\n2024-01-02,P0\n2024-02-20,P0\n2024-02-21,P0\n' >alone.csv
refused "one place is compared with none" 1 "Too few to judge: one place" emerging --parameters eight.txt --input alone.csv --places lone.csv
for name in bin_days bins distance_band; do
	(grep -v "^$name=" eight.txt && echo "$name=none") >none.txt
	refused "no $name" 1 "none.txt, line 4, $name: “none” is not a number" emerging --parameters none.txt --input outside.csv --places three.csv
done
printf 'end=2024-02-25\naggregate_days=none\n' >none.txt
refused "no aggregate_days" 1 "none.txt, line 2, aggregate_days: “none” is not a number" scan --parameters none.txt --input points.csv
printf 'end=2024-02-25\ncategory=SKAA\n' >category.txt
printf 'id,date,place,x,y,category\n1,2024-01-01,P0,1,1,SKA\n' >ska.csv
refused "a category that no event has" 1 "category.txt, line 2, category: no event has the category “SKAA”" scan --parameters category.txt --input ska.csv
printf 'ends=2024-02-25,2024-03-03\nhistory_days=28\n' >ends.txt
printf 'id,date,place,x,y\n1,2024-01-01,P0,1,1\n2,2024-01-02,P1,2,2\n3,2024-02-20,P0,1,1\n' >rolling.csv
like "events outside of all histories" 'rolling.csv, line 2, date: 2 events lie before the first day that is looked at, 2024-01-29' \
	"$("$OSG_PROGRAM" scan --parameters ends.txt --input rolling.csv 2>&1)"
printf 'date,reporter,place\n2024-01-01,A,p\n2024-06-01,,q\n' >nobody.csv
refused "a reporter without a name" 1 "nobody.csv, line 3, reporter: it is empty" reporter --input nobody.csv

# ---- titles above the header, as in a table of observations
titled() {
	file=$1 lines=$2
	shift 2
	(printf "Händelser i kommunen\n\nUtskrivet;2024-10-22\n" && cat "$file") >titled.csv
	is "$1 below titles says the same" "$("$OSG_PROGRAM" "$@" --input "$file" --csv 2>/dev/null)" "$("$OSG_PROGRAM" "$@" --input titled.csv --csv 2>told)"
	like "and tells them" "titled.csv: $lines lines above the header were passed over" "$(cat told)"
}
titled rolling.csv 2 scan --parameters scan.txt
titled good.csv 2 knox --parameters knox.txt
titled outside.csv 2 emerging --parameters eight.txt --places three.csv
titled nine.csv 2 series --parameters c1.txt
bins() { "$OSG_PROGRAM" emerging --parameters eight.txt --input outside.csv --places three.csv --intervals "$@" 2>/dev/null; }
bins --csv >bins.csv
if bins --xlsx bins.xlsx; then
	is "a workbook says what its table says" "$("$OSG_PROGRAM" series --parameters c1.txt --input bins.csv --csv 2>&1)" "$("$OSG_PROGRAM" series --parameters c1.txt --input bins.xlsx --csv 2>&1)"
fi
(cat good.csv && printf ',,,\n') >below.csv
(sed '1s/$/,note/' good.csv && printf '\n') >unsaid.csv
is "what is missing at the end of a row is empty" "$("$OSG_PROGRAM" knox --parameters knox.txt --input good.csv --csv 2>&1)" "$("$OSG_PROGRAM" knox --parameters knox.txt --input unsaid.csv --csv 2>&1)"
is "empty rows below are none" "$("$OSG_PROGRAM" knox --parameters knox.txt --input good.csv --csv 2>&1)" "$("$OSG_PROGRAM" knox --parameters knox.txt --input below.csv --csv 2>&1)"
printf 'Anteckning\nid,date,place,x,y\n1,2024-02-30,P0,1,1\n' >low.csv
refused "lines are counted from the top of the file" 1 "low.csv, line 3, date: " scan --parameters scan.txt --input low.csv
printf 'Anteckning\nid,datum,ställe\n1,2024-02-20,P0\n' >other.csv
refused "no header is made of a title" 1 "other.csv, line 2: 3 cells where the header has 1" scan --parameters scan.txt --input other.csv

# ---- reporter, nights, hours, drift: a file of events and no database
days() { seq "$1" 7 $((273 + $1)) | sed 's/.*/2024-01-01 + & days/' | date -u -f - +%F; }
days 0 >mondays.txt
days 5 >saturdays.txt
paste -d ' ' mondays.txt saturdays.txt >days.txt
# 40 Mondays: A eight a week and more at one place since the 31st, C three; B one a week, in the last four weeks four
awk 'BEGIN { print "date,reporter,place" } { for (i = 0; i < 8; i++) print $1 ",A,p" i; for (i = 0; i < 3; i++) print $1 ",C,p4"
	for (i = 0; i < (NR > 36 ? 6 : NR % 2); i++) print $1 ",B,q"; for (i = 0; i < (NR > 30 ? 9 : 3); i++) print $1 ",A,r" }' days.txt >who.csv
row() { "$OSG_PROGRAM" "$@" --csv 2>&1; }
like "who began to report more is told" '^B,1,2024-W37,4,24,18,' "$(row reporter --input who.csv)"
unlike "and nobody else" '^[AC],1' "$(row reporter --input who.csv)"
like "a place whose share doubled drifts" '^r,1,2024-W31,10,90,' "$(row drift --input who.csv)"
unlike "and none beside it but what B reported" '^p[0-9],1' "$(row drift --input who.csv)"
like "as JSON too" '"reporter": "B"' "$("$OSG_PROGRAM" reporter --input who.csv --json)"

# a noise a week by day; in the last five weeks two on Saturday nights; three fires in one night
awk 'BEGIN { print "time,category,area,x,y" } { print $1 " 12:00,noise,north,0,0"; print $1 " 13:00,noise,south,5000,0"; print $1 " 21:00,graffiti,south,5000,9" }
	NR > 35 { print $2 " 23:00,noise,north,9,0"; print $2 " 23:30,noise,north,9,0" }
	NR == 20 { for (i = 0; i < 4; i++) print $1 " 02:" i "0,fire,north," i * 50 ",0" }' days.txt >when.csv
like "more on weekend nights is told with its hours" '^noise,north,weekend-night,1,2024-W37,4,8,' "$(row hours --input when.csv)"
like "a night of fires is told" '^fire,2024-05-13T02:00:00.*,2024-05-13T02:30:00.*,4,0,0,' "$(row nights --input when.csv)"
awk -F '[, ]' 'NR == 1 { print "datum,tid,category,area,x,y" } NR > 1 { print $1 "," $2 "," $3 "," $4 "," $5 "," $6 }' when.csv >beside.csv
sed '1s/time/datum/' when.csv >in_date.csv
is "a time of day beside its date is read as in one cell" "$(row nights --input when.csv)" "$(row nights --input beside.csv)"
is "and so is one in a column of dates" "$(row hours --input when.csv)" "$(row hours --input in_date.csv)"
sed '2,$s/,/ 14:30:00,/' who.csv >clocks.csv
is "a verb of days passes a time of day over" "$(row drift --input who.csv)" "$(row drift --input clocks.csv)"
is "and no other night" 2 "$(row nights --input when.csv | wc -l)"

printf 'date,reporter,place\n2024-01-01,A,p\n2024-06-01,A,p\n' >one.csv
printf 'date,reporter,place\n2024-01-01,A,p\n2024-01-02,B,q\n' >short_history.csv
printf 'time,category,area,x,y\n2024-01-01,noise,north,0,0\n2024-06-01,fire,south,0,0\n' >hourless.csv
printf 'time,category,area,x,y\n2024-01-01 12:00,noise,north,0,0\n2024-06-01 12:00,fire,south,0,0\n' >noon.csv
printf 'time,category,area,x,y\n2024-01-01 25:00,noise,north,0,0\n' >clock.csv
printf 'time,category,area,x,y,date,reporter,place\n' >none.csv
refused "one reporter" 1 "one reporter only" reporter --input one.csv
refused "one place" 1 "one place only" drift --input one.csv
refused "no history of reporters" 1 "1 of the 9 that are needed" reporter --input short_history.csv
refused "no history of places" 1 "1 of the 27 that are needed" drift --input short_history.csv
refused "hours that are missing" 1 "No event has an hour" hours --input hourless.csv
refused "nights without hours" 1 "No event has an hour" nights --input hourless.csv
refused "all at one hour" 1 "of the same hours" hours --input noon.csv
printf 'time,category,area,x,y\n2024-01-01 12:00,noise,north,0,0\n5024-01-02 12:00,noise,north,0,0\n' >far.csv
printf 'date,reporter,place\n2024-01-01,A,p\n5024-01-02,B,q\n' >far_day.csv
refused "a time that is far away" 1 "far.csv, line 3, time: " hours --input far.csv
refused "a day that is far away" 1 "far_day.csv, line 3, date: " drift --input far_day.csv
printf 'time,category,area,x,y\n2024-01-01 22:30-23:00,noise,north,0,0\n' >span.csv
refused "from one time to another" 1 "span.csv, line 2, time: " nights --input span.csv
refused "an hour that is none" 1 "clock.csv, line 2, time: " nights --input clock.csv
printf 'date,place\n2024-W23,p\n' >week_day.csv
refused "a week is no day" 1 "week_day.csv, line 2, date: " drift --input week_day.csv
printf 'date,place\n05/06/2024,p\n' >two_days.csv
refused "nor is what may be two days" 1 "two_days.csv, line 2, date: " drift --input two_days.csv
for form in '%d.%m.%Y' '%d-%m-%Y' '%-d %b %Y' '%Y-%-m-%-d'; do
	awk -F , 'NR > 1 { print $1 }' who.csv | LC_ALL=C date -f - "+$form" >forms.txt
	(head -1 who.csv && tail -n +2 who.csv | cut -d , -f 2- | paste -d , forms.txt -) >people.csv
	is "a day written as people do: $form" "$(row drift --input who.csv)" "$(row drift --input people.csv)"
done
printf 'date,time,x,y,id\n2024-03-31,02:30,0,0,1\n' >forward.csv
printf 'date,x,y,id\n2024-03-31 02:30,0,0,1\n' >forward_day.csv
refused "an hour that no clock showed" 1 "forward.csv, line 2, time: “02:30”: that hour was not there: the clocks were put forward" nights --input forward.csv
refused "nor in a date" 1 "forward_day.csv, line 2, date: “2024-03-31 02:30”: that hour was not there" knox --input forward_day.csv --parameters knox.txt
for verb in reporter nights hours drift; do
	refused "$verb of nothing" 1 "nothing to judge" $verb --input none.csv
	refused "$verb without a file" 2 "--input FILE is needed" $verb
	refused "$verb of a file that is not there" 3 "missing.csv could not be read" $verb --input missing.csv
done
printf 'eps_t=7,30\neps_s=300\nreplications=9\n' >two.txt
# the same events as a Swedish spreadsheet writes them: the answer is the same
sed -n '1s/.*/sep=;\n"Id";"Datum";"X";"Y"/p; 2,$s/,/;/gp' good.csv | sed '1s/^/\xef\xbb\xbf/; s/;5$/;5,0/' >swedish.csv
sed 's/,/\t/g; 1s/date/DATE/' good.csv >tabs.csv
is "semicolons, sep=, Datum, a mark of byte order and decimal commas" "$(row knox --input good.csv --parameters two.txt)" \
	"$(row knox --input swedish.csv --parameters two.txt)"
is "tabs and capitals" "$(row knox --input good.csv --parameters two.txt)" "$(row knox --input tabs.csv --parameters two.txt)"
printf 'id,Date,x,y,datum\n1,2024-01-01,0,0,2024-01-02\n' >doubled.csv
refused "a column that is there twice" 1 "doubled.csv, line 1: the column “Date” is there twice, as number 2 and 5" knox --input doubled.csv --parameters two.txt
refused "a column that is missing" 1 "the column “x” is missing; there are: date, reporter, place" knox --input one.csv --parameters two.txt
# all at one point and within one week: a sentence, no number
awk 'BEGIN { print "time,category,area,x,y"; for (i = 0; i < 30000; i++) printf "2024-01-0%d 0%d:00,a,b,1,1\n", 1 + i % 7, i % 10 }' >flood.csv
refused "very many at one point in one week" 1 "Too few weeks to judge" nights --input flood.csv
# A workbook of the same rows; without libxlsxwriter it is said why there is none.
if "$OSG_PROGRAM" knox --input good.csv --parameters two.txt --xlsx knox.xlsx 2>why; then
	is "a workbook is a zip file" PK "$(head -c 2 knox.xlsx)"
	if command -v unzip >/dev/null; then
		is "with a row for each of the answer" "$("$OSG_PROGRAM" knox --input good.csv --parameters two.txt --csv | wc -l)" \
			"$(unzip -p knox.xlsx xl/worksheets/sheet1.xml | grep -o '<row ' | wc -l)"
	fi
else
	like "no workbook without libxlsxwriter" 'CSV' "$(cat why)"
fi
refused "a workbook where there is no folder" 3 "no/k.xlsx" knox --input good.csv --parameters two.txt --xlsx no/k.xlsx

done_testing
