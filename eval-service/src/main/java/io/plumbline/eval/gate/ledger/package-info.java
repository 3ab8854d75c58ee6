/// Gates, what they asked and what was answered: as they are stored.
@NullMarked
package io.plumbline.eval.gate.ledger;

import org.jspecify.annotations.NullMarked;
