#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A letter to who is silent, its answer read back as a nil report or as observations, and both ways out: files and the system's sendmail.
. "$OSG_SRCDIR/tests/tap.sh"
export OSG_DB="$work/osg.db" OSG_NOW=2024-10-22T08:31:00+02:00
osg=$OSG_PROGRAM
$osg init --demo --scale 0.25 >/dev/null || exit 99

# ---- letters
mkdir "$work/letters" "$work/bin"
ok "letters are written" $osg remind --into "$work/letters"
letter=$(ls "$work"/letters/*.txt | head -n 1)
code=$(sed -n 's/^Organisation: //p' "$letter") week=$(sed -n 's/^Week: //p' "$letter")
like "to who is silent" "\"code\":\"$code\".*\"roll\":\"?silent" "$($osg --json picture show --week "$week" | tr '{' '\n')"
exits "a participant does not remind others" 1 $osg --as huge remind
like "and is told whose it is" 'Reminding others is for the coordinator' "$(cat "$work/err")"

# ---- answers
cp "$letter" "$work/empty.txt"
like "an empty answer is told" 'neither' "$($osg import "$work/empty.txt" 2>&1)"
sed 's/^Nothing to report:/& yes/; s/^/> /' "$letter" >"$work/nil.txt"
ok "a mail that answers is read, its marks and all" $osg import "$work/nil.txt"
like "as a nil report" "\"code\":\"$code\".*\"roll\":\"?nil" "$($osg --json picture show --week "$week" | tr '{' '\n')"
like "once" '^ *1 +unchanged' "$($osg import "$work/nil.txt")"
awk '/^;;;/ && !n++ {print "SKA; Visättraskolan; igår 22; Tre rutor krossade."; next} {print}' "$letter" >"$work/event.txt"
printf 'BRA; ; klockan fel; x\ntoo;few\n' >>"$work/event.txt"
said=$($osg import "$work/event.txt" 2>&1)
like "an event is new" '^ *1 +new' "$said"
like "what cannot be read is set aside" '^ *2 +set aside' "$said"
like "with line and field" 'event.txt, line [0-9]+, when:' "$said"
like "it is theirs, in the week that was asked about" "Visättraskolan.*$code" "$($osg list rutor --week v42)"
like "read again, later, it is the same" '^ *1 +unchanged' "$(OSG_NOW=2024-10-23T09:00:00+02:00 $osg import "$work/event.txt" 2>&1)"
{ sed '/^;;;/d' "$letter"; printf '"BRA"; "Visättraskolan"; torsdag 21; "Papperskorg; den vid entrén"\n%s\n%s\n> %s\n' 'SKA; Visättraskolan; fredag 20; En ruta.' 'SKA; Visättraskolan; fredag 20; En dörr.' 'SKA; Visättraskolan; fredag 20; En dörr.'; } >"$work/more.txt"
for to in UTF-16 CP1252; do
	iconv -f UTF-8 -t $to "$work/more.txt" >"$work/more-$to.txt"
	said=$($osg import -n "$work/more-$to.txt" 2>&1)
	like "$to, quotes, two events at once, and one that is quoted" '^ *3 +new' "$said"
done
$osg import "$work/more.txt" >/dev/null 2>&1
is "neither is taken for a change of the other" 2 "$($osg list SKA --week v42 | grep -cE 'En (ruta|dörr)')"
sed 's/^Nothing to report:.*/& Nej, det var lugnt/' "$letter" >"$work/calm.txt"
like "what is neither yes nor no is set aside with its line" 'calm.txt, line [1-9][0-9]*, nil “Nej, det var lugnt”: expected' "$($osg import -n "$work/calm.txt" 2>&1)"
sed 's/^Nothing to report:.*/& Ja!/; s/^Week: .*/Week: 2030-W01/; s/^osg-svar/Osg-svar/' "$letter" >"$work/ahead.txt"
like "nobody is silent about a week that has not begun" 'ahead.txt, line [1-9][0-9]*, week “2030-W01”: expected' "$($osg import -n "$work/ahead.txt" 2>&1)"
{ sed '/^;;;/d' "$letter"; echo 'Det brann vid skolan i torsdags.'; } >"$work/prose.txt"
like "prose is set aside" 'prose.txt, line [0-9]+, text “Det brann vid skolan' "$($osg import -n "$work/prose.txt" 2>&1)"
$osg import "$work/prose.txt" >/dev/null 2>&1
sed 's/torsdags/fredags/' "$work/prose.txt" >"$work/prose2.txt"
$osg import "$work/prose2.txt" >/dev/null 2>&1
$osg import "$work/prose2.txt" >/dev/null 2>&1
is "each once" 2 "$($osg list rejected --csv | grep -c '^text,Det brann vid skolan')"
like "with whose it is" "organisation,$code" "$($osg list rejected --csv)"
other=BEV
[ "$code" = BEV ] && other=HUGE
exits "nobody answers for another" 1 $osg import -n --org "$other" "$work/nil.txt"
like "and is told so" "from “$code”.*came from $other" "$(cat "$work/err")"
sed 's/^Organisation: .*/Organisation: NOBODY/' "$letter" >"$work/nobody.txt"
exits "who is not known is told" 1 $osg import "$work/nobody.txt"
sed 's/^;;;/SKA; Visättraskolan; igår 22; Anna 19121212-1212/' "$letter" >"$work/guard.txt"
like "an identity number is set aside" '^ *[1-3] +set aside' "$($osg import "$work/guard.txt" 2>&1)"
unlike "and is nowhere" '19121212' "$($osg list --week v42)"

# ---- by mail
cat >"$work/bin/sendmail" <<'END'
#!/bin/sh
cat >>"$MAILBOX"; printf '%s\n' "$*" >>"$MAILBOX.to"
END
chmod +x "$work/bin/sendmail"
export MAILBOX="$work/mailbox" PATH="$work/bin:$PATH"
exits "who has no address is told" 1 $osg remind --mail
like "by name" 'has no mail address' "$(cat "$work/err")"
code=$($osg remind 2>/dev/null | sed -n 's/^Organisation: //p' | head -n 1)
$osg set organisation "$code" mail=osg@example.se >/dev/null
$osg remind --mail >/dev/null 2>&1
like "the letter goes to the address" '^-i -- osg@example.se$' "$(cat "$MAILBOX.to")"
like "as mail is written" '^Subject: =\?UTF-8\?B\?' "$(cat "$MAILBOX")"
body=$(sed -n '/^Content-Transfer-Encoding/,/^--/p' "$MAILBOX" | sed '1,2d;/^--/d' | base64 -d)
like "and says what to do" "^Organisation: $code" "$body"
rm "$MAILBOX"
ok "a print goes as an attachment" $osg print feedback --org "$code" --week v42 --mail ""
like "a PDF" 'filename="feedback.pdf"' "$(cat "$MAILBOX")"
sed -n '/^Content-Disposition/,/^--/p' "$MAILBOX" | sed '1,2d;/^--/d' | base64 -d >"$work/feedback.pdf"
ok "that another program opens" pdftotext "$work/feedback.pdf" "$work/feedback.txt"
exits "no header comes through an address" 1 $osg print summary --mail "a@b.se
Bcc: c@d.se"
done_testing
