#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A fixed picture never changes: after every name in it has been changed and its week has got one
# event more, its pages and its JSON are the same, byte for byte, in both languages.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB=$work/osg.db OSG_NOW=2024-10-22T08:31:00+02:00

ok "a municipality" $osg init --demo --scale 0.25
ok "its picture is fixed" $osg picture fix --week v42

# pages FOLDER NUMBER: the picture in every form
pages() {
	mkdir -p "$1"
	for lang in sv en; do
		for form in text html pdf; do
			$osg --lang $lang print summary --week v42 --number "$2" -o "$1/$lang.$form" \
				--format $form >/dev/null || return 1
		done
		$osg --lang $lang picture show --json --week v42 --number "$2" >"$1/$lang.json" || return 1
	done
}
# change KIND SED: writes the records out, changes them and reads them back
change() {
	$osg export "$1" --format csv | sed "$2" >"$work/$1.csv" && $osg import "$work/$1.csv"
}
ok "its pages" pages "$work/before" 1
like "the county sees nothing of it" "tells nothing" "$($osg county --week v42 2>&1)"
ok "until it may" $osg county --agree yes
$osg --lang en print public --week v42 | sed -n '/^REPORTED EVENTS/,$s/^ *\([A-Z].*[a-z]\)  *\([0-9][0-9]*\)$/\1=\2/p' >"$work/public"
$osg --lang en county --week v42 | awk -F '\t' '$3 != "not told" { print $1 "=" $3 }' >"$work/county"
is "then what is on the public page, in a file as on a server" "$(sort "$work/public")" "$(sort "$work/county")"
like "which is something" "Others, together=" "$(cat "$work/county")"
exits "roles are a server's" 2 $osg county --agree perhaps
exits "a file has none" 1 $osg county --print-roles lan
ok "and those of its draft" pages "$work/draft" 0
ok "every place is called otherwise" change places '2,$s/^\([^,]*,"*\)/\1Nya /'
ok "every area too" change areas '2,$s/^\([^,]*,[^,]*,"*\)/\1Nya /'
ok "every category in Swedish" change categories '2,$s/^\([^,]*,[^,]*,[^,]*,"*\)/\1Nya /'
ok "and in English" change categories '2,$s/^\([^,"]*,[^,"]*,[^,"]*,[^,"]*,"*\)/\1New /'
ok "every organisation" change organisations '2,$s/^\([^,]*,[^,]*,"*\)/\1Nya /'
ok "one event more" $osg add --what Brand --where "Nya Visättraskolan" --when "2024-10-18 21:00" \
	--text "Brand i container"
ok "the draft is compiled from what is known now" pages "$work/after-draft" 0
like "and calls things by their new names" 'Nya ' "$(cat "$work/after-draft/sv.text")"
for file in sv.text sv.html sv.pdf sv.json en.text en.html en.pdf en.json; do
	exits "$file of the draft is another" 1 cmp "$work/draft/$file" "$work/after-draft/$file"
done
ok "the fixed one once more" pages "$work/after" 1
for file in sv.text sv.html sv.pdf sv.json en.text en.html en.pdf en.json; do
	ok "$file is what it was" cmp "$work/before/$file" "$work/after/$file"
done
exits "the check of the database agrees" 0 $osg check
done_testing
