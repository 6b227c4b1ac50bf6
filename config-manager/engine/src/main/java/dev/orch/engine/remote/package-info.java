/**
 * Brings homes that are not on this machine to their desired state: each state in a directory of
 * its own, a file {@code current} that names the one to read, and all that is known in one document
 * that nobody overwrites unseen.
 */
@NullMarked
package dev.orch.engine.remote;

import org.jspecify.annotations.NullMarked;
