/** Manifests as they are stored: whole or in shards, with the places of the bytes. */
@NullMarked
package dev.orch.zookeeper.manifest;

import org.jspecify.annotations.NullMarked;
