#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# osg serve puts in place what a server needs, and takes out exactly that; the ssh server understands
# its part. osg set and osg key as they are used before.
. "$OSG_SRCDIR/tests/tap.sh"
osg=$OSG_PROGRAM
export OSG_DB="$work/osg.db"
unset OSG_NOW
root=$work/root
mkdir -p "$root/etc/ssh/sshd_config.d" "$root/etc/other"
echo theirs >"$root/etc/other/file"
tree() { (cd "$root" && find . | LC_ALL=C sort && find . -type f -exec cksum {} + | LC_ALL=C sort); }

# ---- serve
before=$(tree)
ok "it is put in place" $osg serve --install --root "$root"
ok "the ssh server's part is there" grep -q "^Match User osg" "$root/etc/ssh/sshd_config.d/osg.conf"
exits "twice is refused" 1 $osg serve --install --root "$root"
ok "and taken out" $osg serve --remove --root "$root"
is "exactly" "$before" "$(tree)"
exits "twice is refused too" 1 $osg serve --remove --root "$root"
echo mine >"$root/etc/ssh/sshd_config.d/osg.conf"
exits "what somebody else put there is left" 1 $osg serve --install --root "$root"
is "and nothing beside it" "mine" "$(cat "$root/etc/ssh/sshd_config.d/osg.conf")"
rm "$root/etc/ssh/sshd_config.d/osg.conf"
is "of what was begun nothing stays" "$before" "$(tree)"
ok "put in place again" $osg serve --install --root "$root"
echo "# changed" >>"$root/etc/tmpfiles.d/osg.conf"
exits "what was changed since is told" 1 $osg serve --remove --root "$root"
ok "and stays" test -e "$root/etc/tmpfiles.d/osg.conf"
ok "the rest is gone" test ! -e "$root/etc/ssh/sshd_config.d/osg.conf"
printed=$($osg serve --print)
like "all is printed" '^d /var/lib/osg 0750 osg osg' "$printed"
for timer in backup retain inbox; do
	like "a timer for $timer" "^# ---- /etc/systemd/system/osg-$timer.timer" "$printed"
	like "and what it runs" "^ExecStart=.*/osg --db /var/lib/osg/osg.db" "$(echo "$printed" | grep -A 9 "osg-$timer.service")"
done
if command -v systemd-analyze >/dev/null; then
	mkdir "$work/units"
	$osg serve --install --root "$work/units"
	is "systemd has nothing to say of the units" "" "$(systemd-analyze verify --man=no "$work"/units/etc/systemd/system/osg-* 2>&1 | grep osg-)"
else
	skip "no systemd-analyze: the units were NOT read by systemd"
fi
exits "one of the three" 2 $osg serve

sshd=/usr/sbin/sshd
if [ -x $sshd ] && [ "$(id -u)" = 0 ] && command -v ssh-keygen >/dev/null; then
	mkdir -p /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$work/host"
	echo "$printed" | sed -n '/^# ---- .*sshd_config.d/,/^Match all/p' >"$work/part.conf"
	printf 'HostKey %s/host\nInclude %s/part.conf\nPermitTTY yes\n' "$work" "$work" >"$work/sshd.conf"
	said=$($sshd -T -f "$work/sshd.conf" -C user=osg,host=x,addr=127.0.0.1 2>&1)
	for line in "authorizedkeysfile none" "disableforwarding yes" "authorizedkeyscommanduser osg" "authenticationmethods publickey" "permittunnel no"; do
		like "sshd says $line of the account" "^$line" "$said"
	done
	said=$($sshd -T -f "$work/sshd.conf" -C user=root,host=x,addr=127.0.0.1 2>&1)
	unlike "and of no other" "^disableforwarding yes" "$said"
else
	skip "no ssh server, or not root: its part was NOT read by it"
fi

$osg init --demo --scale 0.25 >/dev/null || exit 99
# ---- doctor
looks() { $osg --json doctor --backups "$1" | tr -d '\n' | tr '{' '\n' | grep "\"$2\""; }
mkdir "$work/copies" "$work/old"
like "no copy is told" '"warning"' "$(looks "$work/copies" backups)"
ok "a copy" $osg backup --into "$work/copies"
like "a new one is fine" '"fine"' "$(looks "$work/copies" backups)"
cp "$work"/copies/*.db "$work/old/osg-2024-01-02T030000Z.db"
touch -d "3 days ago" "$work"/old/*
like "an old one is told" '"warning"' "$(looks "$work/old" backups)"
head -c 5000 "$(ls "$work"/copies/*.db)" >"$work/old/osg-2024-01-02T030000Z.db"
like "one that cannot be used is a fault" '"fault"' "$(looks "$work/old" backups)"

# ---- set
ok "a seat is opened" $osg set participant new handle=vakt title=Väktare organisation=BEV role=reporter
like "and is listed" "^vakt" "$($osg list participants)"
exits "a name is had once" 1 $osg set participant new handle=VAKT title=Två organisation=BEV
like "which is told" "participant has that seat already" "$(cat "$work/err")"
exits "what must be said is asked for" 1 $osg set participant new handle=ny title=Ny
like "by its name" "Organisation must be said" "$(cat "$work/err")"
exits "a role that there is not" 1 $osg set participant vakt role=kung
like "is told with those there are" "reporter\\|participant\\|coordinator" "$(cat "$work/err")"
exits "a field that there is not" 1 $osg set participant vakt shoe=42
ok "one of two who may set up goes" $osg set participant administrator active=no
exits "the last who may set up stays" 1 $osg set participant samordnare active=no
like "and why" "last seat that may set anything up" "$(cat "$work/err")"
exits "a reporter sets up nothing" 1 $osg --as vakt set participant vakt role=coordinator
ok "a place is called otherwise too" $osg set place Visättraskolan "aliases=Visskolan, Vissan"
ok "so is another, which is told" $osg set place Källbrinksskolan "aliases=Vissan"
like "with the one that has the name" "called that too: “Vissan” .Visättraskolan." "$(cat "$work/err")"
$osg set place Källbrinksskolan aliases= >/dev/null
ok "and found so" $osg add --what BRA --where vissan --when "igår 22" --quiet
ok "the account of a seat" $osg set participant vakt "account=$(id -un)"
$osg add --what BRA --where vissan --when "igår 21" --quiet >/dev/null
like "sits there at the machine" " vakt " "$($osg --as samordnare log --limit 1)"
ok "a seat is closed" $osg --as samordnare set participant vakt active=no
exits "and nobody sits there" 1 $osg --as vakt list
ok "the database is sound" $osg check
# ---- docs/server.md, as it is written: but for root's own, in another place and without a map
mkdir -p "$work/as-written/backups"
echo ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f >"$work/as-written/samordnare.pub"
sed -n 's/^    sudo -u osg //p' "$OSG_SRCDIR/docs/server.md" | sed "s|/var/lib/osg/osg.db|$work/as-written/osg.db|; s|/var/backups/osg|$work/as-written/backups|
	s| --from /root/huddinge||; s|< samordnare|< $work/as-written/samordnare|; s|^osg|$osg|; s| *#.*||" >"$work/lines"
is "the page has its commands" 7 "$(wc -l <"$work/lines")"
while read -r line; do
	ok "as written: ${line##*osg.db }" sh -c "$line"
done <"$work/lines"
done_testing
