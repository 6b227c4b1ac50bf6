/**
 * Names, digests and errors that every module speaks of. Nothing here does I/O or starts a thread.
 */
@NullMarked
package dev.orch.model;

import org.jspecify.annotations.NullMarked;
