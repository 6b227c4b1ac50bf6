/** Single steps without server and disk, measured by JMH. */
@NullMarked
package dev.orch.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
