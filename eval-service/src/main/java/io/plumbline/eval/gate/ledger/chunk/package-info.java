/// The chunks of a run, and the concurrent calls that each replica may make.
@NullMarked
package io.plumbline.eval.gate.ledger.chunk;

import org.jspecify.annotations.NullMarked;
