#!/usr/bin/env bash
# Checks the model of the publishing protocol: the protocol as it is must hold, and without any one
# guard it must fail. Prints a table; see README.md.
#
#   check.sh [--full]             quick set, or everything
#   check.sh name...              only these rows
#   check.sh --story name         the shortest run found that goes wrong, step by step
#
# Exit status: 0 all as expected, or skipped because spin or gcc is missing (it says so); 1 not.
set -u
here=$(cd "$(dirname "$0")" && pwd)
memory_mib=${SPEC_MEMORY_MIB:-5500}
niceness=${SPEC_NICE:-10}

set_wanted=quick
story=
while [ $# -gt 0 ]; do
  case $1 in
    --full) set_wanted=full ;;
    --story) story=${2:?--story needs the name of a row}; shift ;;
    -*) echo "usage: check.sh [--full] | name... | --story name" >&2; exit 2 ;;
    *) break ;;
  esac
  shift
done
wanted=" $* "

for tool in spin gcc; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "SKIPPED check of the publishing model: $tool is not installed (Debian: apt-get install spin gcc)"
    exit 0
  fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$here/publish.pml" .

# set | name | expectation | search | switches
#   sound      no run may go wrong
#   caught     a guard is missing: some run must go wrong
#   redundant  a guard is missing, and the others make up for it: no run goes wrong (README says why)
#   search     all: every state is kept, so exhaustive; hash: only hashes are, and states are missed
rows() {
  local two="-DWRITERS=2 -DKIND0=ANY -DKIND1=ANY"
  local three="-DWRITERS=3 -DKIND0=FULL -DKIND1=DELTA -DKIND2=ROLLBACK"
  local agent="-DAGENTS=1 -DONLY_AGENT"
  cat <<ROWS
quick|one-writer|sound|all|-DWRITERS=1 -DKIND0=ANY -DFAULTS=3 -DLAGS=1
quick|two-writers|sound|all|$two -DFAULTS=1 -DLAGS=0
quick|two-writers-keep-1|sound|all|$two -DFAULTS=1 -DLAGS=0 -DKEEP=1
quick|two-writers-lag|sound|all|$two -DFAULTS=0 -DLAGS=2
quick|two-faults|sound|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=DELTA -DFAULTS=2 -DLAGS=0
quick|prune-then-rollback|sound|all|-DWRITERS=2 -DKIND0=PRUNE_ROLLBACK -DKIND1=ANY -DFAULTS=1 -DLAGS=0 -DKEEP=1
quick|all-victims-first|sound|all|$two -DFAULTS=1 -DLAGS=0 -DALL_VICTIMS_FIRST
quick|three-writers|sound|all|$three -DFAULTS=0 -DLAGS=-1
quick|lock|sound|all|$two -DLOCK -DFAULTS=1 -DLAGS=0
quick|lock-no-fault-succeeds|sound|all|$three -DLOCK -DEXPIRIES=0 -DFAULTS=0 -DLAGS=-1 -DEXPECT_SUCCESS
quick|agent|sound|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=DELTA -DFAULTS=0 -DLAGS=1 -DAGENTS=1 -DKEEP=1
quick|agent-damage|sound|all|-DWRITERS=1 -DFAULTS=0 -DLAGS=0 $agent -DDAMAGE
quick|NO_FENCE_IN_COMMIT|caught|all|$two -DFAULTS=1 -DLAGS=-1 -DNO_FENCE_IN_COMMIT
quick|NO_FENCE_IN_COMMIT+sweep|caught|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=PRUNE -DFAULTS=0 -DLAGS=-1 -DNO_FENCE_IN_COMMIT
quick|NO_FENCE_IN_PRUNE|caught|all|$two -DFAULTS=0 -DLAGS=0 -DKEEP=1 -DNO_FENCE_IN_PRUNE
quick|NO_BUMP_AFTER_LOST_REPLY|caught|all|$two -DFAULTS=1 -DLAGS=-1 -DNO_BUMP_AFTER_LOST_REPLY
quick|VERDICT_BY_READ|caught|all|$two -DFAULTS=1 -DLAGS=1 -DVERDICT_BY_READ
quick|COMMIT_RETRIES|caught|all|$two -DFAULTS=1 -DLAGS=-1 -DCOMMIT_RETRIES
quick|NO_LAST_BATCH_CHECK|caught|all|$two -DFAULTS=1 -DLAGS=-1 -DNO_LAST_BATCH_CHECK
quick|NO_NODE_BEFORE_VERDICT|caught|all|$two -DFAULTS=2 -DLAGS=-1 -DNO_NODE_BEFORE_VERDICT
quick|NO_HEAD_CHECK|caught|all|$two -DFAULTS=0 -DLAGS=0 -DNO_HEAD_CHECK
quick|NO_HEAD_IN_PRUNE|caught|all|$two -DFAULTS=0 -DLAGS=0 -DKEEP=1 -DNO_HEAD_IN_PRUNE
quick|NO_TARGET_CHECK|caught|all|$two -DFAULTS=0 -DLAGS=0 -DNO_TARGET_CHECK
quick|PLAN_FROM_ANY_READ|caught|all|$two -DFAULTS=0 -DLAGS=1 -DKEEP=1 -DPLAN_FROM_ANY_READ
quick|PRUNE_OLDEST_FIRST|caught|all|$two -DFAULTS=0 -DLAGS=-1 -DPRUNE_OLDEST_FIRST
quick|DELETE_BEFORE_UNCOMMIT|caught|all|$two -DFAULTS=0 -DLAGS=-1 -DDELETE_BEFORE_UNCOMMIT
quick|SWEEP_SETS_DATA|caught|all|$two -DFAULTS=1 -DLAGS=-1 -DSWEEP_SETS_DATA
quick|REUSE_PATHS|caught|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=FULL -DFAULTS=2 -DLAGS=0 -DREUSE_PATHS
quick|NO_TOMBSTONE|caught|all|$two -DFAULTS=0 -DLAGS=-1 -DNO_TOMBSTONE
quick|NO_CHECKS_IN_WRITES|caught|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=FULL -DFAULTS=2 -DLAGS=-1 -DKEEP=1 -DNO_FENCE_IN_WRITES -DNO_HEAD_IN_WRITES
quick|NO_LOCK_CHECK|caught|all|$two -DLOCK -DFAULTS=0 -DLAGS=-1 -DNO_LOCK_CHECK
quick|NO_SEEN_CHECK|caught|all|-DWRITERS=1 -DFAULTS=0 -DLAGS=0 $agent -DNO_SEEN_CHECK
quick|NO_DIGEST_CHECK+damage|caught|all|-DWRITERS=1 -DFAULTS=0 -DLAGS=0 $agent -DDAMAGE -DNO_DIGEST_CHECK
quick|NO_DIGEST_CHECK+REUSE_PATHS|caught|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=FULL -DFAULTS=0 -DLAGS=1 $agent -DREUSE_PATHS -DNO_DIGEST_CHECK
quick|NO_FILE_CHECK+damage|caught|all|-DWRITERS=1 -DFAULTS=0 -DLAGS=0 $agent -DDAMAGE -DNO_FILE_CHECK
quick|NO_FENCE_IN_WRITES|redundant|all|$two -DFAULTS=1 -DLAGS=0 -DKEEP=1 -DNO_FENCE_IN_WRITES
quick|NO_HEAD_IN_WRITES|redundant|all|$two -DFAULTS=1 -DLAGS=0 -DKEEP=1 -DNO_HEAD_IN_WRITES
quick|NO_HEAD_IN_COMMIT|redundant|all|$two -DFAULTS=1 -DLAGS=0 -DKEEP=1 -DNO_HEAD_IN_COMMIT
quick|NO_VICTIM_CHECK|redundant|all|$two -DFAULTS=1 -DLAGS=0 -DKEEP=1 -DNO_VICTIM_CHECK
quick|SWEEP_OWN|redundant|all|$two -DFAULTS=1 -DLAGS=0 -DKEEP=1 -DSWEEP_OWN
quick|NO_DIGEST_CHECK|redundant|all|-DWRITERS=1 -DKIND0=ANY -DFAULTS=0 -DLAGS=1 $agent -DNO_DIGEST_CHECK
full|two-writers-2-faults-lag|sound|all|$two -DFAULTS=2 -DLAGS=1
full|two-writers-2-faults-keep-1|sound|all|$two -DFAULTS=2 -DLAGS=0 -DKEEP=1
full|two-writers-3-faults|sound|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=ROLLBACK -DFAULTS=3 -DLAGS=0 -DKEEP=1
full|three-writers-1-fault|sound|all|$three -DFAULTS=1 -DLAGS=0
full|agent-1-fault|sound|all|-DWRITERS=2 -DKIND0=FULL -DKIND1=DELTA -DFAULTS=1 -DLAGS=1 -DAGENTS=1 -DKEEP=1
full|three-writers-2-faults|sound|all|$three -DFAULTS=2 -DLAGS=-1
ROWS
}

