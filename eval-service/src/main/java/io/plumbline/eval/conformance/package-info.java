/// Compares statistics with the numbers of reference implementations.
@NullMarked
package io.plumbline.eval.conformance;

import org.jspecify.annotations.NullMarked;
