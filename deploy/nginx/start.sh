#!/bin/sh
# Makes nginx's configuration from the environment, checks it, and becomes nginx. Runs unchanged in the image
# nginx:stable and, with other directories, beside a Debian's own nginx (docs/handbook.md, "nginx and TLS").
#
# Every value is checked before it gets into the configuration: a wrong one ends the start with one sentence and
# code 78. Afterwards a small loop beside nginx looks whether an address behind a name or a certificate has changed,
# and has nginx read its configuration anew; what does not pass `nginx -t` is left out, and the old one goes on.
set -eu
umask 077

here=$(cd "$(dirname "$0")" && pwd)
# All that is written; a tmpfs in the container, since the rest of its file system is read-only.
run=${NGX_RUN_DIR:-/run/mosty-nginx}
tls=${NGX_TLS_DIR:-/mosty/tls}
nginx=${NGX_PROGRAM:-nginx}
watch=${NGX_WATCH_SECONDS:-5}

die() {
    printf 'nginx: %s\n' "$*" >&2
    exit 78
}

# ── values ───────────────────────────────────────────────────────────────────

# value NAME DEFAULT PATTERN EXAMPLE: exports NAME; PATTERN is an extended regular expression for all of it.
value() {
    eval "value=\${$1:-\$2}"
    case $value in
        *'
'*) die "$1 has more than one line" ;;
    esac
    printf '%s\n' "$value" | grep -Eqx -- "$3" || die "$1 is \"$value\"; it should be like $4"
    export "$1=$value"
}

secret_path() {
    if [ -z "${PBX_PATH:-}" ] && [ -n "${PBX_PATH_FILE:-}" ]; then
        [ -r "$PBX_PATH_FILE" ] || die "PBX_PATH_FILE: $PBX_PATH_FILE cannot be read"
        PBX_PATH=$(cat "$PBX_PATH_FILE")
    fi
    PBX_PATH=${PBX_PATH:-}
    if [ -z "$PBX_PATH" ]; then
        printf 'nginx: neither PBX_PATH nor PBX_PATH_FILE is set: what the PBX tells is not let in\n' >&2
        return
    fi
    # Not `value`: its complaint would show the secret.
    printf '%s' "$PBX_PATH" | grep -Eqx -- '[A-Za-z0-9._~=-]{8,128}' && [ "$(printf '%s' "$PBX_PATH" | wc -l)" -eq 0 ] ||
        die 'PBX_PATH must be 8 to 128 of: letters, digits, . _ ~ = -'
    export PBX_PATH
}

# Quarkus takes 10M, 512k, 1G or bytes, and so does nginx but for the letter B.
body_size() {
    value GATE_MAX_BODY 10M '[1-9][0-9]{0,11}[bBkKmMgG]?' 10M
    export GATE_MAX_BODY="${GATE_MAX_BODY%[bB]}"
}

read_environment() {
    hosts='[A-Za-z0-9.-]+:[0-9]{1,5}'
    path='(/[A-Za-z0-9._~-]+)+'
    value NGX_ADDRESS '*' '\*|[0-9.]+|\[[0-9a-fA-F:]+\]' '* or 127.0.0.1'
    value NGX_PORT 6000 '[0-9]{1,5}' 6000
    value NGX_SERVER_NAME _ '[A-Za-z0-9._*-]+( [A-Za-z0-9._*-]+)*' 'domain.example.ru'
    value KEEPALIVE_TIMEOUT 60 '[0-9]{1,5}(s|m)?' 60
    value APP_INCOMING_BOOKED /zdrav/booked "$path" /zdrav/booked
    value APP_INCOMING_MC /zdrav/mc "$path" /zdrav/mc
    value TLS_MODE '' '(files|selfsigned|acme)?' 'files, selfsigned or acme'
    value NGX_TRUSTED_PROXIES '' '([0-9a-fA-F.:]+(/[0-9]+)?([ ,]+[0-9a-fA-F.:]+(/[0-9]+)?)*)?' 10.0.0.0/8
    value GATE_UPSTREAM gate:8082 "$hosts( +$hosts)*" gate:8082
    value PROXY_UPSTREAM proxy:8081 "$hosts( +$hosts)*" proxy:8081
    value BRIDGE_UPSTREAM telephony:8083 "$hosts( +$hosts)*" telephony:8083
    value BITRIX_UPSTREAM bitrix:8084 "$hosts( +$hosts)*" bitrix:8084
    value ADMIN_UPSTREAM admin:8080 "$hosts( +$hosts)*" admin:8080
    value MIRROR_TARGET '' "(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?($path)?/?)?" https://mirror-domain.example.ru
    value NGX_ACCESS_LOG /dev/stdout '[A-Za-z0-9/._-]+' /dev/stdout
    [ "$APP_INCOMING_BOOKED" != "$APP_INCOMING_MC" ] || die 'APP_INCOMING_MC must differ from APP_INCOMING_BOOKED'
    body_size
    secret_path
}

