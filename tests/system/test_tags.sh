#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A name of a struct, union or enum means one thing in the whole tree, so that it can be looked for.
. "$(dirname "$0")/../tap.sh"

# tags FOLDER …: every tag that is declared with its members, once for each declaration.
tags() {
	find "$@" -name '*.[ch]' -exec cat {} + |
		grep -oE '^[[:space:]]*(static |const |typedef )*(struct|union|enum) [a-z_0-9]+ \{' |
		sed -E 's/.*(struct|union|enum) ([a-z_0-9]+) \{/\2/'
}

cd "$OSG_SRCDIR" || exit 99
is "no two structs, unions or enums share a tag" "" \
	"$(tags src include tests | sort | uniq -d | tr '\n' ' ' | sed 's/ $//')"
is "their declarations were looked at" "yes" \
	"$(tags include | grep -qx observation && [ "$(tags src | wc -l)" -gt 200 ] && echo yes)"
done_testing
