#!/bin/sh
# What an image of PostgreSQL does when it starts: makes the cluster on its first start, then becomes the server.
# POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB mean what they mean in the official image.
set -eu
case "${1:-}" in
-*) set -- postgres "$@" ;;
esac
if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA"
    chown -R postgres "$PGDATA"
    chmod 700 "$PGDATA"
    exec gosu postgres "$0" "$@"
fi
if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
    : "${POSTGRES_PASSWORD:?must be set}"
    user=${POSTGRES_USER:-postgres}
    secret=$(mktemp)
    printf '%s\n' "$POSTGRES_PASSWORD" >"$secret"
    initdb --username="$user" --pwfile="$secret" --auth-local=trust --auth-host=scram-sha-256 >/dev/null
    rm -f "$secret"
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
    if [ "${POSTGRES_DB:-$user}" != postgres ]; then
        sockets=$(mktemp -d)
        pg_ctl -D "$PGDATA" -w start -o "-c listen_addresses='' -k $sockets" >/dev/null
        createdb --host="$sockets" --username="$user" "${POSTGRES_DB:-$user}"
        pg_ctl -D "$PGDATA" -w stop -m fast >/dev/null
        rm -rf "$sockets"
    fi
fi
exec "$@"
