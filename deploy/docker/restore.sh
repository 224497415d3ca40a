#!/usr/bin/env bash
# restore.sh <file of backup.sh> [--moved]: puts a backup in the place of this installation's database and key; also on a
# new server. The database so far stays beside it under another name, and so does the key.
#
# The copy speaks to nobody until an administrator confirms it (/admin, or `database confirm`), and what waited in it is
# set aside as dead letters, so that nothing is written backwards. --moved: the old server was stopped before the
# backup was made and stays so; then what waited is still to be sent, and goes out after the confirmation.
set -euo pipefail

ROOT=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
readonly ROOT
compose=(docker compose --project-directory "$ROOT" -f "$ROOT/docker-compose.yml")
file='' moved=false
for word; do
    case $word in
        --moved) moved=true ;;
        -*) echo "restore: there is no option $word." >&2 && exit 2 ;;
        *) file=$word ;;
    esac
done
[[ -f $file ]] || { echo "Usage: restore.sh <mosty-….tar> [--moved]" >&2 && exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -C "$work" -xf "$file" about database.dump pbx-path secret-key sums
(cd "$work" && sha256sum --quiet --strict -c sums) || { echo "restore: $file is damaged; nothing was changed." >&2 && exit 1; }
echo "restore: $(tr '\n' ' ' <"$work/about")"

# Everything that writes; the containers of the profile scale too, if they are there.
services=(gate proxy telephony bitrix admin)
for extra in gate2 telephony2; do
    [[ -z $("${compose[@]}" --profile scale ps -q "$extra" 2>/dev/null) ]] || services+=("$extra")
done
"${compose[@]}" --profile scale stop "${services[@]}"
"${compose[@]}" run --rm -T --no-deps init put-key <"$work/secret-key"
"${compose[@]}" run --rm -T --no-deps init put-path <"$work/pbx-path"
"${compose[@]}" up -d --wait postgres
"${compose[@]}" run --rm -T database prepare </dev/null
"${compose[@]}" run --rm -T --no-deps database restore <"$work/database.dump"
# The database's new number in the cluster would suspend it by itself; this holds also where it is the same by chance.
"${compose[@]}" run --rm -T --no-deps database keep-back </dev/null
$moved || "${compose[@]}" run --rm -T --no-deps database set-aside </dev/null
"${compose[@]}" --profile scale up -d "${services[@]}" nginx
# It reads the PBX's path once, at its start.
"${compose[@]}" restart nginx
cat <<TEXT
restore: done. Posts are accepted, but nothing is sent and no token refreshed until an administrator says on /admin that
this database is the one that speaks, or here: docker compose run --rm database confirm
TEXT
