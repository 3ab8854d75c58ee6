/// The tasks of benchmarks: prompts and scoring.
@NullMarked
package io.plumbline.eval.benchmark.task;

import org.jspecify.annotations.NullMarked;
