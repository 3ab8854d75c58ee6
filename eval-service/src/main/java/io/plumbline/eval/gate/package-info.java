/// Runs of a suite against a candidate, and their verdicts.
@NullMarked
package io.plumbline.eval.gate;

import org.jspecify.annotations.NullMarked;
