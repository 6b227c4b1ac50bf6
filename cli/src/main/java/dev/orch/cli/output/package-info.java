/** What commands print: text, tables, JSON, progress. */
@NullMarked
package dev.orch.cli.output;

import org.jspecify.annotations.NullMarked;
