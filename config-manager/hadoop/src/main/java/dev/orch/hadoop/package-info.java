/** Trees, directories and small shared documents on whatever Hadoop's FileSystem reaches. */
@NullMarked
package dev.orch.hadoop;

import org.jspecify.annotations.NullMarked;
