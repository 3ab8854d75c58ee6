/// Compares statistics with reference implementations.
@NullMarked
package io.plumbline.eval.conformance;

import org.jspecify.annotations.NullMarked;
