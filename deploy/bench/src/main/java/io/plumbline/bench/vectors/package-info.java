/// Compares statistics with reference implementations.
@NullMarked
package io.plumbline.bench.vectors;

import org.jspecify.annotations.NullMarked;
