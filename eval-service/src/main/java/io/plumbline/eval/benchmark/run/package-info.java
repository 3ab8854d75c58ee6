/// Runs of benchmarks.
@NullMarked
package io.plumbline.eval.benchmark.run;

import org.jspecify.annotations.NullMarked;
