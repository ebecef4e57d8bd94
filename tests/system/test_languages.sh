#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every message of the program is in the catalogue and has its Swedish: nobody meets English in the middle of a page.
. "$(dirname "$0")/../tap.sh"

cd "$OSG_SRCDIR" || exit 99
if ! command -v xgettext >/dev/null || ! command -v msgmerge >/dev/null; then
	skip "gettext's tools are not here"
	done_testing
	exit 0
fi

grep -v '^#' po/POTFILES.in | sort >"$work/listed"
find src -name '*.c' -exec grep -lE '\b(_|N_|C_|ngettext)\(' {} + | sort >"$work/speaking"
is "every file that speaks is read for messages" "" "$(comm -13 "$work/listed" "$work/speaking")"
is "every file in the list is there" "" "$(while read -r f; do [ -f "$f" ] || echo "$f"; done <"$work/listed")"

xgettext --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=ngettext:1,2 --keyword=SENTENCE_:1,2 --from-code=UTF-8 \
	-o "$work/osg.pot" -f "$work/speaking" 2>"$work/err"
msgmerge -q --no-fuzzy-matching --no-location po/sv.po "$work/osg.pot" -o "$work/sv.po"
is "every message has its Swedish" "" "$(msgattrib --untranslated --no-obsolete --no-wrap "$work/sv.po" | sed -n '/^#~/d; /^msgid/p')"
is "no Swedish is a guess" "" "$(msgattrib --only-fuzzy --no-obsolete --no-wrap "$work/sv.po" | grep '^msgid "..')"
# A key that is moved must not stay behind in a sentence: {command.id} or key_name says it. Shift is the terminal's; names of keys and examples of
# bindings are keys by themselves.
is "no sentence has a key's name in it" "" "$(msgattrib --no-obsolete --no-wrap "$work/sv.po" | sed -n 's/^msgid "\(.*\)"$/\1/p' |
	grep -E '(Ctrl-|\b(Esc|Enter|Space|Tab|F1|PgUp|PgDn)\b|(^|[ (])[][a-zA-Z/?,.:*] (shows|finds|opens|adds|takes|breaks|undoes|changes|gives|jumps)\b)' |
	grep -vxE 'Enter|Esc|Space|.*Ctrl-B.*|%s .*')"
# What is typed into a shell or is JSON keeps its straight quotes, all else has “these” in English and ”these” in Swedish.
is "quotes are set one way" "" "$(msgattrib --no-obsolete --no-wrap "$work/sv.po" | grep -E '^msg(id|str)(_plural|\[.\])? .*\\"(%|[a-zåäö0-9])' |
	grep -vE 'osg list observations|:\\"|\\"(id|datetime|service_request_id|week|trasig)\\?"')"
is "in Swedish too" "" "$(msgattrib --no-obsolete --no-wrap "$work/sv.po" | grep -E '^msgstr.*“')"
ok "the Swedish keeps the formats" msgfmt -c -o /dev/null po/sv.po
done_testing
