#!/usr/bin/env bash
# Posts a file to the gate and says how it was taken. Used by test_api_booked.sh and test_api_mc.sh.
set -euo pipefail

readonly EXPECTED='{"status":"ok"}'
readonly TIME_LIMIT=20

usage() {
    cat >&2 <<TEXT
Использование: $1 АДРЕС [файл.json]
  $1 https://gate.example.ru/zdrav/…
  GATE_TOKEN=…   токен шлюза, если он задан на сервере
  CURL_OPTS=-k   ключи для curl: например, принять самоподписанный сертификат
Usage: $1 URL [file.json]; GATE_TOKEN and CURL_OPTS as above.
TEXT
    exit 2
}

script=$1 sample=$2
shift 2
[[ $# -ge 1 && $# -le 2 ]] || usage "$script"
url=$1 file=${2:-$sample}
command -v curl >/dev/null || { echo "Нужна программа curl / curl is needed" >&2; exit 2; }
[[ -r $file ]] || { echo "Нет файла / no such file: $file" >&2; exit 2; }

# A process's arguments are everybody's to read, a descriptor's content is not.
authorization() {
    [[ -z ${GATE_TOKEN:-} ]] || printf 'header = "Authorization: Bearer %s"\n' "$GATE_TOKEN"
}

read -ra options <<<"${CURL_OPTS:-}"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
echo "POST ${url%%\?*} ← $file"
if ! code=$(curl --silent --show-error --max-time "$TIME_LIMIT" --config <(authorization) "${options[@]}" \
    --header 'Content-Type: application/json' --data-binary "@$file" \
    --output "$answer" --write-out '%{http_code} %{time_total}' -- "$url"); then
    echo "✗ Ответа нет: адрес, порт, сертификат? / no answer: address, port, certificate?"
    exit 1
fi
body=$(head -c 2000 "$answer")
echo "HTTP ${code% *}, ${code#* } s: $body"
if [[ ${code% *} == 200 && $body == "$EXPECTED" ]]; then
    echo "✓ Принято и записано / taken and stored"
else
    echo "✗ Ожидалось / expected: HTTP 200 $EXPECTED"
    exit 1
fi
