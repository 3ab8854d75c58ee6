/// The tasks of benchmarks: what is asked, and how answers are scored.
@NullMarked
package io.plumbline.eval.benchmark.task;

import org.jspecify.annotations.NullMarked;
