#!/bin/sh
# What is done to the database from outside, each as one word; runs in the image postgres:17 beside the server.
#
#   prepare        the services' role and database, made where they are missing (at every `docker compose up`)
#   dump           the database, to standard output (backup.sh)
#   restore        a dump from standard input in the place of the database, which is kept under another name
#   set-aside      what waits in the queues becomes dead letters, to be looked at and sent by a person
#   keep-back      suspends the installation, as a copy is
#   confirm        an administrator's word that this database is the one that speaks
#   psql           for a person
set -eu
secrets=${MOSTY_SECRETS_DIR:-/run/mosty}
database=${MOSTY_DATABASE:-mosty}
here=$(cd "$(dirname "$0")" && pwd)
PGHOST=${PGHOST:-postgres} PGUSER=${PGUSER:-postgres} PGPASSWORD=$(cat "$secrets/postgres-password")
PGCONNECT_TIMEOUT=10
export PGHOST PGUSER PGPASSWORD PGCONNECT_TIMEOUT

sql() { # sql DATABASE [psql's arguments]; statements on standard input
    on=$1
    shift
    psql -X -q -v ON_ERROR_STOP=1 -v database="$database" -v secrets="$secrets" "$@" -d "$on"
}

prepare() {
    # No superuser, as at a careful customer's: what gets into a service cannot leave the database.
    sql postgres <<'SQL'
select 'create role mosty login' where not exists (select from pg_roles where rolname = 'mosty') \gexec
\set password `cat "$MOSTY_SECRETS_DIR/db-password"`
alter role mosty password :'password';
select format('create database %I owner mosty', :'database')
 where not exists (select from pg_database where datname = :'database') \gexec
SQL
}

restore() {
    former=${database}_until_$(date -u +%Y%m%d_%H%M%S)
    dump=$(mktemp)
    trap 'rm -f "$dump"' EXIT
    cat >"$dump"
    # Before anything is touched.
    pg_restore --list "$dump" >/dev/null || { echo 'database: this is no dump of pg_dump -Fc' >&2 && exit 1; }
    sql postgres -v new="${database}_coming" <<'SQL'
drop database if exists :"new";
create database :"new" owner mosty;
SQL
    pg_restore --no-owner --role=mosty --exit-on-error -d "${database}_coming" "$dump"
    # Whoever is still connected is a service that was not stopped; it would be writing to what is put away.
    sql postgres -v new="${database}_coming" -v former="$former" <<'SQL'
select format('alter database %I rename to %I', :'database', :'former')
 where exists (select from pg_database where datname = :'database') \gexec
alter database :"new" rename to :"database";
SQL
    echo "database: restored; what was there is kept as the database $former" >&2
}

MOSTY_SECRETS_DIR=$secrets
export MOSTY_SECRETS_DIR
case ${1:-prepare} in
    prepare) prepare ;;
    dump) exec pg_dump -Fc --no-owner "$database" ;;
    restore) restore ;;
    set-aside) sql "$database" <"$here/set-aside.sql" ;;
    keep-back) echo "update installation set suspended_at = now(), suspended_because = 'copied database' where suspended_at is null" | sql "$database" ;;
    confirm) echo 'select mosty_confirm_installation()' | sql "$database" -t ;;
    psql) shift && exec psql -X -U postgres "$@" "$database" ;;
    *) echo "database: there is no \"$1\"; see the first lines of database.sh" >&2 && exit 2 ;;
esac
