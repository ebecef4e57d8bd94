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

. "$OSG_SRCDIR/tests/tap.sh"
cupsd_pid=
finish() {
	[ -n "$cupsd_pid" ] && kill "$cupsd_pid" 2>/dev/null && wait "$cupsd_pid" 2>/dev/null
	rm -rf "$work"
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
chmod 755 "$work"
mkdir -p "$work/bin/backend" "$work/etc" "$work/spool" "$work/cache" "$work/state" "$work/tmp"
if [ "$(id -u)" = 0 ]; then user=lp group=lp; chown lp "$work/tmp"; else user=$(id -un) group=$(id -gn); fi
system=$(for name in root sys adm; do [ $name != "$group" ] && echo $name && break; done)

# A printer of our own, so that no driver need be installed: it keeps what the queue sends it.
cat >"$work/bin/backend/keep" <<END
#!/bin/sh
cat "\${6:--}" >"$work/tmp/received.part" && mv "$work/tmp/received.part" "$work/tmp/received"
END
chmod 755 "$work/bin" "$work/bin/backend" "$work/bin/backend/keep"
ln -s "$(cups-config --serverbin 2>/dev/null || echo /usr/lib/cups)/daemon" "$work/bin/daemon"
cat >"$work/etc/cups-files.conf" <<END
ServerRoot $work/etc
ServerBin $work/bin
StateDir $work/state
CacheDir $work/cache
RequestRoot $work/spool
TempDir $work/tmp
AccessLog $work/access
ErrorLog $work/error
PageLog $work/page
User $user
Group $group
SystemGroup $system
END
cat >"$work/etc/cupsd.conf" <<END
Listen $work/socket
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
cat >"$work/etc/printers.conf" <<END
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
cupsd -f -c "$work/etc/cupsd.conf" -s "$work/etc/cups-files.conf" >"$work/cupsd" 2>&1 &
cupsd_pid=$!
CUPS_SERVER=$work/socket
OSG_LIBEXECDIR=$(dirname "$build")
export CUPS_SERVER OSG_LIBEXECDIR
runs() { lpstat -r | grep -q "is running"; }
if ! wait_for runs; then
	echo "1..0 # SKIP cupsd does not start here: printing is NOT tested"
	sed 's/^/# /' "$work/cupsd" "$work/error" 2>/dev/null
	exit 0
fi

send() { "$build/report/print_sample" send "$1" "$work/sent" >"$work/receipt" 2>"$work/said"; }
ok "the queue takes the summary" send Kontoret
ok "the receipt is lp's request id" grep -qx 'Kontoret-[0-9][0-9]*' "$work/receipt"
wait_for test -f "$work/tmp/received"
ok "what came out is what went in, byte for byte" cmp "$work/sent" "$work/tmp/received"
ok "it is a PDF" grep -q '^%PDF-1' "$work/tmp/received"

unknown() { ! send Finnsinte && grep -q 'no printer called “Finnsinte”' "$work/said"; }
ok "a printer that does not exist is named" unknown
sed "s/^/# /" "$work/said"

refusing() { ! send Stangd && grep -q 'was not printed.*Stangd' "$work/said"; }
ok "a printer that takes no jobs says so" refusing
sed "s/^/# /" "$work/said"

kill "$cupsd_pid" && wait "$cupsd_pid" 2>/dev/null
cupsd_pid=
silent() { ! send Kontoret && grep -q 'does not answer' "$work/said"; }
ok "a print service that does not run is not taken for a missing printer" silent
sed 's/^/# /' "$work/said"
done_testing
