/// The calls of a day, of which the guards are to cost little.
@NullMarked
package io.plumbline.bench.mix;

import org.jspecify.annotations.NullMarked;
