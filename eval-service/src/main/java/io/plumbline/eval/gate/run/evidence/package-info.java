/// The scored answers behind a verdict: those of the gate, and those of earlier gates with the same question.
@NullMarked
package io.plumbline.eval.gate.run.evidence;

import org.jspecify.annotations.NullMarked;