# The template that NGX_TEMPLATE_CONF means: ours by name, ours by the paths that amo-services' .env has, or a file.
choose_template() {
    asked=${NGX_TEMPLATE_CONF:-plain}
    case $asked in
        plain | nginx.conf.template | */nginx.conf.template | nginx.template.conf | */nginx.template.conf)
            template=$here/plain.conf.template ;;
        mirror | nginx.mirror-template.conf | */nginx.mirror-template.conf)
            template=$here/mirror.conf.template ;;
        /*) template=$asked ;;
        # On the host the folder is ./deploy/nginx, here it is wherever this script lies.
        *) template=$here/${asked#*deploy/nginx/} ;;
    esac
    [ -f "$template" ] || die "NGX_TEMPLATE_CONF is \"$asked\": there is no file $template; own templates lie in deploy/nginx"
    case $template in
        # An .env may name a target and not want the mirror; nobody then asks the DNS for it.
        "$here/plain.conf.template") MIRROR_TARGET='' ;;
        "$here/mirror.conf.template")
            [ -n "$MIRROR_TARGET" ] || die 'NGX_TEMPLATE_CONF asks for the mirror, but MIRROR_TARGET is not set' ;;
    esac
}

# ── the certificate ──────────────────────────────────────────────────────────

# Sets TLS_CERTIFICATE and TLS_KEY. Without a given mode: the files, if there are any.
choose_certificate() {
    files=$tls/files own=$tls/self acme=$tls/acme/live/mosty
    mode=$TLS_MODE
    if [ -z "$mode" ]; then
        if [ -s "$files/fullchain.pem" ]; then mode=files; else mode=selfsigned; fi
    fi
    case $mode in
        files)
            for file in "$files/fullchain.pem" "$files/key.pem"; do
                # A path that is not there becomes an empty directory when Docker mounts it.
                [ -f "$file" ] && [ -s "$file" ] ||
                    die "SSL_FULLCHAIN_FILE and SSL_KEY_FILE must name a certificate and its key: $file is not a file with anything in it"
            done
            TLS_CERTIFICATE=$files/fullchain.pem TLS_KEY=$files/key.pem
            ;;
        acme)
            # Until the first one is issued there must be some certificate, or nginx would not start.
            if [ -s "$acme/fullchain.pem" ] && [ -s "$acme/privkey.pem" ]; then
                TLS_CERTIFICATE=$acme/fullchain.pem TLS_KEY=$acme/privkey.pem
            else
                self_signed
            fi
            ;;
        selfsigned) self_signed ;;
    esac
    export TLS_CERTIFICATE TLS_KEY
}

self_signed() {
    if ! { [ -s "$own/fullchain.pem" ] && [ -s "$own/key.pem" ]; }; then
        # In compose the init container makes it; here for a server without one.
        own=$run/self
        [ -s "$own/fullchain.pem" ] || make_certificate
    fi
    TLS_CERTIFICATE=$own/fullchain.pem TLS_KEY=$own/key.pem
}

make_certificate() {
    command -v openssl >/dev/null || die "there is no certificate in $tls/self, and no openssl to make one"
    mkdir -p "$own"
    name=${NGX_SERVER_NAME%% *}
    [ "$name" != _ ] || name=localhost
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=$name" \
        -addext "subjectAltName=DNS:$name" -keyout "$own/key.pem" -out "$own/fullchain.pem" 2>/dev/null ||
        die 'openssl could not make a self-signed certificate'
}

# Strict-Transport-Security locks people out of a host whose certificate browsers refuse: only when this machine's own
# list of authorities accepts it.
trusted() {
    command -v openssl >/dev/null && openssl verify -untrusted "$TLS_CERTIFICATE" "$TLS_CERTIFICATE" >/dev/null 2>&1
}

# ── addresses ────────────────────────────────────────────────────────────────

# nginx asks the DNS once, at start, and does not start while one name is unknown. So names become addresses here:
# a service that is down takes nothing else with it, and one that comes back elsewhere is found.
addresses() {
    case $1 in
        *[!0-9.]*) ;;
        *) printf '%s\n' "$1" && return ;;
    esac
    found=$(timeout 5 getent ahostsv4 "$1" | sed -n 's/ *STREAM.*//p' | LC_ALL=C sort -u) || found=
    # A DNS that stumbles must not take a service away.
    if [ -n "$found" ]; then
        printf '%s\n' "$found" >"$run/known/$1"
    elif [ -r "$run/known/$1" ]; then
        found=$(cat "$run/known/$1")
    fi
    [ -z "$found" ] || printf '%s\n' "$found"
}

