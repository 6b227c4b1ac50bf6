/** An S3 server for tests. */
@NullMarked
package dev.orch.stores.testing;

import org.jspecify.annotations.NullMarked;
