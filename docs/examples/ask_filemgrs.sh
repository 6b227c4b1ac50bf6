#!/bin/bash
# Asks all of a project's Apache OODT file managers as one, wherever they are, for real:
#
#   docs/examples/ask_filemgrs.sh ORCH FILEMGR_TARBALL
#
# ORCH is bin/orch of an installation, FILEMGR_TARBALL cas-filemgr 1.0 as Maven Central has it
# (org.apache.oodt:cas-filemgr:1.0:tar.gz:dist). Needs curl, ip and unshare. Everything runs in a
# directory of its own and, since file managers listen on all interfaces, in a network of its own.
set -euo pipefail

[ $# = 2 ] || { echo "usage: ask_filemgrs.sh ORCH FILEMGR_TARBALL" >&2; exit 2; }
orch=$(readlink -f "$1") tarball=$(readlink -f "$2")
if [ -z "${ALONE:-}" ]; then
  ALONE=1 exec unshare --map-root-user --net "$0" "$orch" "$tarball"
fi
ip link set lo up
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$work"' EXIT
cd "$work"

say() { printf '\n== %s\n' "$*"; }
show() { printf '$ %s\n' "$*"; "$@"; }

# The client: who is live and where is asked of orch each time, so nothing is configured twice. One
# that does not answer is named, and keeps nobody from the answers of the others.
ask_all() {
  "$orch" instances --component file-mgr "$@" -o json |
    sed -n 's/.*"rpc" : "\([^"]*\)".*/\1/p' |
    while read -r endpoint; do
      curl -sf -m 5 -H 'Content-Type: text/xml' "http://$endpoint/" -d \
        '<?xml version="1.0"?><methodCall><methodName>filemgr.getProductTypes</methodName></methodCall>' |
        tr -d '\n' | sed -n 's:.*<name>description</name><value>\([^<]*\)</value>.*:\1\n:p' |
        sed "s|^|$endpoint: |" || echo "$endpoint does not answer"
    done
}

# Waits until the answers of all are so many lines with this text.
await_answers() {
  for _ in $(seq 300); do
    [ "$(ask_all | grep -c "$2")" != "$1" ] || { ask_all; return; }
    sleep 0.2
  done
  echo "expected $1 answers: $2" >&2
  ask_all >&2
  exit 1
}

# How a file manager is started in its home; OODT replaces [FILEMGR_HOME] by the variable.
cat >serve.sh <<'EOF'
#!/bin/sh
FILEMGR_HOME=$PWD
export FILEMGR_HOME
mkdir -p logs && cd bin || exit
exec java -cp "$FILEMGR_HOME/lib/*" \
  -Djava.util.logging.config.file="$FILEMGR_HOME/etc/logging.properties" \
  -Dorg.apache.oodt.cas.filemgr.properties="$FILEMGR_HOME/etc/filemgr.properties" \
  org.apache.oodt.cas.filemgr.system.XmlRpcFileManager --portNum "$1" 2>/dev/null
EOF
chmod +x serve.sh

say "The configuration of file managers is published"
mkdir one
tar xzf "$tarball" -C one --strip-components 1 2>/dev/null
cp -r one two
sed -i -e 's|^\(.*repositorymgr.dirs=\).*|\1file://[FILEMGR_HOME]/policy/core|' \
  -e 's|^\(.*validation.dirs=\).*|\1file://[FILEMGR_HOME]/policy/core|' \
  -e 's|^\(.*lucene.idxPath=\).*|\1[FILEMGR_HOME]/catalog|' \
  -e 's|^\(.*mime.type.repository=\).*|\1[FILEMGR_HOME]/etc/mime-types.xml|' one/etc/filemgr.properties
"$orch" import home one --like 'etc/**' --like 'policy/**' --to weather/file-mgr
rm -r one/etc one/policy two/etc two/policy
"$orch" server --data zk --port 2181 >server.log 2>&1 &
export ORCH_ZK_CONNECT=127.0.0.1:2181 ORCH_PROJECT=weather
until grep -q 127.0.0.1:2181 server.log; do sleep 0.2; done
show "$orch" publish weather -m "As installed"

say "Two file managers run, each with an agent that says where it is reached"
"$orch" agent -c file-mgr -i fm-1 --home one --label rack=a --endpoint rpc=127.0.0.1:9001 \
  -- "$work/serve.sh" 9001 >one.log 2>&1 &
"$orch" agent -c file-mgr -i fm-2 --home two --label rack=b --endpoint rpc=127.0.0.1:9002 \
  -- "$work/serve.sh" 9002 >two.log 2>&1 &
second=$!
await_answers 2 "The default product type for any kind of file."
show "$orch" instances --component file-mgr

say "One of them is asked by its label"
ask_all --label rack=b

say "A new policy is published; all answer with it"
sed -i 's|The default product type for any kind of file.|Files of the weather project.|' \
  weather/file-mgr/policy/core/product-types.xml
show "$orch" publish weather -m "Say whose files they are"
await_answers 2 "Files of the weather project."

say "One is stopped: the client asks the other, and need not be told"
kill $second
wait $second || true
await_answers 1 "Files of the weather project."
show "$orch" instances --component file-mgr
say "All file managers were asked as one"
