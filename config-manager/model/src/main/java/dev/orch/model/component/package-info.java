/**
 * What a component is: its files, how it is applied, and what differs between two of its states.
 */
@NullMarked
package dev.orch.model.component;

import org.jspecify.annotations.NullMarked;