# upstream NAME "host:port …"
upstream() {
    printf 'upstream %s {\n    zone %s 64k;\n' "$1" "$1"
    servers=$(
        for server in $2; do
            addresses "${server%:*}" | while read -r address; do
                # One failure is enough to ask the other replica for a while; a lone server is always asked.
                printf '    server %s:%s max_fails=1 fail_timeout=2s;\n' "$address" "${server##*:}"
            done
        done
    )
    # Nobody answers to that name now: 502 at once.
    printf '%s\n' "${servers:-    server 127.0.0.1:9 down;}"
    printf '    keepalive 32;\n    keepalive_timeout 30s;\n}\n'
}

upstreams() {
    upstream gate "$GATE_UPSTREAM"
    upstream proxy "$PROXY_UPSTREAM"
    upstream bridge "$BRIDGE_UPSTREAM"
    upstream bitrix "$BITRIX_UPSTREAM"
    upstream admin "$ADMIN_UPSTREAM"
    [ -z "$MIRROR_TARGET" ] || upstream mirror "$MIRROR_SERVER"
}

split_mirror_target() {
    MIRROR_SCHEME=${MIRROR_TARGET%%://*}
    rest=${MIRROR_TARGET#*://}
    MIRROR_HOST=${rest%%/*}
    MIRROR_PREFIX=${rest#"$MIRROR_HOST"}
    MIRROR_PREFIX=${MIRROR_PREFIX%/}
    MIRROR_NAME=${MIRROR_HOST%:*}
    MIRROR_SERVER=$MIRROR_HOST
    case $MIRROR_HOST in
        *:*) ;;
        *) if [ "$MIRROR_SCHEME" = https ]; then MIRROR_SERVER=$MIRROR_HOST:443; else MIRROR_SERVER=$MIRROR_HOST:80; fi ;;
    esac
    export MIRROR_SCHEME MIRROR_HOST MIRROR_PREFIX MIRROR_NAME
}

# ── the configuration ────────────────────────────────────────────────────────

names='$NGX_ADDRESS $NGX_PORT $NGX_SERVER_NAME $KEEPALIVE_TIMEOUT $APP_INCOMING_BOOKED $APP_INCOMING_MC $GATE_MAX_BODY
    $PBX_PATH $MIRROR_TARGET $MIRROR_SCHEME $MIRROR_HOST $MIRROR_PREFIX $MIRROR_NAME $NGX_ACCESS_LOG $NGX_ERROR_LOG
    $NGX_RUN_DIR $NGX_WORKERS $TLS_CERTIFICATE $TLS_KEY'

# render DIRECTORY: the whole configuration, in it.
render() {
    rm -rf "$1"
    mkdir -p "$1"
    for snippet in "$here"/snippets/*.conf; do
        envsubst "$names" <"$snippet" >"$1/${snippet##*/}"
    done
    envsubst "$names" <"$template" >"$1/nginx.conf"
    upstreams >"$1/upstreams.conf"
    server_names >"$1/names.conf"
    real_address >"$1/real-address.conf"
    if [ -z "$PBX_PATH" ]; then : >"$1/pbx.conf" && : >"$1/pbx-route.conf"; fi
    hsts=
    if trusted; then hsts='max-age=15552000'; fi
    printf 'map "" $hsts { default "%s"; }\n' "$hsts" >"$1/hsts.conf"
    if [ "$(id -u)" = 0 ]; then printf 'user %s;\n' "$worker" >"$1/user.conf"; else : >"$1/user.conf"; fi
}

# Under which names the pages are shown; bookings and calls come in under any (snippets/page.conf).
server_names() {
    printf 'map $host $stranger {\n    hostnames;\n'
    if [ "$NGX_SERVER_NAME" = _ ]; then
        printf '    default 0;\n'
    else
        printf '    default 1;\n'
        for name in localhost 127.0.0.1 $NGX_SERVER_NAME; do printf '    %s 0;\n' "$name"; done | sort -u
    fi
    printf '}\n'
}

# A balancer in front of us, and it alone, may say who calls.
real_address() {
    [ -n "$NGX_TRUSTED_PROXIES" ] || return 0
    for network in $(printf '%s' "$NGX_TRUSTED_PROXIES" | tr ',' ' '); do printf 'set_real_ip_from %s;\n' "$network"; done
    printf 'real_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n'
}

works() {
    "$nginx" -t -q -e stderr -p "$run" -c "$1/nginx.conf"
}

# What may change while nginx runs. The certificates' content, not their time: a renewal replaces a link's target.
state() {
    choose_certificate
    upstreams
    cat "$TLS_CERTIFICATE" "$TLS_KEY" | cksum
}

# Ends with nginx, which takes this shell's process over.
watch() {
    seen=$(state)
    while sleep "$watch" && kill -0 $$ 2>/dev/null; do
        now=$(state 2>&1) || continue
        [ "$now" != "$seen" ] || continue
        # In a shell of its own: what is wrong now must not end the watch.
        (choose_certificate && render "$run/next") || continue
        if works "$run/next"; then
            rm -rf "$run/last"
            mv "$run/conf" "$run/last"
            mv "$run/next" "$run/conf"
            kill -HUP $$
            printf 'nginx: an address or the certificate has changed; the configuration was read anew\n' >&2
        else
            printf 'nginx: what has changed does not work; the old configuration goes on\n' >&2
        fi
        seen=$now
    done
}

read_environment
choose_template
[ -z "$MIRROR_TARGET" ] || split_mirror_target
mkdir -p "$run/known" "$run/tmp"
# Workers, who are somebody else, pass through to their temporary files; the configuration holds a secret.
chmod 711 "$run" "$run/tmp"
worker=nobody
for user in nginx www-data; do
    if id "$user" >/dev/null 2>&1; then worker=$user && break; fi
done
NGX_RUN_DIR=$run
# The error log of nginx quotes whole request lines, tokens included, from "error" down; the access log has what
# became of each request.
NGX_ERROR_LOG='stderr crit'
NGX_WORKERS=$(nproc 2>/dev/null || echo 2)
[ "$NGX_WORKERS" -le 4 ] || NGX_WORKERS=4
export NGX_RUN_DIR NGX_ERROR_LOG NGX_WORKERS
# Two descriptors for each of 4096 connections, where the limit may be raised.
ulimit -S -n 16384 2>/dev/null || :

choose_certificate
render "$run/conf"
works "$run/conf" || die 'the configuration made from the environment does not work, see above'
[ "${1:-}" != check ] || exit 0
watch &
exec "$nginx" -e stderr -p "$run" -c "$run/conf/nginx.conf"
