/// The part of a gate that a judge decides: which answers are judged, and what follows for all.
@NullMarked
package io.plumbline.eval.gate.judging;

import org.jspecify.annotations.NullMarked;
