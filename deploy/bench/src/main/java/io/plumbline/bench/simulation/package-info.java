/// Gates on simulated systems with known truth: the error rates of verdicts.
@NullMarked
package io.plumbline.bench.simulation;

import org.jspecify.annotations.NullMarked;
