#!/usr/bin/env bash
# try.sh: the whole of the Docker installation tried for real, on a machine with an engine: a fresh clone comes up
# healthy, takes a booking in by https, loses nothing when it is stopped under posts, runs the demo, is backed up,
# restored and upgraded and goes back. Says what it saw; the first thing that is not as it should be ends it with 1.
#
# It works in a copy of the last commit with a project of its own (mosty-try), and leaves nothing but the images.
# TRY_KEEP=true leaves the installation running. TRY_PORT (19443) and the four ports above it must be free.
set -Eeuo pipefail

ROOT=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
readonly ROOT
WORK=$(mktemp -d)
PORT=${TRY_PORT:-19443}
export COMPOSE_PROJECT_NAME=mosty-try HOST_PORT=$PORT HOST_ADDRESS=127.0.0.1 MOSTY_VERSION=0.0.1-try
export DEMO_PORT=$((PORT + 1)) DEMO_PORT_1C=$((PORT + 2)) DEMO_PORT_PBX=$((PORT + 3)) DEMO_PORT_BITRIX=$((PORT + 4))

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
fail() {
    say "✗ $*"
    exit 1
}
ended() {
    status=$?
    ((status == 0)) || { say "the containers as they are now:" && docker compose ps -a --format '{{.Service}} {{.Status}}'; } || true
    [[ ${TRY_KEEP:-} == true ]] || docker compose --profile demo --profile scale --profile mirror down -v -t 5 >/dev/null 2>&1 || true
    rm -rf "$WORK"
}
trap ended EXIT

# Quietly, unless it fails.
quietly() { "$@" >"$WORK/log" 2>&1 || { cat "$WORK/log" && fail "$*"; }; }

services=(gate proxy telephony bitrix admin nginx postgres)
healthy() {
    local begun=$SECONDS service bad
    while ((SECONDS - begun < 300)); do
        bad=
        for service in "${services[@]}"; do
            [[ $(docker compose ps --format '{{.Health}}' "$service") == healthy ]] || bad+=" $service"
        done
        [[ -n $bad ]] || { say "✓ healthy after $((SECONDS - begun)) s: ${services[*]}" && return; }
        sleep 1
    done
    fail "not healthy within 300 s:$bad"
}
https() { curl -sk --max-time 20 "$@"; }
book() { [[ $(https -X POST "https://127.0.0.1:$PORT/zdrav/booked" -d "[{\"lead_id\":\"$1\",\"status\":\"checkin\"}]") == '{"status":"ok"}' ]]; }
rows() { docker compose run --rm -T --no-deps database psql -At -c "$1" 2>/dev/null </dev/null; }
same() { [[ $2 == "$3" ]] && say "✓ $1: $2" || fail "$1: $2, should be $3"; }

# ── a fresh clone ──
git clone -q "$ROOT" "$WORK/mosty"
cd "$WORK/mosty"
begun=$SECONDS
quietly docker compose build
quietly docker compose --profile demo build simulators
say "✓ built in $((SECONDS - begun)) s: $(docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep -- -try | tr '\n' ' ')"
for service in gate proxy telephony bitrix admin; do
    docker run --rm --entrypoint test "mosty:$MOSTY_VERSION" -s "/opt/mosty/aot/$service.aot" || fail "$service has no AOT cache"
done
say "✓ every service has its AOT cache"

quietly docker compose up -d
healthy
docker compose exec -T admin first-login >"$WORK/first-login"
grep -q 'login root: ' "$WORK/first-login" || fail 'no first login is shown'
say "✓ the first administrator's password is shown"
same 'published' "$(docker compose ps --format '{{.Service}} {{.Ports}}' | grep -c -- '->')" 1
for path in /q/health /q/metrics //q/metrics /admin/../q/metrics; do
    same "closed: $path" "$(https --path-as-is -o /dev/null -w '%{http_code}' "https://127.0.0.1:$PORT$path")" 404
done
same '/admin/login' "$(https -o /dev/null -w '%{http_code}' "https://127.0.0.1:$PORT/admin/login")" 200

