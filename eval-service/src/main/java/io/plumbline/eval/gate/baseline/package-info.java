/// Baselines: requested, and approved by another person.
@NullMarked
package io.plumbline.eval.gate.baseline;

import org.jspecify.annotations.NullMarked;
