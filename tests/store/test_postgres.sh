#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The store over PostgreSQL: the same tests as over SQLite, and those that only a server can be given.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../postgres.sh"
build=${G_TEST_BUILDDIR:-tests}

# over_server NAME: each test of the program is one of this.
over_server() {
	"$build/store/test_$1" --tap >"$work/tap" 2>"$work/err"
	status=$?
	while IFS= read -r line; do
		case $line in
		"ok "*"# SKIP"*) skip "${line#*# SKIP }" ;;
		"ok "*) result 0 "${line#ok * }" ;;
		"not ok "*) result 1 "${line#not ok * }" ;;
		esac
	done <"$work/tap"
	[ $status -eq 0 ] || { grep -h 'ERROR' "$work/tap" "$work/err" | sed 's/^/# /'; result 1 "test_$1 ends well"; }
}

if ! postgres_found; then
	skip "no PostgreSQL server is installed (Debian: postgresql)"
elif ! "$OSG_PROGRAM" --db postgresql:///none?host=/none list 2>&1 | grep -q /none; then
	skip "osg was built without PostgreSQL"
elif ! postgres_start; then
	result 1 "a server starts"
else
	export OSG_TEST_POSTGRES="$server"
	for name in records rows pieces server; do over_server $name; done
	postgres_stop
fi
done_testing
