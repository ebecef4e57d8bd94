#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the rooms reach, read from their objects: the database engine is one file's affair, the store
# is the session's.
build=${G_TEST_BUILDDIR:-tests}
. "$(dirname "$0")/../tap.sh"

# reaching PATTERN LIBRARY …: the objects in them that ask for a symbol like it. Libraries, for a build
# tree may still hold the objects of files that are gone.
reaching() {
	pattern=$1
	shift
	nm -A -u "$@" 2>/dev/null | grep -E " U $pattern" | sed 's/^[^:]*:\([^:]*\)\.o:.*/\1/' | sort -u
}

cd "$build/../src" || exit 99
is "only engine_sqlite.c reaches SQLite" "libstore_a-engine_sqlite" "$(reaching sqlite3_ */lib*.a)"
is "neither screens nor reports reach the store" "" \
	"$(reaching store_ ui/libui.a screens/libscreens.a report/libreport.a drawing/libdrawing.a tty/libtty.a)"
is "the library of screens was looked at" "yes" "$([ -n "$(nm screens/libscreens.a)" ] && echo yes)"
done_testing
