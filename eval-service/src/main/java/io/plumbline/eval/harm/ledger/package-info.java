/// Stored harm measurements.
@NullMarked
package io.plumbline.eval.harm.ledger;

import org.jspecify.annotations.NullMarked;
