/// Red-team campaigns, their probes and answers, as they are stored.
@NullMarked
package io.plumbline.eval.redteam.ledger;

import org.jspecify.annotations.NullMarked;
