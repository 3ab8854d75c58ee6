package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.budget.Usd;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Changes ledger rows, both for leases and for charges, in the current transaction of the worker role.
final class LedgerRows {

    private LedgerRows() {}

    /// Creates the row of the period unless it exists or the budget no longer exists.
    static void make(JdbcClient jdbc, LeaseKey key) {
        jdbc.sql("""
                        insert into budget_period (budget, starts_at, member, team)
                        select name, ?, ?, team from budget where name = ?
                        on conflict do nothing
                        """)
                .params(Timestamp.from(key.startsAt()), key.member(), key.budget())
                .update();
    }

    /// Returns the holder's leased amount in 10⁻¹⁰ dollars and locks its row.
    static long leased(JdbcClient jdbc, LeaseKey key, UUID holder) {
        return jdbc.sql("""
                        select usd from budget_lease where budget = ? and starts_at = ? and member = ? and holder = ?
                        for update
                        """)
                .params(key.budget(), Timestamp.from(key.startsAt()), key.member(), holder)
                .query(BigDecimal.class)
                .optional()
                .map(Usd::of)
                .orElse(0L);
    }

    /// Reduces the holder's leased amount.
    static void take(JdbcClient jdbc, LeaseKey key, UUID holder, long amount) {
        jdbc.sql("""
                        update budget_lease set usd = usd - ?
                        where budget = ? and starts_at = ? and member = ? and holder = ?
                        """)
                .params(Usd.dollars(amount), key.budget(), Timestamp.from(key.startsAt()), key.member(), holder)
                .update();
    }
}
