/// The calls of a day, on which the guards should cost little.
@NullMarked
package io.plumbline.bench.mix;

import org.jspecify.annotations.NullMarked;
