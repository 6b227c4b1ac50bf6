#!/bin/sh
# Tries the component spark-streaming with real programs: a YARN of one node, Spark, and orch, which
# stops and submits a job when one of its files changes. See README.md.
#
#   docs/examples/spark-on-yarn/try.sh [orch]
#
# Without an argument, the orch of this clone, built if need be.
set -eu

here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$here/../../.." && pwd -P)
orch=${1:-$root/orch}
work=$(mktemp -d)
yarn_pid=
end() {
  [ -z "$yarn_pid" ] || kill "$yarn_pid" 2>/dev/null || :
  exec 3>&- || :
}
trap end EXIT
trap 'exit 130' INT TERM

say() { echo "== $*" >&2; }

# Waits until a command succeeds; the first argument says for what, the second how many seconds.
await() {
  what=$1
  left=$2
  shift 2
  until "$@"; do
    [ "$left" -gt 0 ] || { echo "waited in vain: $what; see $work" >&2; exit 1; }
    sleep 1
    left=$((left - 1))
  done
}

say "fetching YARN and Spark, some 300 MB the first time"
(cd "$root" && ./mvnw -B -q -pl config-oozie/testing process-classes)
"$root/mvnw" -B -q -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$work/spark.cp"
mkdir "$work/conf" "$work/bin" "$work/jars" "$work/yarn" "$work/classes" "$work/tree" "$work/home"
tr ':' '\n' <"$work/spark.cp" | while read -r jar; do ln -s "$jar" "$work/jars/"; done
junit=$(tr ':' '\n' <"$work/spark.cp" | grep -E '/(junit|hamcrest)' | paste -s -d : -)
servers=$(cat "$root/config-oozie/testing/target/classes/dev/orch/oozie/testing/server.classpath")
hadoop=$servers:$junit

say "starting YARN"
javac -proc:none -d "$work/yarn" -cp "$hadoop" "$here/MiniYarn.java"
mkfifo "$work/stdin"
(
  cd "$work"
  exec java -Xmx512m --add-opens java.base/java.lang=ALL-UNNAMED -Djava.io.tmpdir="$work" \
    -cp "$work/yarn:$hadoop" MiniYarn "$work/conf" <"$work/stdin" >"$work/yarn.log" 2>&1
) &
yarn_pid=$!
# It ends when this ends, however that is.
exec 3>"$work/stdin"
await "YARN" 120 test -e "$work/conf/ready"

# What a distribution has as bin/yarn and bin/spark-submit.
cat >"$work/bin/yarn" <<END
#!/bin/sh
exec java -Xmx128m -cp "$work/conf:$hadoop" org.apache.hadoop.yarn.client.cli.ApplicationCLI "\$@"
END
cat >"$work/bin/spark-submit" <<END
#!/bin/sh
export HADOOP_CONF_DIR="$work/conf" SPARK_HOME="$work"
exec java -Xmx256m -cp "$work/conf:$work/jars/*" org.apache.spark.deploy.SparkSubmit "\$@"
END
chmod +x "$work/bin/yarn" "$work/bin/spark-submit"
PATH=$work/bin:$PATH
export PATH

say "making the component"
cp -R "$root/docs/examples/spark-streaming/." "$work/tree"
mkdir "$work/tree/lib"
javac -proc:none -d "$work/classes" -cp "$(cat "$work/spark.cp")" "$here/Observations.java"
jar cf "$work/tree/lib/observations.jar" -C "$work/classes" .
echo "station=first" >"$work/tree/etc/observations.properties"
cat >"$work/tree/etc/streaming.conf" <<END
TAG=weather-observations
SUBMIT=--class Observations --conf spark.yarn.jars=local:$work/jars/* --conf spark.driver.memory=512m --conf spark.executor.memory=512m --conf spark.executor.instances=1 --conf spark.ui.enabled=false --files etc/observations.properties lib/observations.jar $work/seen observations.properties
RUN_HOURS=168
END

running() {
  yarn application -list -appTags weather-observations -appStates RUNNING 2>/dev/null |
    awk '$1 ~ /^application_/ { print $1 }'
}
sees() { grep -q "2 station=$1\$" "$work/seen" 2>/dev/null; }

say "first apply: nothing to stop, one job is submitted"
"$orch" apply "$work/tree" --home "$work/home"
await "the job with the first settings" 300 sees first
first=$(running)

say "one file changes: the job is stopped, and submitted again"
echo "station=second" >"$work/tree/etc/observations.properties"
"$orch" apply "$work/tree" --home "$work/home"
await "the job with the second settings" 300 sees second
second=$(running)
[ "$(echo "$second" | wc -l)" -eq 1 ] || { echo "expected one job, found: $second" >&2; exit 1; }
[ "$first" != "$second" ] || { echo "expected another job than $first" >&2; exit 1; }
# Lines of the first one behind one of the second would be two that ran at once.
awk '{ print $1 }' "$work/seen" | uniq | sort | uniq -d | grep . &&
  { echo "two jobs ran at once; see $work/seen" >&2; exit 1; }

say "nothing changes: nothing is stopped"
"$orch" apply "$work/tree" --home "$work/home"
[ "$(running)" = "$second" ] || { echo "expected $second still" >&2; exit 1; }

say "stopping it"
(cd "$work/home" && bin/streaming.sh stop && bin/streaming.sh stop)
[ -z "$(running)" ] || { echo "expected no job, found: $(running)" >&2; exit 1; }
say "all as it should be: $first, then $second"
exec 3>&-
wait "$yarn_pid" || :
yarn_pid=
rm -rf "$work"
