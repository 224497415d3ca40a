#!/bin/sh
# Becomes PostgreSQL of the official image, whose entrypoint wants the first password in a variable; the init container
# has it in a file.
set -eu
POSTGRES_PASSWORD=$(cat /run/mosty/postgres-password)
export POSTGRES_PASSWORD
# A tmpfs, so it is root's at every start.
chown postgres:postgres /var/run/postgresql
exec docker-entrypoint.sh postgres "$@"
