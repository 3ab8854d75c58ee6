/// `./plumbline bench`: named benchmarks, each on a stack of its own.
@NullMarked
package io.plumbline.bench;

import org.jspecify.annotations.NullMarked;
