/// The ledger of budgets: money that replicas lease, calls reserve, and settlements charge.
@NullMarked
package io.plumbline.gateway.budget.ledger;

import org.jspecify.annotations.NullMarked;
