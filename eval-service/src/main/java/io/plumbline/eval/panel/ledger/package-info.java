/// Panels, their items, annotators and labels in the database.
@NullMarked
package io.plumbline.eval.panel.ledger;

import org.jspecify.annotations.NullMarked;
