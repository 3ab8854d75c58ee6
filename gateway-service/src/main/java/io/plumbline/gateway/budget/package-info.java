/// Budgets: what may be spent on whose calls, and the ledger that holds to it across replicas.
@NullMarked
package io.plumbline.gateway.budget;

import org.jspecify.annotations.NullMarked;
