/// The judge's part of a gate: sampling, ratings, and estimates for all items.
@NullMarked
package io.plumbline.eval.gate.judging;

import org.jspecify.annotations.NullMarked;
