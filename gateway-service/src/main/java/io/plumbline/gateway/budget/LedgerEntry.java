package io.plumbline.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;

/// What the ledger says of a budget in a period.
///
/// @param leasedUsd by leases that have not expired
record LedgerEntry(String budget, Instant startsAt, BigDecimal spentUsd, BigDecimal leasedUsd) {

    static LedgerEntry none(String budget, Instant startsAt) {
        return new LedgerEntry(budget, startsAt, BigDecimal.ZERO, BigDecimal.ZERO);
    }
}
