#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the rooms reach, read from their objects: the database engine is its own files' affair, the store
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
is "only the SQLite engine's files reach SQLite" \
	"libstore_a-engine_sqlite libstore_a-sqlite_fault libstore_a-sqlite_file" \
	"$(reaching sqlite3_ */lib*.a | tr '\n' ' ' | sed 's/ $//')"
# rooms_reaching PATTERN ROOM …: other rooms that ask for a symbol like it, in one line.
rooms_reaching() {
	pattern=$1
	shift
	for library in */lib*.a cli/*.o; do
		room=${library%/*}
		case " $* " in *" $room "*) continue ;; esac
		[ -n "$(reaching "$pattern" "$library")" ] && echo "$room"
	done | sort -u | tr '\n' ' ' | sed 's/ $//'
}
is "no room but the session reaches the store" "" "$(rooms_reaching store_ store session)"
is "no screen, verb or print says itself what it showed" "" "$(rooms_reaching session_shown session picture app)"
is "the session does, so it is seen where it happens" "yes" \
	"$([ -n "$(reaching store_ session/libsession.a)" ] && echo yes)"
is "the library of screens was looked at" "yes" "$([ -n "$(nm screens/libscreens.a)" ] && echo yes)"
done_testing
