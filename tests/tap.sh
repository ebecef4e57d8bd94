# SPDX-License-Identifier: GPL-3.0-or-later
# TAP from the shell: ok NAME COMMAND…, is NAME EXPECTED ACTUAL, exits NAME STATUS COMMAND…, like NAME PATTERN TEXT, done_testing.
tap=0
result() { # status name
	tap=$((tap + 1))
	if [ "$1" -eq 0 ]; then echo "ok $tap - $2"; else echo "not ok $tap - $2"; fi
}
ok() { name=$1; shift; "$@" >"$work/out" 2>"$work/err"; s=$?; result $s "$name"; [ $s -eq 0 ] || sed 's/^/# /' "$work/out" "$work/err"; }
is() { if [ "$2" = "$3" ]; then result 0 "$1"; else result 1 "$1"; printf '%s\n' "expected: $2" "got: $3" | sed 's/^/# /'; fi; }
like() { if printf '%s\n' "$3" | grep -Eq -- "$2"; then result 0 "$1"; else result 1 "$1"; printf '%s\n' "no match for $2 in:" "$3" | sed 's/^/# /'; fi; }
unlike() { if printf '%s\n' "$3" | grep -Eq -- "$2"; then result 1 "$1"; printf '%s\n' "match for $2 in:" "$3" | sed 's/^/# /'; else result 0 "$1"; fi; }
exits() { name=$1 want=$2; shift 2; "$@" >"$work/out" 2>"$work/err"; is "$name" "$want" "$?"; }
sql() { sqlite3 -cmd '.timeout 10000' "$@"; } # DATABASE STATEMENTS: with the patience osg has; a session that ends locks readers out for a moment
skip() { tap=$((tap + 1)); echo "ok $tap - # SKIP $1"; }
done_testing() { echo "1..$tap"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
export HOME=$work XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
