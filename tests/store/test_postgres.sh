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

# Three municipalities of one server, a schema each: one that agrees, one with small counts, one that does not.
municipality() { echo "$server&options=-csearch_path%3D$1"; }
# fixed SCHEMA WEEK FIRES BRAWLS GRAFFITI: a picture that is fixed, with such public counts; 2860 is 2024-W43.
fixed() {
	"$postgres_bin/psql" -XAtq "$(municipality "$1")" -c "INSERT INTO picture (key, id, version, withdrawn, week, number,
		state, content) VALUES ($2, decode(lpad('$2', 32, '0'), 'hex'), 1, 0, $2, 1, 1, '{\"public_counts\": [
		{\"category\": \"BRA\", \"label\": {\"sv\": \"Brand\", \"en\": \"Fire\"}, \"count\": $3},
		{\"category\": \"BRÅ\", \"label\": {\"sv\": \"Bråk\", \"en\": \"Brawl\"}, \"count\": $4},
		{\"category\": \"KLO\", \"label\": {\"sv\": \"Klotter\", \"en\": \"Graffiti\"}, \"count\": $5}]}')"
}
as_county() { "$postgres_bin/psql" -XAtq "$(as_role lan)" -c "$1" 2>&1; }
# denied NAME STATEMENT: the server itself says no to the county's role.
denied() { like "the county: $1" "permission denied" "$(as_county "$2")"; }
county_view() {
	for name in alby berg ceder; do
		"$OSG_PROGRAM" --db "$(municipality $name)" init --municipality $name >/dev/null 2>&1
		"$OSG_PROGRAM" --db "$(municipality $name)" county --print-roles lan >"$work/roles.sql"
		"$postgres_bin/psql" -Xq "$(municipality $name)" -f "$work/roles.sql" >/dev/null 2>&1
		for week in 2856 2857 2858 2859; do fixed $name $week 10 20 30; done
	done
	fixed alby 2860 12 21 31
	fixed berg 2860 2 5 40
	fixed ceder 2860 13 22 32
	like "a county that nobody lets see anything is told who is silent" "alby tells nothing" \
		"$("$OSG_PROGRAM" --db "$(as_role lan)" county 2>&1)"
	exits "a municipality agrees" 0 "$OSG_PROGRAM" --db "$(municipality alby)" county --agree yes
	exits "another one, too" 0 "$OSG_PROGRAM" --db "$(municipality berg)" county --agree yes
	like "that is on the record" "county.agree" "$("$OSG_PROGRAM" --db "$(municipality berg)" log show)"
	is "the week beside the usual; what is small is not told, nor what would tell it" "$(printf '%s\t%s\t%s\t%s\n' \
		Fire alby 12 10 Fire berg "not told" 10 Fire together "at least 12" "" \
		Brawl alby 21 20 Brawl berg "not told" 20 Brawl together "at least 21" "" \
		Graffiti alby 31 30 Graffiti berg 40 30 Graffiti together 71 "" \
		"Others, together" berg 7 "")" "$("$OSG_PROGRAM" --db "$(as_role lan)" county --week 2024-W43 2>"$work/err")"
	like "who does not agree is named" "ceder tells nothing" "$(cat "$work/err")"
	is "a year is no more than its told weeks" "Fire	berg	at least 40	4 of 5	" \
		"$("$OSG_PROGRAM" --db "$(as_role lan)" county --year 2024 2>/dev/null | grep "Fire.berg")"
	denied "no observation" "SELECT * FROM alby.observation"
	denied "no picture" "SELECT content FROM berg.picture"
	denied "no name, no text" "SELECT * FROM ceder.participant"
	denied "nothing of it is changed" "UPDATE alby.value SET value = 'yes'"
	denied "it makes nothing" "CREATE TABLE alby.mine (a int)"
	is "with another program it sees no more: the 2 of berg is in no column, no sum tells it" "||7 BRA|| BRÅ|| KLO||40" \
		"$(as_county "SELECT category, NULL, events FROM berg.county_counts WHERE week = 2860 ORDER BY category NULLS FIRST" | tr '\n' ' ' | sed 's/ $//')"
	is "who does not agree is empty there" 0 "$(as_county "SELECT count(*) FROM ceder.county_counts")"
	exits "no verb of the municipality's is the county's" 3 "$OSG_PROGRAM" --db "$(as_role lan)" list
	"$OSG_PROGRAM" --db "$(municipality alby)" county --agree no
	is "who no longer agrees is gone at once" 0 "$(as_county "SELECT count(*) FROM alby.county_counts")"
	unlike "a view is no fault of the database" "county_counts" "$("$OSG_PROGRAM" --db "$(municipality alby)" check 2>&1)"
}

if ! postgres_found; then
	skip "no PostgreSQL server is installed (Debian: postgresql)"
elif ! "$OSG_PROGRAM" --db postgresql:///none?host=/none list 2>&1 | grep -q /none; then
	skip "osg was built without PostgreSQL"
elif ! postgres_start; then
	result 1 "a server starts"
else
	export OSG_TEST_POSTGRES="$server"
	for name in records rows pieces server county; do over_server $name; done
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
	county_view
	sql "UPDATE osg_database SET schema = 99"
	refused "a schema that is newer" "newer osg \\(schema 99" "$server" list
	postgres_stop
	refused "a server that is gone" "does not answer" "$server" list
fi
done_testing
