/** Tests of what applications embed. */
@NullMarked
package dev.orch.config;

import org.jspecify.annotations.NullMarked;
