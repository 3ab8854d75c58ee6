/// The steps of a system from a question to its answer.
@NullMarked
package io.plumbline.eval.trace;

import org.jspecify.annotations.NullMarked;
