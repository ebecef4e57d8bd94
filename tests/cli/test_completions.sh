#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The completions of bash, zsh and fish: every verb and option the program has, and nothing else, and
# each shell offers them.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
words=$OSG_SRCDIR/share/completions/words
made=share/completions

# ---- the list says what the program says
verbs=$($osg --help | sed -n '/^Commands:/,$s/^  \([a-z-]*\)  *.*/\1/p' | sort)
is "the verbs listed are the verbs" "$(echo $verbs)" "$(echo $(grep -o '^[a-z-]*' "$words" | grep -vE '^(osg|)$' | sort -u))"
everywhere=" $(sed -n 's/^osg //p' "$words") --help-all "
for verb in $verbs; do
	listed=" $(sed -n "s/^$verb //p" "$words") "
	said=$($osg $verb --help | grep -oE '^  (-[a-zA-Z], )?--[a-z_-]+' | grep -oE -e '--[a-z_-]+')
	lacking=
	for option in $said; do
		case "$everywhere$listed" in *" $option "*) ;; *) lacking="$lacking $option" ;; esac
	done
	is "every option of $verb is listed" "" "$lacking"
	unknown=
	for option in $(echo "$listed" | grep -oE -e ' --[a-z_-]+'); do
		echo "$said" | grep -qx -e "$option" || unknown="$unknown $option"
	done
	is "no option of $verb is invented" "" "$unknown"
done

# ---- the shells offer it
if command -v bash >/dev/null; then
	is "bash completes a value" "csv json geojson xlsx ics" "$(bash -c ". $made/osg"'; COMP_WORDS=(osg --lang sv export --format ""); COMP_CWORD=5; _osg; echo ${COMPREPLY[*]}')"
	is "bash completes a verb" "signals" "$(bash -c ". $made/osg"'; COMP_WORDS=(osg sig); COMP_CWORD=1; _osg; echo ${COMPREPLY[*]}')"
fi
if command -v zsh >/dev/null; then
	is "zsh completes a value" "-- csv json geojson xlsx ics" "$(zsh -fc 'compadd() { echo $*; }; words=(osg --lang sv export --format ""); CURRENT=6; . '"$made/_osg")"
fi
if command -v fish >/dev/null; then
	is "fish completes a value" "csv geojson ics json xlsx" "$(HOME=$work fish -c ". $made/osg.fish; complete -C 'osg export --format '" | tr '\n' ' ' | sed 's/ $//')"
	is "fish completes an option" "--week" "$(HOME=$work fish -c ". $made/osg.fish; complete -C 'osg list --we'")"
fi
for shell in bash zsh fish; do
	for verb in $verbs; do
		like "$verb is in what is made for $shell" "\\b$verb\\b" "$(${AWK:-awk} -v shell=$shell -f "$OSG_SRCDIR/share/completions/make.awk" "$words")"
	done
done
done_testing
