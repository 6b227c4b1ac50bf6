#!/bin/sh
# Stops and submits a streaming job on YARN that is known by its application tag. Either may be
# called again: stop when nothing runs does nothing, start when it runs does nothing.
#
#   streaming.sh start|stop
#
# Settings are in etc/streaming.conf of the home, lines of NAME=VALUE:
#   TAG           the application tag, one for each job: letters, digits, - and _
#   SUBMIT        what spark-submit gets behind the options that are set here
#   STOP_SECONDS  how long it may take to end once it is asked to (180)
#   RUN_HOURS     YARN ends it after so many hours (none)
#   TRIES         how often YARN starts its driver anew (3)
set -eu

conf=etc/streaming.conf
[ -r "$conf" ] || { echo "expected $conf in the home $(pwd)" >&2; exit 2; }
value() { sed -n "s/^$1=//p" "$conf" | tail -n 1; }
tag=$(value TAG)
stop_seconds=$(value STOP_SECONDS)
run_hours=$(value RUN_HOURS)
tries=$(value TRIES)
case $tag in
  '' | *[!A-Za-z0-9_-]*) echo "TAG in $conf: expected letters, digits, - and _, found '$tag'" >&2; exit 2 ;;
esac

# Hadoop's own patience is a quarter of an hour, longer than orch gives this script.
ask() {
  yarn application -Dyarn.resourcemanager.connect.max-wait.ms=20000 \
    -Dyarn.resourcemanager.connect.retry-interval.ms=5000 "$@"
}

# Puts the ids of what runs under the tag, or is about to, into ids; ends where YARN does not
# answer, because "nothing runs" would be submitted a second time.
look() {
  list=$(ask -list -appTags "$tag" \
    -appStates NEW,NEW_SAVING,SUBMITTED,ACCEPTED,RUNNING) || {
    echo "YARN does not say what runs under the tag $tag" >&2
    exit 1
  }
  ids=$(printf '%s\n' "$list" | awk '$1 ~ /^application_/ { print $1 }')
}

stop() {
  look
  for id in $ids; do
    echo "stopping $id"
    ask -kill "$id"
  done
  left=${stop_seconds:-180}
  look
  while [ -n "$ids" ]; do
    [ "$left" -gt 0 ] || { echo "still there: $ids" >&2; exit 1; }
    sleep 2
    left=$((left - 2))
    look
  done
}

start() {
  look
  if [ -n "$ids" ]; then
    echo "runs already: $ids"
    return
  fi
  set -- --master yarn --deploy-mode cluster \
    --conf spark.yarn.submit.waitAppCompletion=false \
    --conf "spark.yarn.tags=$tag" \
    --conf "spark.yarn.maxAppAttempts=${tries:-3}" \
    --conf spark.yarn.am.attemptFailuresValidityInterval=1h
  # Word by word, as it is written.
  # shellcheck disable=SC2046
  spark-submit "$@" $(value SUBMIT)
  look
  [ -n "$ids" ] || { echo "submitted, but YARN has nothing of the tag $tag" >&2; exit 1; }
  if [ -n "$run_hours" ]; then
    for id in $ids; do
      ask -appId "$id" -updateLifetime $((run_hours * 3600))
    done
  fi
  echo "started $ids"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) echo "usage: streaming.sh start|stop" >&2; exit 2 ;;
esac
