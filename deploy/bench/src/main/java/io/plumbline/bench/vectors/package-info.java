/// Compares statistics with the numbers of reference implementations.
@NullMarked
package io.plumbline.bench.vectors;

import org.jspecify.annotations.NullMarked;
