#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# deb.sh TARBALL VERSION FOLDER: builds the Debian package from a release tarball, into FOLDER.
set -e
tarball=$1 version=$2 folder=$3
command -v dpkg-buildpackage >/dev/null && command -v dh >/dev/null ||
	{ echo "make deb needs dpkg-dev and debhelper (Debian: apt install debhelper fakeroot)" >&2; exit 1; }
rm -rf "$folder/osg-$version"
mkdir -p "$folder"
tar -xf "$tarball" -C "$folder"
cd "$folder/osg-$version"
cp -R share/packaging/debian debian
# The heading of the newest changes has their day: the same source gives the same package.
day=$(sed -n '1s/.*, *//p' ChangeLog)
date=$(LC_ALL=C date -u -d "$day" '+%a, %d %b %Y %H:%M:%S +0000')
{
	printf 'osg (%s) unstable; urgency=medium\n\n' "$version"
	sed -n '3,/^osg /{/^\*/p}' ChangeLog | sed 's/^\* //' | while IFS= read -r line; do
		printf '%s\n' "$line" | fold -s -w 74 | sed '1s/^/  * /; 2,$s/^/    /; s/ *$//'
	done
	printf '\n -- osg maintainers <osg@example.org>  %s\n' "$date"
} >debian/changelog
dpkg-buildpackage -b -us -uc -rfakeroot
cd ..
ls -1 osg_"$version"_*.deb
