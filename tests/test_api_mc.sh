#!/usr/bin/env bash
# tests/test_api_mc.sh https://example.domain/zdrav/mc: posts test-mc.json, which may be edited.
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec "$here/post.sh" "$0" "$here/test-mc.json" "$@"
