#!/bin/sh
# Makes what an installation needs and nobody has given: a database password, MOSTY_SECRET_KEY, the PBX's secret path, a
# self-signed certificate. Runs before everything else at every `docker compose up`; what is there is never made anew.
#
#   init.sh                  makes what is missing
#   init.sh put-key          reads a MOSTY_SECRET_KEY from standard input in the place of the present one, which is
#                            kept beside it (restore.sh)
#   init.sh put-path         the same for the PBX's secret path
#
# Directories come from variables, so that the tests run this very file.
set -eu
umask 077

secrets=${MOSTY_SECRETS_DIR:-/run/mosty}
tls=${MOSTY_TLS_DIR:-/mosty/tls/self}
database=${MOSTY_DATABASE_DIR:-/database}
# The services' group, by its number in the image: they read what root owns, and cannot change it.
group=${MOSTY_GROUP:-10001}

die() {
    printf 'init: %s\n' "$*" >&2
    exit 78
}

# A name appears with its whole content or not at all, and never in the place of another: `ln` refuses that, also for
# the second of two that run at once.
keep() { # keep FILE MODE [group]; the content on standard input
    draft=$1.new.$$
    cat >"$draft"
    chmod "$2" "$draft"
    if [ "${3:-}" = group ] && [ "$(id -u)" = 0 ]; then chgrp "$group" "$draft"; fi
    ln "$draft" "$1" 2>/dev/null || [ -e "$1" ] || die "$1 cannot be written"
    rm -f "$draft"
}

random() { # random BYTES: base64 on one line
    head -c "$1" /dev/urandom | base64 | tr -d '\n'
}

# Letters and digits only: it needs no quoting in SQL, in a shell, in a URL.
word() { # word BYTES
    random "$1" | tr '+/' 'xy' | tr -d '='
}

secret() { # secret FILE MODE VALUE WHAT
    if [ -s "$secrets/$1" ]; then return; fi
    rm -f "$secrets/$1"
    printf '%s\n' "$3" | keep "$secrets/$1" "$2" group
    printf 'init: made %s\n' "$4"
}

# What was sealed with the key is lost without it, so a database whose key is gone gets no new one unasked.
refuse_new_key() {
    [ -s "$secrets/secret-key" ] || [ -n "${MOSTY_SECRET_KEY:-}" ] || [ ! -e "$database/PG_VERSION" ] ||
        die "there is a database, but its secret-key is gone: put it back from a backup (deploy/docker/restore.sh), or set MOSTY_SECRET_KEY in .env"
}

make_secrets() {
    refuse_new_key
    secret secret-key 440 "${MOSTY_SECRET_KEY:-$(random 32)}" 'the key that seals secrets in the database (MOSTY_SECRET_KEY)'
    secret db-password 440 "${DB_PASSWORD:-$(word 24)}" "the services' password for the database"
    secret postgres-password 400 "$(word 24)" "the database's own password"
    secret grafana-password 440 "$(word 24)" "Grafana's password"
    secret pbx-path 440 "${PBX_PATH:-$(word 24)}" "the PBX's secret path (PBX_PATH)"
}

# openssl's list of names for the certificate: what NGX_SERVER_NAME says, and this machine.
names() {
    list=DNS:localhost,IP:127.0.0.1
    for name in ${NGX_SERVER_NAME:-}; do
        case $name in
            _ | localhost | 127.0.0.1) ;;
            *[!0-9.]*) list=$list,DNS:$name ;;
            *) list=$list,IP:$name ;;
        esac
    done
    printf '%s' "$list"
}

make_certificate() {
    if [ -s "$tls/fullchain.pem" ] && [ -s "$tls/key.pem" ]; then return; fi
    set -f
    first=localhost
    for name in ${NGX_SERVER_NAME:-}; do
        [ "$name" = _ ] || { first=$name && break; }
    done
    made=$tls/made.$$
    mkdir "$made"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 3650 -subj "/CN=$first" \
        -addext "subjectAltName=$(names)" -addext 'basicConstraints=critical,CA:FALSE' \
        -addext 'extendedKeyUsage=serverAuth' -keyout "$made/key.pem" -out "$made/fullchain.pem" 2>"$made/log" ||
        { cat "$made/log" >&2; die "no certificate could be made for NGX_SERVER_NAME \"${NGX_SERVER_NAME:-}\""; }
    set +f
    # A pair or nothing: one without the other is a leftover of a start that was cut short.
    rm -f "$tls/fullchain.pem" "$tls/key.pem"
    keep "$tls/key.pem" 400 <"$made/key.pem"
    keep "$tls/fullchain.pem" 444 <"$made/fullchain.pem"
    rm -rf "$made"
    printf 'init: made a self-signed certificate for %s\n' "$first"
}

put() { # put FILE VALUE
    if [ -s "$secrets/$1" ]; then
        [ "$(cat "$secrets/$1")" != "$2" ] || return 0
        old=$secrets/$1.until-$(date -u +%Y%m%d-%H%M%S)
        mv "$secrets/$1" "$old"
        printf 'init: the %s used so far is kept as %s\n' "$1" "$old"
    fi
    printf '%s\n' "$2" | keep "$secrets/$1" 440 group
}

put_key() {
    key=$(tr -d ' \r\n')
    [ "$(printf '%s' "$key" | tr '_-' '/+' | base64 -d 2>/dev/null | wc -c)" -eq 32 ] ||
        die 'this is no key: base64 of 32 bytes is expected on standard input'
    put secret-key "$key"
}

put_path() {
    path=$(tr -d ' \r\n')
    printf '%s\n' "$path" | grep -Eqx -- '[A-Za-z0-9._~=-]{8,128}' || die 'this is no path for the PBX'
    put pbx-path "$path"
}

mkdir -p "$secrets" "$tls"
chmod 750 "$secrets"
chmod 755 "$tls"
if [ "$(id -u)" = 0 ]; then chgrp "$group" "$secrets"; fi
# New volumes are root's; in these the services write.
for owned in ${MOSTY_OWNED_DIRS:-/data /run/demo}; do
    if [ -d "$owned" ] && [ "$(id -u)" = 0 ]; then
        chown "$group:$group" "$owned"
        chmod 750 "$owned"
    fi
done
case ${1:-} in
    put-key) put_key ;;
    put-path) put_path ;;
    '') make_secrets && make_certificate ;;
    *) die "there is no \"$1\"; see the first lines of init.sh" ;;
esac
