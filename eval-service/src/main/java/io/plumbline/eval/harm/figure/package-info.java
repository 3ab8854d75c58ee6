/// Figures of harm measurements, and their limits.
@NullMarked
package io.plumbline.eval.harm.figure;

import org.jspecify.annotations.NullMarked;
