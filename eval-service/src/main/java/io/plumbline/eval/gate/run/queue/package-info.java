/// The queue of gates and of their chunks.
@NullMarked
package io.plumbline.eval.gate.run.queue;

import org.jspecify.annotations.NullMarked;
