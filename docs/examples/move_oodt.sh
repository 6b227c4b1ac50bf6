#!/bin/bash
# Moves an Apache OODT file manager under orch, for real, and shows that a published value is served:
#
#   docs/examples/move_oodt.sh ORCH FILEMGR_TARBALL
#
# ORCH is bin/orch of an installation, FILEMGR_TARBALL cas-filemgr 1.0 as Maven Central has it
# (org.apache.oodt:cas-filemgr:1.0:tar.gz:dist). Needs curl, ip and unshare. Everything runs in a
# directory of its own and, since the file manager listens on all interfaces, in a network of its own.
set -euo pipefail

[ $# = 2 ] || { echo "usage: move_oodt.sh ORCH FILEMGR_TARBALL" >&2; exit 2; }
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

# The description of the product type that a file manager serves: what it read, not what is on disk.
served() {
  curl -sf -m 5 -H 'Content-Type: text/xml' "http://127.0.0.1:$1/" -d \
    '<?xml version="1.0"?><methodCall><methodName>filemgr.getProductTypes</methodName></methodCall>' |
    tr -d '\n' | sed -n 's:.*<name>description</name><value>\([^<]*\)</value>.*:\1:p'
}

# Waits until a file manager serves this description.
await_served() {
  for _ in $(seq 300); do
    [ "$(served "$1")" != "$2" ] || { echo "port $1 serves: $2"; return; }
    sleep 0.2
  done
  echo "port $1 still serves: $(served "$1")" >&2
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

say "An installation as a site has it, and it serves"
mkdir old
tar xzf "$tarball" -C old --strip-components 1 2>/dev/null
sed -i -e 's|^\(.*repositorymgr.dirs=\).*|\1file://[FILEMGR_HOME]/policy/core|' \
  -e 's|^\(.*validation.dirs=\).*|\1file://[FILEMGR_HOME]/policy/core|' \
  -e 's|^\(.*lucene.idxPath=\).*|\1[FILEMGR_HOME]/catalog|' \
  -e 's|^\(.*mime.type.repository=\).*|\1[FILEMGR_HOME]/etc/mime-types.xml|' old/etc/filemgr.properties
(cd old && exec ../serve.sh 9000) &
await_served 9000 "The default product type for any kind of file."

say "Its configuration becomes a desired tree"
show "$orch" import home old --like 'etc/**' --like 'policy/**' --to weather/file-mgr

say "The tree is published"
"$orch" server --data zk --port 2181 >server.log 2>&1 &
export ORCH_ZK_CONNECT=127.0.0.1:2181 ORCH_PROJECT=weather
until grep -q 127.0.0.1:2181 server.log; do sleep 0.2; done
show "$orch" publish weather -m "As installed"

say "A fresh copy of the program, without configuration, gets it from an agent and is started"
mkdir new
tar xzf "$tarball" -C new --strip-components 1 2>/dev/null
rm -r new/etc new/policy
"$orch" agent --component file-mgr --home new -- "$work/serve.sh" 9001 >agent.log 2>&1 &
await_served 9001 "The default product type for any kind of file."
diff -r old/etc new/etc
diff -r old/policy new/policy
show "$orch" status

say "A policy file is edited and published, and the new value is served"
sed -i 's|The default product type for any kind of file.|Files of the weather project.|' \
  weather/file-mgr/policy/core/product-types.xml
show "$orch" publish weather -m "Say whose files they are"
await_served 9001 "Files of the weather project."
show "$orch" status

say "And back"
show "$orch" rollback --to 1 --yes
await_served 9001 "The default product type for any kind of file."
show "$orch" verify weather || [ $? = 1 ] # the tree on disk has the edited file
say "The file manager was moved"
