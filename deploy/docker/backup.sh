#!/usr/bin/env bash
# backup.sh [directory]: the database and the keys of a running installation, as one file mosty-<UTC>.tar (mode 0600) in
# the directory (./backups). Prints its name. Nothing is stopped meanwhile.
#
# The file holds personal data and the key that opens the sealed secrets: keep it as you would keep those.
set -euo pipefail
umask 077

ROOT=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
readonly ROOT
directory=${1:-$ROOT/backups}
compose=(docker compose --project-directory "$ROOT" -f "$ROOT/docker-compose.yml")

mkdir -p "$directory"
work=$(mktemp -d "$directory/.mosty-XXXXXX")
trap 'rm -rf "$work"' EXIT

"${compose[@]}" run --rm -T --no-deps database dump >"$work/database.dump"
for secret in secret-key pbx-path; do
    "${compose[@]}" run --rm -T --no-deps --entrypoint cat database "/run/mosty/$secret" >"$work/$secret"
    [[ -s $work/$secret ]] || { echo "backup: there is no $secret; nothing was backed up." >&2 && exit 1; }
done
[[ $(head -c 5 "$work/database.dump") == PGDMP ]] || { echo "backup: the database was not dumped; nothing was backed up." >&2 && exit 1; }
"${compose[@]}" config --images | sed -n 's/^mosty:/version=/p' | sort -u | head -n 1 >"$work/about"
date -u +made=%Y-%m-%dT%H:%M:%SZ >>"$work/about"
(cd "$work" && sha256sum about database.dump pbx-path secret-key >sums)

name=mosty-$(date -u +%Y%m%d-%H%M%S).tar
tar -C "$work" -cf "$work/$name" about database.dump pbx-path secret-key sums
sync "$work/$name"
mv "$work/$name" "$directory/$name"
echo "$directory/$name"
