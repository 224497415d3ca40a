#!/usr/bin/env bash
# tests/test_api_booked.sh https://example.domain/zdrav/booked: posts test-booked.json, which may be edited.
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec "$here/post.sh" "$0" "$here/test-booked.json" "$@"
