@NullMarked
package dev.orch.cli.doctor;

import org.jspecify.annotations.NullMarked;
