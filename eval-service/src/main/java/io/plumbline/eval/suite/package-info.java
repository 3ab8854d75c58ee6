/// What is asked of a candidate, declared and versioned.
@NullMarked
package io.plumbline.eval.suite;

import org.jspecify.annotations.NullMarked;