build() { # search, switches
  local flags=
  case $1 in
    all) flags=-DCOLLAPSE ;;
    hash) flags=-DHC4 ;;
  esac
  rm -f pan pan.* publish.pml.trail
  # shellcheck disable=SC2086
  spin -a $2 publish.pml >spin.log 2>&1 || return 1
  nice -n "$niceness" gcc -O1 -w -DSAFETY -DMEMLIM="$memory_mib" $flags -o pan pan.c >>spin.log 2>&1
}

# What the first violated assertion means, in words.
meaning() {
  local text
  text=$(grep -m1 '^pan:[0-9]*:' pan.log)
  case $text in
    *'invalid end state'*) echo "deadlock" ;;
    *'lagging||'*) echo "an unknown outcome, though nobody took over" ;;
    *'head==15'*) echo "the live revision lacks a file" ;;
    *'.state!=2'*) echo "a revision that one can go back to lacks a file" ;;
    *disowned*) echo "live, though reported as not committed" ;;
    *'!(everCommitted'*) echo "reported as not committed, but it is live" ;;
    *'everCommitted[(w+2)]'*) echo "reported as committed, but it never was" ;;
    *highest*) echo "head's number does not grow" ;;
    *newer*) echo "a revision within the retention is pruned" ;;
    *lockHolder*) echo "the lock's holder is put out" ;;
    *seen*) echo "an agent goes back to an older revision" ;;
    *content* | *'[a]'*) echo "an agent applies what was never live" ;;
    *) echo "${text:-?}" ;;
  esac
}

