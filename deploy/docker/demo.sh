#!/bin/sh
# Before the simulators of the profile "demo": refuses an installation that something real is connected to, since its
# services are turned to the simulators and to a database of the demo's own (mosty_demo); makes that database.
set -eu
secrets=${MOSTY_SECRETS_DIR:-/run/mosty}
here=$(cd "$(dirname "$0")" && pwd)

refuse() {
    cat >&2 <<TEXT
demo: $1, and the demo would turn this installation's services to simulators. Beside it, with data of its own:
      HOST_PORT=9001 DEMO_PORT=18090 DEMO_PORT_1C=18091 DEMO_PORT_PBX=18092 DEMO_PORT_BITRIX=18093 \\
          docker compose -p mosty-demo --env-file /dev/null --profile demo up -d
TEXT
    exit 78
}

for name in AMO_SUBDOMAIN AMO_BASE_URL AMO_CLIENT_ID AMO_LONG_LIVED_TOKEN ONEC_HOST ONEC_CALLS_URL ONEC_CHANGES_URL \
    PBX_API_URL BITRIX_PORTAL RDESK_URL; do
    eval "value=\${$name:-}"
    [ -z "$value" ] || refuse "$name is set"
done

PGHOST=${PGHOST:-postgres} PGUSER=${PGUSER:-postgres} PGPASSWORD=$(cat "$secrets/postgres-password")
export PGHOST PGUSER PGPASSWORD
# Settings may come from the pages too, and what RDESK or a PBX has posted already is somebody's.
used=$(psql -X -q -A -t -d "${MOSTY_DATABASE:-mosty}" <<'SQL'
select case when to_regclass('public.oauth_token') is null then false else
    (xpath('/row/used/text()', query_to_xml('select exists (select from oauth_token) or exists (select from delivery)
        or exists (select from delivery_done) or exists (select from call) or exists (select from request_log) as used',
        false, true, '')))[1]::text::boolean end
SQL
)
[ "$used" != t ] || refuse 'something has been taken in or connected already'
MOSTY_DATABASE=mosty_demo "$here/database.sh" prepare
