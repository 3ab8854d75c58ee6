/// `bench utility`: the effect of the guards on ordinary texts, in which they have nothing to do.
@NullMarked
package io.plumbline.bench.utility;

import org.jspecify.annotations.NullMarked;
