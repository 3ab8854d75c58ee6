/// Budgets: spending limits for sets of calls, and the ledger that enforces them across replicas.
@NullMarked
package io.plumbline.gateway.budget;

import org.jspecify.annotations.NullMarked;
