/**
 * Files and directories below one directory, reached one name at a time and without following
 * links. Only for the engine.
 */
@NullMarked
package dev.orch.engine.fs;

import org.jspecify.annotations.NullMarked;
