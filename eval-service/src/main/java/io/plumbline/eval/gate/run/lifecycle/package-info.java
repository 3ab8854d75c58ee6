/// A gate from queued to its end, with its result in the registry.
@NullMarked
package io.plumbline.eval.gate.run.lifecycle;

import org.jspecify.annotations.NullMarked;
