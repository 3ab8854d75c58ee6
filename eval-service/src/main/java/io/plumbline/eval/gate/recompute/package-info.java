/// Verdicts recomputed from stored answers.
@NullMarked
package io.plumbline.eval.gate.recompute;

import org.jspecify.annotations.NullMarked;
