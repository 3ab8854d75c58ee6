/// Runs of harm measurements.
@NullMarked
package io.plumbline.eval.harm.run;

import org.jspecify.annotations.NullMarked;
