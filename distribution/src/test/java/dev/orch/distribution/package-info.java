/** Tests of the finished tar.gz, from the outside. */
@NullMarked
package dev.orch.distribution;

import org.jspecify.annotations.NullMarked;
