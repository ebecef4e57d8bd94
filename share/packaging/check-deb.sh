#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-deb.sh PACKAGE.deb: lintian has no error; in a root with nothing but the libraries it names it is installed, used, upgraded
# from a version before with its data, and removed. Needs root (chroot), lintian and dpkg. No network.
deb=$(readlink -f "$1")
OSG_SRCDIR=$(cd "$(dirname "$0")/../.." && pwd)
. "$OSG_SRCDIR/tests/tap.sh"
root=$work/root
[ "$(id -u)" = 0 ] && command -v lintian >/dev/null && command -v dpkg-deb >/dev/null || { skip "not root, or no lintian"; done_testing; exit 0; }

is "lintian finds no error" "" "$(lintian --allow-root --fail-on none --tag-display-limit 0 "$deb" 2>&1 | grep '^E:')"
dpkg-deb -x "$deb" "$work/x"
for f in usr/bin/osg usr/libexec/osg/osg-pdf usr/share/man/man1/osg.1.gz usr/share/man/sv/man1/osg.1.gz usr/share/man/man5/osg-mapping.5.gz \
	usr/share/man/man7/osg-analysis.7.gz usr/share/bash-completion/completions/osg usr/share/zsh/site-functions/_osg \
	usr/share/fish/vendor_completions.d/osg.fish usr/share/locale/sv/LC_MESSAGES/osg.mo usr/share/doc/osg/copyright; do
	ok "it has $f" test -s "$work/x/$f"
done
is "it has the units of osg serve" "$("$work/x/usr/bin/osg" serve --print | grep -c '^# ---- /etc/systemd')" "$(ls "$work"/x/lib/systemd/system | wc -l)"
is "that run the installed program" "" "$(grep -h ^ExecStart= "$work"/x/lib/systemd/system/*.service | grep -v '^ExecStart=/usr/bin/osg ')"
command -v systemd-analyze >/dev/null && is "systemd understands them" "" \
	"$(systemd-analyze verify --man=no --root="$work/x" "$work"/x/lib/systemd/system/*.timer 2>&1 | grep -iE 'unknown|invalid|failed to parse')"

# A root: the dynamic loader, the libraries that the package's Depends bring, and of what every system has: a shell, time zones, the
# locale of all, an account.
mkdir -p "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/triggers" "$root/tmp" "$root/home" "$root/dev" "$root/proc"
: >"$root/var/lib/dpkg/status"
: >"$root/var/lib/dpkg/available"
for program in "$work/x/usr/bin/osg" "$work/x/usr/libexec/osg/osg-pdf" /bin/sh; do
	ldd "$program" | grep -oE '/[^ ]+' | while read -r library; do
		[ -e "$root$library" ] || { mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library"; }
	done
done
mkdir -p "$root/bin" "$root/usr/share" && cp -L /bin/sh "$root/bin/sh" && cp -R /usr/share/zoneinfo "$root/usr/share/"
mkdir -p "$root/usr/lib/locale" "$root/etc" && cp -R /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"
echo root:x:0:0::/home:/bin/sh >"$root/etc/passwd"
install() { dpkg --root="$root" --force-depends --force-script-chrootless --log="$work/dpkg.log" "$@" >"$work/out" 2>&1; }
inside() { env -i PATH=/usr/sbin:/usr/bin:/bin HOME=/home OSG_LANG="${L:-en}" OSG_NOW=2024-10-22T08:31:00+02:00 LC_ALL=C.UTF-8 chroot "$root" "$@"; }

# The version before: the same files under a lower number.
dpkg-deb -R "$deb" "$work/before" && sed -i 's/^Version: .*/Version: 0.0.9/' "$work/before/DEBIAN/control" &&
	dpkg-deb -b "$work/before" "$work/before.deb" >/dev/null
install -i "$work/before.deb"
is "the version before is installed" "0.0.9 installed" \
	"$(dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Version} ${db:Status-Status}' osg)"
ok "it makes a database" inside osg --db /home/osg.db init --demo --scale 0.25
before=$(inside osg --db /home/osg.db --json list --by category)
like "with observations" '"count"|[1-9]' "$before"
install -i "$deb"
is "the new one takes its place" "installed" "$(dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${db:Status-Status}' osg)"
unlike "under its own number" '^0.0.9$' "$(dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Version}' osg)"
is "the data are what they were" "$before" "$(inside osg --db /home/osg.db --json list --by category)"
ok "and whole" inside osg --db /home/osg.db check
like "it speaks Swedish" 'Kommandon:' "$(L=sv inside osg --help)"
install -r osg
ok "removed, the data stay" test -s "$root/home/osg.db"
is "and the program is gone" "" "$(ls "$root/usr/bin/osg" 2>/dev/null)"
done_testing
