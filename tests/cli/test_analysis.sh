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
printf 'id,date,x,y\n1,2024-01-01,0,0\n2,2024-02-30,5,5\n' >no_date.csv
printf 'id,date,x,y\n1,2024-01-01,0,0\n2,2024-02-03,1e300,5\n' >far.csv
printf 'id,date,x,y\n1,2024-01-01,0\n' >short.csv
refused "knox without its input" 3 "missing.csv could not be read" knox --parameters knox.txt --input missing.csv
refused "knox without parameters" 3 "missing.txt could not be read" knox --parameters missing.txt
refused "a date that is none" 1 "no_date.csv, line 3, date: " knox --parameters knox.txt --input no_date.csv
refused "a coordinate beyond all" 1 "far.csv, line 3, x: " knox --parameters knox.txt --input far.csv
refused "a row that is short" 1 "short.csv, line 2: 3 cells" knox --parameters knox.txt --input short.csv
refused "emerging without parameters" 3 "missing.txt could not be read" emerging --parameters missing.txt

printf 'eps_t=1\neps_s=1\neps_t=2\n' >twice.txt
printf 'eps_t=1e17..1e17\neps_s=1\n' >loop.txt
printf 'eps_t=1,1.0000000000000002,..,9\neps_s=1\n' >tiny.txt
printf 'eps_t=1..1000\neps_s=1..1000\n' >cells.txt
refused "a parameter twice" 1 "twice.txt, line 3, eps_t: " knox --parameters twice.txt --input no_date.csv
printf 'id,date,x,y\n1,2024-01-01,0,0\n2,2024-02-03,5,5\n' >good.csv
refused "a range without end" 1 "loop.txt, line 1, eps_t: " knox --parameters loop.txt --input good.csv
refused "a step too small" 1 "tiny.txt, line 1, eps_t: " knox --parameters tiny.txt --input good.csv
refused "too many cells" 1 "cells.txt, line 2, eps_s: " knox --parameters cells.txt --input good.csv
refused "a device without end" 1 "larger than 1 MiB" knox --input good.csv --parameters /dev/zero

printf 'start=2024-01-01\nend=2024-02-25\n' >scan.txt
printf 'id,date,place,x,y\n1,2024-01-01,P0,1,1\n2,2024-01-02,P1,2,2\n3,2024-02-20,P0,3,1\n' >points.csv
refused "a place with two points" 1 "points.csv, line 4, place: “P0” stands on line 2" scan --parameters scan.txt --input points.csv
printf 'place,x,y\nA,1,1\nA,2,2\n' >places.csv
printf 'start=2024-01-01\ndistance_band=5\n' >emerging.txt
refused "a place that stands twice" 1 "places.csv, line 3, place: " emerging --parameters emerging.txt --input points.csv
done_testing
