/// Audits of dataset versions: duplicates, contradictory labels, phrases that predict an answer, and records
/// that evaluation sets contain as well.
@NullMarked
package io.plumbline.registry.dataset.audit;

import org.jspecify.annotations.NullMarked;
