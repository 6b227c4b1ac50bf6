#!/bin/sh
# Stands in for a crawler: says what it is configured to do, then waits to be told to end.

setting() {
  sed -n "s/^crawler\.$1 *= *//p" etc/crawler.properties
}

nap=
trap 'kill "$nap" 2>/dev/null; exit 0' TERM INT

echo "ingest-jobs (pid $$): fetching from $(setting sources) every $(setting interval)," \
  "$(setting pool) at a time"
sleep 3600 &
nap=$!
wait "$nap"
