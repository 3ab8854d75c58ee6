/// What every benchmark uses: the extent of the measurements, and a stack of its own.
@NullMarked
package io.plumbline.bench.harness;

import org.jspecify.annotations.NullMarked;
