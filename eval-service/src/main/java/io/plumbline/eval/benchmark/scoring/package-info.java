/// From the outcomes of calls to the results of a run.
@NullMarked
package io.plumbline.eval.benchmark.scoring;

import org.jspecify.annotations.NullMarked;
