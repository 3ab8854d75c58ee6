/// The cost of the guards, measured in this process.
@NullMarked
package io.plumbline.bench.guard;

import org.jspecify.annotations.NullMarked;
