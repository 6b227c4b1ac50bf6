/** Keeps picocli from looking for Groovy; see ADR 29. */
@NullMarked
package groovy.lang;

import org.jspecify.annotations.NullMarked;
