/// Running gates: calls, scores and results.
@NullMarked
package io.plumbline.eval.gate.run;

import org.jspecify.annotations.NullMarked;
