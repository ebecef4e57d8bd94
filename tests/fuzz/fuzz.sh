#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh SOURCE BUILD: every fuzz target for FUZZ_SECONDS (600) with coverage guidance, under ASan and UBSan.
# What was found before lies in BUILD/found and is begun with; FUZZ_TARGETS="when csv" runs only those.
# Ends with a line for each target and status 1 where one found something.
set -u
source=$(cd "$1" && pwd) build=$2 seconds=${FUZZ_SECONDS:-600} failed=0
command -v clang >/dev/null 2>&1 || { echo "fuzz: clang is missing (Debian: clang)" >&2; exit 1; }
mkdir -p "$build" && cd "$build" || exit 1
flags="-g1 -O1 -DOSG_FUZZER -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined"
[ -f Makefile ] || "$source/configure" --quiet CC=clang CFLAGS="$flags" || exit 1
make -s Makefile || exit 1
names=$(cd "$source/tests/fuzz" && ls fuzz_*.c | sed 's/^fuzz_//; s/\.c$//')
for name in ${FUZZ_TARGETS:-$names}; do
	target=tests/fuzz/fuzz_$name found=found/$name
	mkdir -p "$found"
	if ! make -s "$target" LDFLAGS=-fsanitize=fuzzer,address,undefined >"$name.log" 2>&1; then
		tail -n 20 "$name.log"
		echo "not ok $name: it does not build"
		failed=1
		continue
	fi
	: >"$found.dict"
	if "$target" -max_total_time="$seconds" -timeout=20 -max_len=4096 -dict="$found.dict" \
		-artifact_prefix="found/$name-" -print_final_stats=1 "$found" >"$name.log" 2>&1; then
		echo "ok $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$name.log") inputs in $seconds s," \
			"$(ls "$found" | wc -l) kept"
	else
		grep -aE 'ERROR|runtime error|Assertion|SUMMARY|Test unit written' "$name.log"
		echo "not ok $name: see $build/$name.log"
		failed=1
	fi
done
exit $failed
