/**
 * The documents that the engine keeps in {@code .orch}, and their format. Only for the engine.
 *
 * <p>All are UTF-8 text of lines ended by U+000A. The first line names the format; the last is
 * {@code seal} and the SHA-256 of all before it, so that a torn or changed document is recognised.
 * Fields in a line are separated by one blank; a path or free text is always the last field. In
 * free text, backslash and newline are written {@code \\} and {@code \n}.
 */
@NullMarked
package dev.orch.engine.state;

import org.jspecify.annotations.NullMarked;
