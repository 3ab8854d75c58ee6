/// The results of runs, and their comparison.
@NullMarked
package io.plumbline.eval.benchmark.result;

import org.jspecify.annotations.NullMarked;
