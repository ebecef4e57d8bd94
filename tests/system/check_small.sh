#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A small build (without print, proj and xlsx): it works, and says what it cannot do. make check-small builds it and runs this.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB="$work/data.db" OSG_NOW=2024-10-22T08:31:00+02:00 OSG_LANG=en
ok "it makes a database" $osg init --demo --scale 0.25
is "no typesetter is built" "" "$(ls "$(dirname "$osg")/osg-pdf" 2>/dev/null)"
like "the doctor names what it is without" 'small build, without: coordinates in SWEREF 99, Excel workbooks, prints as PDF\.' "$($osg doctor)"
ok "text is printed" $osg print summary --format text --output "$work/a.txt"
exits "a PDF is not" 3 $osg print summary --format pdf --output "$work/a.pdf"
like "and it is said" 'Text and HTML work without it' "$(cat "$work/err")"
printf 'PK\003\004[Content_Types].xml' >"$work/bok.xlsx"
exits "a workbook is refused" 1 $osg import "$work/bok.xlsx"
like "with the way out" 'without workbooks.*CSV' "$(cat "$work/err")"
printf 'Rapportnr;Från;Händelsetyp;Bevakningsobjekt;X;Y;Notering\n1;2024-10-04 22:15;KLO;;6570000;147000;text\n' >"$work/bev.csv"
ok "a point in SWEREF is set aside" $osg import --mapping bev -n "$work/bev.csv"
like "for want of PROJ" 'PROJ is missing' "$(cat "$work/err" "$work/out")"
printf 'Datum;Kategori;Plats\n2024-10-04;KLO;Flemingsbergs station\n' >"$work/a.csv"
ok "a table is read" $osg import "$work/a.csv"
ok "and the database is whole" $osg check
done_testing
