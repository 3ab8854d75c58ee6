/// Gates under way: what is asked of whom, and how they end.
@NullMarked
package io.plumbline.eval.gate.run;

import org.jspecify.annotations.NullMarked;
