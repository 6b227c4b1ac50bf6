@NullMarked
package dev.orch.publisher.projects;

import org.jspecify.annotations.NullMarked;
