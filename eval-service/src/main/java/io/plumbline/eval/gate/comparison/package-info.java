/// Item by item: what the candidate said beside what the baseline said, as people may read it.
@NullMarked
package io.plumbline.eval.gate.comparison;

import org.jspecify.annotations.NullMarked;
