/// `./plumbline bench`: named benchmarks, each on its own stack.
@NullMarked
package io.plumbline.bench;

import org.jspecify.annotations.NullMarked;