docker compose exec -T admin doctor en >"$WORK/doctor" || true
same 'the doctor: what is wrong' "$(grep '✗' "$WORK/doctor" | sed 's, at http.*,,')" '✗ 1C cannot be reached'
grep -q '• The certificate is self-signed' "$WORK/doctor" || { cat "$WORK/doctor" && fail 'the doctor does not see the certificate'; }
docker compose exec -T -e AMO_CLIENTID=x admin doctor en >"$WORK/doctor" || true
grep -q 'AMO_CLIENT_ID is meant' "$WORK/doctor" || fail 'the doctor does not see a misspelt name'

# ── the demo: turned on and off over what runs ──
quietly docker compose --profile demo up -d
# At once, as a reader of the README does it: the demo waits for the services itself.
docker compose --profile demo exec -T simulators demo >"$WORK/demo" 2>&1 || { cat "$WORK/demo" && fail 'the demo'; }
same 'the demo: ✓ and ✗' "$(grep -c '✓' "$WORK/demo") $(grep -c '✗' "$WORK/demo" || true)" "$(grep -c '✓' "$WORK/demo") 0"
quietly docker compose --profile demo stop simulators
sleep 12
healthy
same 'of the demo in the installation' "$(rows 'select count(*) from delivery_done')" 0

# ── a booking, and a stop under posts ──
book 777 && say '✓ a booking through nginx' || fail 'no booking through nginx'
for worker in 1 2 3 4; do
    (
        for number in {1..400}; do
            book "$worker$((1000000 + number))" && echo . >>"$WORK/taken.$worker"
            [[ ! -e $WORK/enough ]] || break
        done
    ) &
done
sleep 4
begun=$SECONDS
quietly docker compose stop
took=$((SECONDS - begun))
touch "$WORK/enough"
wait
taken=$(cat "$WORK"/taken.* | wc -l)
((took <= 15)) || fail "the stop took $took s"
quietly docker compose up -d
healthy
same "stopped in $took s under posts; answered 200 and stored" "$(rows "select count(*) from delivery where key ~ '^[1-4]1000'")" "$taken"

# ── two of each ──
quietly docker compose --profile scale up -d
services+=(gate2 telephony2)
healthy
sleep 6
quietly docker compose stop gate
for number in 1 2 3 4 5; do book "90$number" || fail "booking $number while one gate of two is stopped"; done
say '✓ one gate of two is stopped: five bookings of five'
quietly docker compose start gate
healthy
docker compose --profile scale rm -sf gate2 telephony2 >/dev/null 2>&1
services=("${services[@]:0:7}")

# ── backup and restore ──
file=$(deploy/docker/backup.sh "$WORK/backups" 2>"$WORK/log") || { cat "$WORK/log" && fail 'the backup'; }
before=$(rows 'select count(*) from delivery')
book 779 || fail 'a booking after the backup'
quietly deploy/docker/restore.sh "$file"
healthy
same 'restored deliveries, all set aside' "$(rows "select count(*) || ' ' || count(*) filter (where dead_code = 'restored') from delivery")" "$before $before"
same 'the copy is silent' "$(rows 'select suspended_because from installation')" 'copied database'
book 780 && say '✓ a paused copy takes bookings in' || fail 'a paused copy takes no booking'
quietly docker compose run --rm -T --no-deps database confirm
same 'after the confirmation' "$(rows 'select count(*) from installation where suspended_at is not null')" 0

# ── upgrade and back ──
echo 'create table probe_of_upgrade (id int);' >common-model/src/main/resources/db/migration/V999__probe.sql
export MOSTY_VERSION=0.0.2-try
quietly docker compose build gate
quietly docker compose up -d
healthy
same 'upgraded: the new migration' "$(rows 'select count(*) from probe_of_upgrade')" 0
book 781 || fail 'a booking after the upgrade'
export MOSTY_VERSION=0.0.1-try
quietly docker compose up -d
healthy
book 782 && say '✓ the version before works with the newer tables' || fail 'a booking after going back'
same 'bookings of all that' "$(rows "select count(*) from delivery where key in ('780', '781', '782')")" 3
docker compose logs --no-color 2>/dev/null | grep -c '"level":"ERROR"' | sed 's/^/error lines in the logs: /' || true
say 'All of it works.'
