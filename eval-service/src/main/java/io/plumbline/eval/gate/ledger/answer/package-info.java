/// The items of a gate, the answers to them, and their scores.
@NullMarked
package io.plumbline.eval.gate.ledger.answer;

import org.jspecify.annotations.NullMarked;
