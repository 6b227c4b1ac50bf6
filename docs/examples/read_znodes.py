#!/usr/bin/env python3
"""Reads one component's live files from ZooKeeper, without orch.

    read_znodes.py CONNECT PROJECT COMPONENT DIRECTORY

Needs kazoo (Debian: python3-kazoo). Every file is checked against its SHA-256,
and the manifest against the digest that head names, before anything is written:
what lands in DIRECTORY is one revision, or nothing.
"""
import hashlib
import json
import os
import sys

from kazoo.client import KazooClient


def read_manifest(get, where):
    """The manifest's spec and files; a large one is cut into shards."""
    manifest = get(where)
    files = manifest.get("files")
    if files is None:
        files = [file for shard in manifest["shards"] for file in get(shard["at"])["files"]]
    return manifest["spec"], sorted(files, key=lambda file: file["path"])


def digest_of(spec, files):
    """The digest as the class Manifest describes it: SHA-256 over lines of UTF-8."""
    lines = ["orch component 1"]
    for key in sorted(spec):
        value = spec[key].replace("\\", "\\\\").replace("\n", "\\n")
        lines.append(f"spec {key}={value}")
    for file in files:
        kind = "p" if file["kind"] == "properties" else "c"
        mode = "x" if file.get("executable") else "-"
        lines.append(f"file {kind} {mode} {file['sha256']} {file['size']} {file['path']}")
    return hashlib.sha256("".join(line + "\n" for line in lines).encode("utf-8")).hexdigest()


def read_bytes(zk, root, file):
    """The bytes are in the znode itself, or below it in parts."""
    at = f"{root}/{file['at']}"
    part_size = file.get("partSize", 0)
    if part_size == 0:
        return zk.get(at)[0]
    parts = -(-file["size"] // part_size)
    return b"".join(zk.get(f"{at}/.orch:{part:05d}")[0] for part in range(parts))


def main(connect, project, component, directory):
    zk = KazooClient(hosts=connect)
    zk.start(timeout=10)
    try:
        root = f"/orch/projects/{project}"

        def get(where):
            document = json.loads(zk.get(f"{root}/{where}")[0])
            if document["format"] != 1 or document.get("requires"):
                sys.exit(f"{where}: a format that this program does not know")
            return document

        head = get("head")
        wanted = head["components"][component]
        spec, files = read_manifest(get, wanted["manifest"])
        if digest_of(spec, files) != wanted["digest"]:
            sys.exit("the manifest is not the one that head names; a lagging server? try again")
        contents = {}
        for file in files:
            content = read_bytes(zk, root, file)
            if hashlib.sha256(content).hexdigest() != file["sha256"]:
                sys.exit(f"{file['path']}: the bytes are not those of the manifest")
            contents[file["path"]] = content
    finally:
        zk.stop()
        zk.close()
    for file in files:
        path = os.path.join(directory, file["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(contents[file["path"]])
        os.chmod(path, 0o755 if file.get("executable") else 0o644)
    print(f"revision {head['revision']}: {len(files)} files of {component}, {wanted['digest'][:12]}")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
