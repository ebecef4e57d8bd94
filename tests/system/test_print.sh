#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A real print queue: cupsd of our own on a socket in a temporary folder, a raw queue to a printer that keeps what it gets. What report_send
# hands to lp must come out byte for byte, and what goes wrong must be said as it is.
build=${G_TEST_BUILDDIR:-tests}
PATH=$PATH:/usr/sbin:/sbin
for program in cupsd lp lpstat; do
	if ! command -v $program >/dev/null; then
		echo "1..0 # SKIP $program is not installed (Debian: cups-daemon, cups-client): printing is NOT tested"
		exit 0
	fi
done

dir=$(mktemp -d "${TMPDIR:-/tmp}/osg-print.XXXXXX") || exit 99
cupsd_pid=
finish() {
	[ -n "$cupsd_pid" ] && kill "$cupsd_pid" 2>/dev/null && wait "$cupsd_pid" 2>/dev/null
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 99' HUP INT TERM

# wait_for COMMAND ...: until it succeeds, at most ten seconds
wait_for() {
	tries=100
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.1
	done
}
number=0
check() { # check DESCRIPTION COMMAND ...
	description=$1
	shift
	number=$((number + 1))
	if "$@"; then echo "ok $number - $description"; else echo "not ok $number - $description"; fi
}

chmod 755 "$dir"
mkdir -p "$dir/bin/backend" "$dir/etc" "$dir/spool" "$dir/cache" "$dir/state" "$dir/tmp"
if [ "$(id -u)" = 0 ]; then user=lp group=lp; chown lp "$dir/tmp"; else user=$(id -un) group=$(id -gn); fi
system=$(for name in root sys adm; do [ $name != "$group" ] && echo $name && break; done)

# A printer of our own, so that no driver need be installed: it keeps what the queue sends it.
cat >"$dir/bin/backend/keep" <<END
#!/bin/sh
cat "\${6:--}" >"$dir/tmp/received.part" && mv "$dir/tmp/received.part" "$dir/tmp/received"
END
chmod 755 "$dir/bin" "$dir/bin/backend" "$dir/bin/backend/keep"
ln -s "$(cups-config --serverbin 2>/dev/null || echo /usr/lib/cups)/daemon" "$dir/bin/daemon"
cat >"$dir/etc/cups-files.conf" <<END
ServerRoot $dir/etc
ServerBin $dir/bin
StateDir $dir/state
CacheDir $dir/cache
RequestRoot $dir/spool
TempDir $dir/tmp
AccessLog $dir/access
ErrorLog $dir/error
PageLog $dir/page
User $user
Group $group
SystemGroup $system
END
cat >"$dir/etc/cupsd.conf" <<END
Listen $dir/socket
Browsing Off
LogLevel warn
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
END
cat >"$dir/etc/printers.conf" <<END
<Printer Kontoret>
DeviceURI keep:/
State Idle
Accepting Yes
Shared No
JobSheets none none
ErrorPolicy abort-job
</Printer>
<Printer Stangd>
DeviceURI keep:/
State Idle
Accepting No
Shared No
JobSheets none none
</Printer>
END
cupsd -f -c "$dir/etc/cupsd.conf" -s "$dir/etc/cups-files.conf" >"$dir/out" 2>&1 &
cupsd_pid=$!
CUPS_SERVER=$dir/socket
OSG_LIBEXECDIR=$(dirname "$build")
export CUPS_SERVER OSG_LIBEXECDIR
runs() { lpstat -r | grep -q "is running"; }
if ! wait_for runs; then
	echo "1..0 # SKIP cupsd does not start here: printing is NOT tested"
	sed 's/^/# /' "$dir/out" "$dir/error" 2>/dev/null
	exit 0
fi

echo 1..7
send() { "$build/report/print_sample" send "$1" "$dir/sent" >"$dir/receipt" 2>"$dir/said"; }
check "the queue takes the summary" send Kontoret
check "the receipt is lp's request id" grep -qx 'Kontoret-[0-9][0-9]*' "$dir/receipt"
wait_for test -f "$dir/tmp/received"
check "what came out is what went in, byte for byte" cmp "$dir/sent" "$dir/tmp/received"
check "it is a PDF" grep -q '^%PDF-1' "$dir/tmp/received"

unknown() { ! send Finnsinte && grep -q 'no printer called “Finnsinte”' "$dir/said"; }
check "a printer that does not exist is named" unknown
sed "s/^/# /" "$dir/said"

refusing() { ! send Stangd && grep -q 'was not printed.*Stangd' "$dir/said"; }
check "a printer that takes no jobs says so" refusing
sed "s/^/# /" "$dir/said"

kill "$cupsd_pid" && wait "$cupsd_pid" 2>/dev/null
cupsd_pid=
silent() { ! send Kontoret && grep -q 'does not answer' "$dir/said"; }
check "a print service that does not run is not taken for a missing printer" silent
sed 's/^/# /' "$dir/said"
