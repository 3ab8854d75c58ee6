/// The systems that a gate calls, and the calls.
@NullMarked
package io.plumbline.eval.gate.run.system;

import org.jspecify.annotations.NullMarked;
