#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the rooms reach, read from their objects: the database engine is one file's affair, the store
# is the session's.
build=${G_TEST_BUILDDIR:-tests}
. "$(dirname "$0")/../tap.sh"

# reaching PATTERN OBJECT …: the objects that ask for a symbol like it
reaching() {
	pattern=$1
	shift
	for object; do
		nm -u "$object" | grep -Eq " $pattern" && basename "$object" .o
	done
}

cd "$build/../src" || exit 99
is "only engine_sqlite.c reaches SQLite" "libstore_a-engine_sqlite" \
	"$(reaching sqlite3_ $(find . -name '*.o') | sort)"
is "neither screens nor reports reach the store" "" \
	"$(reaching store_ $(find ui screens report drawing tty -name '*.o'))"
if [ -n "$(find store screens -name '*.o')" ]; then
	result 0 "objects were looked at"
else
	result 1 "objects were looked at"
fi
done_testing
