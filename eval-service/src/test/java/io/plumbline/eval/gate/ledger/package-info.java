@NullMarked
package io.plumbline.eval.gate.ledger;

import org.jspecify.annotations.NullMarked;
