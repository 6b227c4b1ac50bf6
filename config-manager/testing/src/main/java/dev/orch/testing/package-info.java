/** Fixtures shared by the tests of the other modules. */
@NullMarked
package dev.orch.testing;

import org.jspecify.annotations.NullMarked;
