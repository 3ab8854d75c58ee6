/// The stored state of gates: items, answers, scores and findings.
@NullMarked
package io.plumbline.eval.gate.ledger;

import org.jspecify.annotations.NullMarked;
