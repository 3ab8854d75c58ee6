/// Tool calls of models, and their comparison with expected calls.
@NullMarked
package io.plumbline.eval.toolcall;

import org.jspecify.annotations.NullMarked;
