package io.plumbline.gateway.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reports spent and leased amounts to callers who may see the budget. An expired lease counts until it is
/// reclaimed.
@Repository
class LedgerReport {

    private final JdbcClient jdbc;

    LedgerReport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Returns the entries by budget name; without budgets of which nothing is spent or leased.
    ///
    /// @param startsAt beginning of the period of the budget at the same index
    /// @param members whose share of it is queried; null for all together
    @Transactional(readOnly = true)
    public Map<String, LedgerEntry> of(List<String> budgets, List<Instant> startsAt, List<@Nullable String> members) {
        if (budgets.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select budget, starts_at, sum(spent_usd) as spent_usd, sum(
                            (select coalesce(sum(usd), 0) from budget_lease lease
                                where lease.budget = period.budget and lease.starts_at = period.starts_at
                                    and lease.member = period.member)) as leased_usd
                        from unnest(?, ?::timestamptz[], ?) as wanted (budget, starts_at, member)
                        join budget_period period using (budget, starts_at)
                        where wanted.member is null or wanted.member = period.member
                        group by budget, starts_at
                        """)
                .params(
                        budgets.toArray(String[]::new),
                        startsAt.stream().map(Instant::toString).toArray(String[]::new),
                        members.toArray(String[]::new))
                .query((row, _) -> new LedgerEntry(
                        row.getString("budget"),
                        row.getTimestamp("starts_at").toInstant(),
                        row.getBigDecimal("spent_usd"),
                        row.getBigDecimal("leased_usd")))
                .list()
                .stream()
                .collect(Collectors.toMap(LedgerEntry::budget, Function.identity()));
    }
}
