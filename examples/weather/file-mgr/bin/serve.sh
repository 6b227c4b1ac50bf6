#!/bin/sh
# Stands in for a file manager: says what it is configured to do, then waits to be told to end.
# HUP makes it read its policy again.

setting() {
  sed -n "s/^$1 *= *//p" etc/filemgr.properties
}

say() {
  echo "file-mgr (pid $$): $1 on port $(setting filemgr.port)," \
    "$(setting filemgr.catalog) catalogue, $(grep -c '<type ' policy/product-types.xml) product types"
}

nap=
trap 'say "policy read again"' HUP
trap 'kill "$nap" 2>/dev/null; exit 0' TERM INT

say "serving"
while :; do
  sleep 3600 &
  nap=$!
  wait "$nap"
  kill "$nap" 2>/dev/null
done
