# SPDX-License-Identifier: GPL-3.0-or-later
# A PostgreSQL server for tests, after tap.sh: postgres_start makes one in $work on a socket and sets $server, the address
# of its database "osg"; postgres_found says whether there is one; sql STATEMENT asks it. It refuses to run as root.
postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$postgres_bin" ] || postgres_bin=$(pg_config --bindir 2>/dev/null)
# A test's server need not survive the machine; $postgres_settings says otherwise where it must.
: "${postgres_settings=-c fsync=off -c autovacuum=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB}"
postgres_found() { [ -x "$postgres_bin/initdb" ]; }
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups -- "$@"; else "$@"; fi; }
postgres_start() {
	postgres=$work/postgres
	mkdir "$postgres" && chmod 711 "$work"
	[ "$(id -u)" != 0 ] || chown nobody:nogroup "$postgres"
	(cd / && as_postgres "$postgres_bin/initdb" -D "$postgres/data" -U osg -A trust -E UTF8 --locale=C --no-sync \
		--no-instructions && sed -i '1i local all guarded scram-sha-256' "$postgres/data/pg_hba.conf" && postgres_run) >"$work/postgres.log" 2>&1 || { sed 's/^/# /' "$work/postgres.log"; return 1; }
	server="postgresql://osg@/osg?host=$postgres"
	"$postgres_bin/createdb" -h "$postgres" -U osg osg
}
postgres_run() {
	as_postgres "$postgres_bin/pg_ctl" -D "$postgres/data" -w -l "$postgres/log" -o \
		"-k '$postgres' -c listen_addresses= $postgres_settings" start
}
postgres_stop() { (cd / && as_postgres "$postgres_bin/pg_ctl" -D "$postgres/data" -m "${1:-immediate}" stop) >/dev/null 2>&1; }
sql() { "$postgres_bin/psql" -XAtq "$server" -c "$1"; }
