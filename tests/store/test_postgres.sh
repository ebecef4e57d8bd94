#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The store over PostgreSQL: the same tests as over SQLite, and those that only a server can be given.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../postgres.sh"
# refused NAME PATTERN ADDRESS VERB …: a fault of the database, told in one sentence.
refused() {
	name=$1 pattern=$2 address=$3
	shift 3
	exits "$name" 3 "$OSG_PROGRAM" --db "$address" "$@"
	like "$name: what is told" "$pattern" "$(cat "$work/err")"
	is "$name: in a line" 1 "$(wc -l <"$work/err")"
}
# as_role ROLE, in DATABASE: another address of the same server.
as_role() { echo "$server" | sed "s/osg@/$1@/"; }
in_database() { echo "$server" | sed "s|/osg?|/$1?|"; }
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
	sql "CREATE ROLE guarded LOGIN PASSWORD 'right'; CREATE ROLE reader LOGIN; CREATE ROLE stranger LOGIN"
	refused "a password that is missing" "password is missing or wrong" "$(as_role guarded)" list
	PGPASSWORD=wrong refused "a wrong password" "password is missing or wrong.*\\(it stands in" "$(as_role guarded)" list
	refused "a role that is not there" "answers, but refuses" "$(as_role nobody)" list
	refused "a database that is not there" "answers, but refuses" "$(in_database other)" list
	refused "a database of something else" "not one of osg" "$(in_database postgres)" list
	"$OSG_PROGRAM" --db "$server" init >/dev/null 2>&1
	sql "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"
	exits "a role that may read reads" 0 "$OSG_PROGRAM" --db "$(as_role reader)" list
	refused "it writes nothing" "this role may only read" "$(as_role reader)" nil
	refused "a role that may not read" "not given this role the right" "$(as_role stranger)" list
	sql "UPDATE osg_database SET schema = 99"
	refused "a schema that is newer" "newer osg \\(schema 99" "$server" list
	postgres_stop
	refused "a server that is gone" "does not answer" "$server" list
fi
done_testing
