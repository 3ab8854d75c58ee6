package io.plumbline.gateway.budget;

import java.math.BigDecimal;
import java.time.Instant;

/// The ledger's state of a budget in a period.
///
/// @param leasedUsd total of all leases, including expired ones that were not reclaimed
record LedgerEntry(String budget, Instant startsAt, BigDecimal spentUsd, BigDecimal leasedUsd) {

    static LedgerEntry none(String budget, Instant startsAt) {
        return new LedgerEntry(budget, startsAt, BigDecimal.ZERO, BigDecimal.ZERO);
    }
}
