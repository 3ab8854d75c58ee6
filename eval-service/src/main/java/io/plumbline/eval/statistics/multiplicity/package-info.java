/// Error rates of several tests together, and of one test repeated.
@NullMarked
package io.plumbline.eval.statistics.multiplicity;

import org.jspecify.annotations.NullMarked;
