/// From answers to scores, checks and the verdict.
@NullMarked
package io.plumbline.eval.gate.verdict;

import org.jspecify.annotations.NullMarked;
