/// Gates on simulated systems with known truth: the error rates of verdicts.
@NullMarked
package io.plumbline.eval.gate.simulation;

import org.jspecify.annotations.NullMarked;
