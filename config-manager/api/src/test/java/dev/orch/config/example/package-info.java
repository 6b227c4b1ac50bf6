/** The application that {@code docs/embedding.md} shows. */
@NullMarked
package dev.orch.config.example;

import org.jspecify.annotations.NullMarked;
