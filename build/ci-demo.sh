#!/usr/bin/env bash
# Runs the README's run command until the cloud answers, tries one of the commands that it prints, and ends it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$(mktemp -d)
demo=
finish() {
  if [[ -n $demo ]] && kill -0 "$demo" 2>/dev/null; then
    kill -TERM "$demo"
    wait "$demo" || true
  fi
  rm -rf "$folder"
}
trap finish EXIT

./medseal demo --port 0 --data "$folder/demo" >"$folder/out" 2>&1 &
demo=$!

for _ in $(seq 600); do
  if grep -q 'Ctrl-C' "$folder/out"; then
    break
  fi
  if ! kill -0 "$demo" 2>/dev/null; then
    cat "$folder/out"
    echo "the demo ended before it was ready" >&2
    exit 1
  fi
  sleep 1
done
cat "$folder/out"

# Into files first: a reader that has seen enough would end whoever still writes to it, and with it this script.
grep -oE 'http://127\.0\.0\.1:[0-9]+' "$folder/out" >"$folder/addresses"
read -r address <"$folder/addresses"
curl --fail --silent --show-error "$address/api/v1/service"
echo
curl --fail --silent --show-error --output "$folder/page" "$address/"
grep -q 'id="root"' "$folder/page"
echo "the demo's cloud and portal answer at $address"
