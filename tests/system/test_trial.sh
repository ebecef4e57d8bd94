#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a day of trial found on the command line, fault by fault (B blocker, S serious, M minor); those of the screens are told in tests/screens.
. "$OSG_SRCDIR/tests/tap.sh"
export OSG_LANG=sv OSG_NOW=2024-10-22T08:31:00+02:00
osg() { "$OSG_PROGRAM" --db "$work/osg.db" "$@"; }
add() { osg --as samordnare add --where visättraskolan "$@" 2>&1; }
ok "the demo" osg init --demo --scale 0.5

# ---- B1 a text that ends with a blank
like "B1 a text that ends with a blank is saved" '^Sparat: Skadegörelse' "$(add --what SKA --when 'igår 22' --text 'Text med blank sist ')"

# ---- B3 intervals over two dates
for when in '19/10 18 - 20/10 07' '19/10 18-20/10 07' '19/10 kl 18 till 20/10 kl 07'; do
	like "B3 $when" 'lö 19 okt 2024 18–07' "$(add --what SKA --when "$when" --text x)"
done

# ---- B5, S2 weeks and years
like "B5 a bare week is one that holds something" '.' "$(OSG_NOW=2026-11-28T09:00:00+01:00 osg list v40 2>/dev/null | head -n 1)"
like "S2 another year is said in the echo" '2023' "$(add --what SKA --when '2023-10-18' --text x)"
like "S2 and in the row" '2023' "$(osg list 'alla visättraskolan 2023' | head -n 3)"

# ---- B6 silence is not calm
quiet=$(OSG_NOW=2025-03-04T08:31:00+01:00 osg print summary --week 2025-W09 --format text 2>/dev/null)
like "B6 the week in which nobody reported says so" "inte bedöma|att bedöma" "$quiet"
unlike "B6 a week of silence is not called calm" 'Ingenting ligger utanför|Ingen plats sticker ut' "$quiet"

# ---- P print
ok "P2 version 1 of an ordinary week" sh -c '"$OSG_PROGRAM" --db "$0" picture fix --week 2024-W42 && "$OSG_PROGRAM" --db "$0" picture fix --week 2024-W42 --reason "sen rapport från KSF"' "$work/osg.db"
if command -v pdftotext >/dev/null 2>&1 && osg print summary --week 2024-W42 -o "$work/w.pdf" 2>/dev/null; then
	pages=$(pdftotext -layout "$work/w.pdf" - | tr -cd '\014' | wc -c)
	ok "P2 it takes two pages at most, not $pages" test "$pages" -le 2
	ok "P2 and no page but a few lines" test "$(pdftotext -f "$pages" -l "$pages" "$work/w.pdf" - | grep -c .)" -gt 12
else
	skip "no pdftotext: P2 was NOT looked at"
fi
html=$(osg print summary --week 2024-W42 --format html)
unlike "P6 shaded figures are not called larger marks" 'Ju större' "$html"
like "P9 the reason follows a colon" 'Ersätter version 1:.*[Ss]en rapport från KSF' "$(printf '%s' "$html" | tr '\n' ' ')"
unlike "P10 a week is not broken off its v." 'v\.$' "$(osg print summary --week 2024-W42 --format text)"

# ---- S1 categories
while IFS=: read -r word category; do
	like "S1 $word" "^Sparat: $category" "$(add --what "$word" --when 'igår 22' --text x)"
done <<'END'
knark:Narkotika
skott:Våld · skjutning
lampa:Skadegörelse · belysning
sopor:Nedskräpning
gäng:Samling av personer
slagsmål:Våld
krossad ruta:Skadegörelse · glaskross
cykelstöld:Stöld/snatteri · cykel
eldning:Brand
mörkt:Otrygg plats · mörker
fylleri:Ordningsstörning · berusning
END
ok "S1 letters that name nothing are refused" test -z "$(osg --as samordnare add --what fg --where visättraskolan --when 'igår 22' --text x 2>/dev/null)"

feedback=$(osg print feedback --org BUF --week 2024-W42)
like "feedback says the days as people do, and how it goes" 'fr 18 okt +4 dagar sen' "$feedback"
unlike "and none as files have them" '2024-10-' "$feedback"
unlike "what was done at the meeting is not to be done" 'Lås byts' "$(osg print summary --week 2024-W42 --number 0)"

lacking=$(osg print nix 2>&1 | sed 's/.*finns: //; s/\.$//' | tr ',' '\n' | while read -r name; do
	osg print --help | tr '\n' ' ' | grep -q "$name" || echo "$name"
done)
unlike "one is late, two are" '[^0-9]1 sena' "$(osg print follow-up --year 2024 --format text)"
is "the help of print names every report" "" "$lacking"

unlike "no cause of a fishbone is cut where rows are free" '<text[^>]*>[^<]*…' "$(osg print dossier --group Visättra --format html)"
is "what was tried is told place by place" "" "$(osg print handover --format text | sed -n '/PLATS FÖR PLATS/,/^VEMS/p' | sed '1,2d' | grep ' klar ' | cut -c1-12 | uniq | sort | uniq -d)"

# ---- S10, S11
ok "S10 nil of nobody is refused" test "$(osg nil >/dev/null 2>&1; echo $?)" != 0
ok "S10 nil of who has reported is refused" test "$(osg nil SBFF >/dev/null 2>&1; echo $?)" != 0
ok "S11 no place is refused" test "$(osg --as samordnare add --what klotter --when 'igår 22' --text x >/dev/null 2>&1; echo $?)" != 0

# ---- M
ok "M12 osg help" osg help
like "M12 osg help list" 'list' "$(osg help list)"
osg list xyz >/dev/null 2>"$work/err"
like "M12 a word that names nothing" 'xyz' "$(cat "$work/err")"
unlike "M6 the documents say område: in Swedish" 'area:"' "$(grep -h 'plats:' "$OSG_SRCDIR/share/man/sv/osg.1")"
unlike "M13 a sentence read on screen has no option in it" ' -o ' "$(grep -h '^msgid.*CUPS' -A3 "$OSG_SRCDIR/po/sv.po")"
unlike "M5, M7 one word for a thing" 'standard in\b|"Blanksteg"' "$(grep -h '^msgstr' "$OSG_SRCDIR/po/sv.po")"
unlike "M17 without a catalogue nothing is half in Swedish" 'å|ä|ö|finns' "$(OSG_LOCALEDIR=$work/none LANG=sv_SE.UTF-8 osg nosuchverb 2>&1; OSG_LOCALEDIR=$work/none osg --help)"
labels=$(sed -n 's/.*\.label = N_("\([^"]*\)").*/\1/p' "$OSG_SRCDIR"/src/screens/*.c | sort -u)
is "S4 no label of a form is cut" "" "$(printf '%s\n' "$labels" | awk -F '"' 'NR == FNR { label[$0] = 1; next }
	/^msgid / { id = $2 } /^msgstr / && id in label && length($2) > 12 { print $2 }' - "$OSG_SRCDIR/po/sv.po")"
unlike "M2 withdrawn is one word" 'återkall' "$(cat "$OSG_SRCDIR/po/sv.po")"
done_testing
