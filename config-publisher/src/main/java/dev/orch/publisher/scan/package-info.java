/** From a directory as it is found to components with manifests: ignore, check names, hash. */
@NullMarked
package dev.orch.publisher.scan;

import org.jspecify.annotations.NullMarked;
