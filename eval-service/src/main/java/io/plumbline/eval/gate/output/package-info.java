/// Outputs of systems that were called elsewhere, sent for a gate to evaluate.
@NullMarked
package io.plumbline.eval.gate.output;

import org.jspecify.annotations.NullMarked;
