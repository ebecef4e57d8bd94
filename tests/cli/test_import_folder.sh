#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A folder of mixed files: each read by its own format, the sums at the end, what cannot be read is named and keeps nothing else from it.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB="$work/data.db" OSG_NOW=2024-10-22T08:31:00+02:00
$osg init --demo --scale 0.25 >/dev/null || exit 99
mkdir -p "$work/in/sub" || exit 99
cat >"$work/in/311.json" <<'X'
[{"service_request_id":"mapp-1","service_name":"Klotter","requested_datetime":"2024-10-20T10:00:00+02:00"},
 {"service_request_id":"mapp-2","service_name":"Klotter","requested_datetime":"igår"}]
X
cat >"$work/in/sub/varning.xml" <<'X'
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>smhi</sender><sent>2024-10-21T08:00:00+02:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>sv</language><event>Vind</event><headline>Hård vind</headline><expires>2024-10-23T08:00:00+02:00</expires></info></alert>
X
printf '%%PDF-1.7\n' >"$work/in/rapport.pdf"
sums() { sed -n '/^Together/,$p' "$work/out" | tr -s ' ' | tr '\n' ';' | sed "s|$work||"; }

$osg import -n "$work/in" >"$work/out" 2>/dev/null
is "a trial counts the same" "Together: 2 files; 3 read; 2 new; 0 changed; 0 unchanged; 1 set aside; 0 of other municipalities, read past; 0 not counted; not read: /in/rapport.pdf;" "$(sums)"
$osg import "$work/in" >"$work/out" 2>"$work/err"
is "what could not be read shows in the status" 1 $?
is "the sums" "Together: 2 files; 3 read; 2 new; 0 changed; 0 unchanged; 1 set aside; 0 of other municipalities, read past; 0 not counted; not read: /in/rapport.pdf;" "$(sums)"
is "the one that cannot be read is told" 1 "$(grep -c 'rapport.pdf.*a PDF' "$work/err")"
$osg import "$work/in" >"$work/out" 2>/dev/null
is "a second time nothing is new" "Together: 2 files; 3 read; 0 new; 0 changed; 2 unchanged; 1 set aside; 0 of other municipalities, read past; 0 not counted; not read: /in/rapport.pdf;" "$(sums)"
is "the warning is a coming event" 1 "$($osg export planned-events | grep -c 'Hård vind')"
sed -i 's|<headline>|<description>Faran är över.</description><headline>|' "$work/in/sub/varning.xml"
$osg import "$work/in/sub/varning.xml" >/dev/null 2>&1
is "its all clear takes it back" 0 "$($osg export planned-events | grep -c 'Hård vind')"
done_testing
