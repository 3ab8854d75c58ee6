/// Item by item comparison of candidate and baseline for people.
@NullMarked
package io.plumbline.eval.gate.comparison;

import org.jspecify.annotations.NullMarked;
