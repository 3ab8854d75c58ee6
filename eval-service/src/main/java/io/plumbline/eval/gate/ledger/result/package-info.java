/// The result of a gate: its checks, its slices, and the evidence for them.
@NullMarked
package io.plumbline.eval.gate.ledger.result;

import org.jspecify.annotations.NullMarked;
