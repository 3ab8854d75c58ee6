package io.plumbline.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;

/// What the ledger says of a budget in a period.
///
/// @param leasedUsd by leases, also by those that have expired and nobody has taken back
record LedgerEntry(String budget, Instant startsAt, BigDecimal spentUsd, BigDecimal leasedUsd) {

    static LedgerEntry none(String budget, Instant startsAt) {
        return new LedgerEntry(budget, startsAt, BigDecimal.ZERO, BigDecimal.ZERO);
    }
}
