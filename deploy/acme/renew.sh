#!/bin/sh
# Has a certificate issued for NGX_SERVER_NAME and renewed in time, for ever. nginx sees a new one by itself
# (deploy/nginx/start.sh) and goes on with the old one until then.
set -eu

home=${ACME_HOME:-/mosty/tls/acme}
webroot=${ACME_WEBROOT:-/webroot}
work=${ACME_WORK:-/tmp/acme}

die() {
    printf 'acme: %s\n' "$*" >&2
    exit 78
}

name=${NGX_SERVER_NAME:-_}
[ "$name" != _ ] || die 'NGX_SERVER_NAME is not set: a certificate is issued for a name that leads here from the internet'
case $name in
    *'*'*) die 'NGX_SERVER_NAME has a *: the authority asks at port 80, and no certificate for all names is issued that way' ;;
    *[!A-Za-z0-9.\ -]*) die "NGX_SERVER_NAME is \"$name\"; it should be like domain.example.ru" ;;
esac

set -- certonly --non-interactive --agree-tos --webroot --webroot-path "$webroot" --cert-name mosty \
    --keep-until-expiring --renew-with-new-domains --key-type ecdsa \
    --server "${ACME_SERVER:-https://acme-v02.api.letsencrypt.org/directory}" \
    --config-dir "$home" --work-dir "$work" --logs-dir "$work"
for domain in $name; do set -- "$@" --domain "$domain"; done
if [ -n "${ACME_EMAIL:-}" ]; then set -- "$@" --email "$ACME_EMAIL"; else set -- "$@" --register-unsafely-without-email; fi

while :; do
    # Twice a day, as the authority asks for; after a failure hourly, under its limit of failed tries.
    # What is laid out for it must be readable by nginx's workers; certbot closes the keys itself.
    if (umask 022 && certbot "$@"); then pause=43200; else pause=3600; fi
    [ -z "${ACME_ONCE:-}" ] || exit 0
    sleep "$pause" &
    wait $!
done
