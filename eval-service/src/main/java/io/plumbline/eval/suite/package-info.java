/// Suites: declared and versioned requirements on a candidate.
@NullMarked
package io.plumbline.eval.suite;

import org.jspecify.annotations.NullMarked;
