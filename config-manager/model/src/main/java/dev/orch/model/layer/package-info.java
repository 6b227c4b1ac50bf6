/**
 * Layers: a component's files by the project, and over them those for some of its instances.
 *
 * <p>What an instance runs is put together from the layers that concern it, later over earlier,
 * file by file: what all projects share, the component itself, those for its labels, that for
 * itself.
 */
@NullMarked
package dev.orch.model.layer;

import org.jspecify.annotations.NullMarked;