if [ -n "$story" ]; then
  line=$(rows | grep -F "|$story|" | head -1)
  [ -n "$line" ] || { echo "no row named $story" >&2; exit 2; }
  switches=${line##*|}
  build all "$switches" || { cat spin.log >&2; exit 1; }
  # Breadth first would be shortest; iterating on the depth bound needs less memory and is short enough.
  nice -n "$niceness" ./pan -m100000 -i >pan.log 2>&1
  [ -f publish.pml.trail ] || { echo "$story: nothing goes wrong"; exit 0; }
  # shellcheck disable=SC2086
  spin -t $switches publish.pml 2>&1 |
    sed -n -e '/assertion violated/q' -e 's/^ *\(.*[^ ]\) *$/\1/' -e 's/  *: /: /' -e '/./p'
  meaning
  exit 0
fi

for name in $wanted; do
  rows | grep -qF "|$name|" || { echo "no row named $name" >&2; exit 2; }
done

printf '%-30s %-9s %-9s %12s %8s  %s\n' check expected search states seconds result
status=0
while IFS='|' read -r set name expected search switches; do
  [ "$set" = quick ] || [ "$set_wanted" = full ] || [ "$wanted" != "  " ] || continue
  [ "$wanted" = "  " ] || [ "${wanted#* "$name" }" != "$wanted" ] || continue
  began=$(date +%s)
  if ! build "$search" "$switches"; then
    cat spin.log >&2
    printf '%-30s %-9s %s\n' "$name" "$expected" "FAILED: does not compile"
    status=1
    continue
  fi
  nice -n "$niceness" ./pan -m100000 >pan.log 2>&1
  states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' pan.log)
  errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' pan.log)
  if [ -z "$errors" ]; then
    result="FAILED: the checker ended without a result: $(tail -1 pan.log)"
  elif [ "$errors" -gt 0 ]; then
    result=$(meaning)
    [ "$expected" = caught ] || result="FAILED: $result"
    grep -q 'assertion violated' pan.log || result="FAILED: $result"
  elif grep -q -e 'Search not completed' -e 'max search depth too small' pan.log; then
    result="FAILED: incomplete, memory or depth was not enough"
  else
    result="no run goes wrong"
    [ "$expected" != caught ] || result="FAILED: not caught"
  fi
  case $result in FAILED*) status=1 ;; esac
  printf '%-30s %-9s %-9s %12s %8s  %s\n' \
    "$name" "$expected" "$search" "${states:--}" "$(($(date +%s) - began))" "$result"
done < <(rows)
exit $status
