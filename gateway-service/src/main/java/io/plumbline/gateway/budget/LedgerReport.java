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

/// Says what is spent and leased, to those who may see the budget. A lease that has expired is its holder's until it is
/// taken back.
@Repository
class LedgerReport {

    private final JdbcClient jdbc;

    LedgerReport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// By the budget's name; a budget of which nothing has been spent or leased is absent.
    ///
    /// @param startsAt beginning of the period of the budget at the same place
    /// @param members whose share of it is meant; null for all together
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
