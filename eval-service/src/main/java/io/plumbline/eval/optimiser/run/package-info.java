/// Runs of the prompt optimiser.
@NullMarked
package io.plumbline.eval.optimiser.run;

import org.jspecify.annotations.NullMarked;
