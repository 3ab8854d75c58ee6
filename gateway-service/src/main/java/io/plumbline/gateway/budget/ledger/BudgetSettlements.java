package io.plumbline.gateway.budget.ledger;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.budget.BudgetAuditAction;
import io.plumbline.gateway.budget.Usd;
import io.plumbline.gateway.scope.ScopeMembers;
import io.plumbline.kit.security.Caller;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes charges into the ledger: leased money becomes spent. Rows are locked in the order of their keys, and
/// the rows of the periods before those of the leases.
@Component
public final class BudgetSettlements {

    static final UUID NOBODY = new UUID(0, 0);

    private static final int[] THRESHOLDS = {80, 100};
    private static final int PERCENT = 100;

    private final JdbcClient jdbc;
    private final Leases leases;
    private final UuidV7 ids;

    BudgetSettlements(JdbcClient jdbc, Leases leases, UuidV7 ids) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.ids = ids;
    }

    /// Starts settling calls.
    ///
    /// @param charges of each call; calls without charges may be absent
    public Settlement begin(Map<UUID, List<BudgetCharge>> charges) {
        TreeSet<LeaseKey> keys = new TreeSet<>();
        charges.values()
                .forEach(ofCall -> ofCall.stream().filter(this::isOwn).forEach(charge -> keys.add(charge.key())));
        List<Lease> touched = keys.stream().map(leases::of).toList();
        return new Settlement(charges, this, touched);
    }

    boolean isOwn(BudgetCharge charge) {
        return leases.run().equals(charge.holder());
    }

    /// @return whether this replica held something for the call until now
    boolean forget(UUID call) {
        return leases.uncharged().remove(call);
    }

    /// Releases the leases of earlier runs of this replica, once all their records are in the ledger.
    public void releaseEarlierRuns() {
        leases.releaseEarlierRuns();
    }

    /// @param sums the amounts to charge by lease holder, or without lease ([#NOBODY])
    /// @param events receives the thresholds reached
    /// @return what this run has leased afterwards
    Map<LeaseKey, Long> write(SortedMap<LeaseKey, Map<UUID, Long>> sums, List<AuditEvent> events) {
        Map<LeaseKey, Period> periods = new HashMap<>();
        sums.keySet().forEach(key -> lock(key).ifPresent(period -> periods.put(key, period)));
        Map<LeaseKey, Long> own = new HashMap<>();
        sums.forEach((key, holders) -> {
            Period period = periods.get(key);
            if (period != null) {
                charge(key, period, holders, own, events);
            }
        });
        return own;
    }

    /// A locked row of the ledger.
    private record Period(String team, BigDecimal amountUsd, BigDecimal spentUsd, int alertedPercent) {}

    /// Returns empty if the budget no longer exists.
    private Optional<Period> lock(LeaseKey key) {
        LedgerRows.make(jdbc, key);
        return jdbc.sql("""
                        select budget.team, amount_usd, spent_usd, alerted_percent
                        from budget_period join budget on name = budget
                        where budget = ? and starts_at = ? and member = ?
                        for update of budget_period
                        """)
                .params(key.columns())
                .query((row, _) -> new Period(
                        row.getString("team"),
                        row.getBigDecimal("amount_usd"),
                        row.getBigDecimal("spent_usd"),
                        row.getInt("alerted_percent")))
                .optional();
    }

    private void charge(
            LeaseKey key, Period period, Map<UUID, Long> holders, Map<LeaseKey, Long> own, List<AuditEvent> events) {
        long spent = 0;
        long fromLeases = 0;
        for (UUID holder : new TreeSet<>(holders.keySet())) {
            long amount = holders.getOrDefault(holder, 0L);
            spent += amount;
            if (!holder.equals(NOBODY)) {
                long leased = LedgerRows.leased(jdbc, key, holder);
                long taken = Math.min(leased, amount);
                fromLeases += taken;
                if (taken > 0) {
                    LedgerRows.take(jdbc, key, holder, taken);
                }
                if (holder.equals(leases.run())) {
                    own.put(key, leased - taken);
                }
            }
        }
        int alerted = alert(key, period, period.spentUsd().add(Usd.dollars(spent)), events);
        jdbc.sql("""
                        update budget_period
                        set spent_usd = spent_usd + ?, leased_usd = leased_usd - ?, alerted_percent = ?
                        where budget = ? and starts_at = ? and member = ?
                        """)
                .params(
                        Usd.dollars(spent),
                        Usd.dollars(fromLeases),
                        alerted,
                        key.budget(),
                        Timestamp.from(key.startsAt()),
                        key.member())
                .update();
    }

    /// Reports the highest threshold that is reached and not yet reported.
    private int alert(LeaseKey key, Period period, BigDecimal spentUsd, List<AuditEvent> events) {
        int reached = period.alertedPercent();
        for (int threshold : THRESHOLDS) {
            BigDecimal line =
                    period.amountUsd().multiply(BigDecimal.valueOf(threshold)).divide(BigDecimal.valueOf(PERCENT));
            if (threshold > period.alertedPercent() && spentUsd.compareTo(line) >= 0) {
                reached = threshold;
            }
        }
        if (reached > period.alertedPercent()) {
            events.add(event(key, period, spentUsd, reached));
        }
        return reached;
    }

    private AuditEvent event(LeaseKey key, Period period, BigDecimal spentUsd, int threshold) {
        String team = period.team().equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : period.team();
        return AuditEvent.builder(ids.next())
                .service("gateway")
                .team(team)
                .actor(new Actor("service", "gateway-service"))
                .action(BudgetAuditAction.THRESHOLD_REACHED.code())
                .resource(new Resource("budget", key.budget()))
                .outcome(Outcome.SUCCESS)
                .subjects(ScopeMembers.isUser(key.member()) ? List.of(key.member()) : List.of())
                .attributes(Map.of(
                        "thresholdPercent", threshold,
                        "amountUsd", period.amountUsd().stripTrailingZeros().toPlainString(),
                        "spentUsd", spentUsd.stripTrailingZeros().toPlainString(),
                        "periodStart", key.startsAt().toString()))
                .build();
    }
}
