package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.budget.Usd;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The leases in the database. Each change first locks the row of the budget's period, and rows are locked in the
/// order of their keys, so that replicas cannot deadlock. Expired leases are reclaimed only after the ledger has
/// answered for a while ([LedgerContact]). Until then, their holder may still renew them.
@Component
class LeaseStore {

    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Duration leaseTime;
    private final LedgerContact contact;

    LeaseStore(JdbcClient jdbc, TransactionTemplate transactions, BudgetProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.leaseTime = properties.leaseTime();
        this.contact = new LedgerContact(leaseTime, System::nanoTime);
    }

    /// The state of the ledger, in 10⁻¹⁰ dollars.
    ///
    /// @param leased to this holder
    /// @param left neither spent nor leased; below 0 if the amount was lowered
    record Balance(long leased, long spent, long left) {}

    /// A holder of leases.
    ///
    /// @param run one run of the replica
    record Holder(UUID run, UUID replica) {}

    /// Leases more, as far as available.
    ///
    /// @param wanted the holder's total need; headroom is added to it
    /// @return empty if the budget no longer exists
    Optional<Balance> grow(LeaseKey key, Holder holder, long wanted) {
        return change(key, holder, state -> {
            long more = Math.max(0, wanted - state.mine());
            long rest = state.left() - more;
            long chunk = rest > 0 ? more + Headroom.of(state.amount(), rest) : more;
            return state.mine() + Math.clamp(chunk, 0, Math.max(0, state.left()));
        });
    }

    /// Returns an amount.
    ///
    /// @return empty if the budget no longer exists
    Optional<Balance> shrink(LeaseKey key, Holder holder, long give) {
        return change(key, holder, state -> Math.max(0, state.mine() - give));
    }

    /// A locked row of the ledger.
    ///
    /// @param left neither spent nor leased
    /// @param mine leased to the holder
    private record State(String team, long amount, long spent, long left, long mine) {}

    /// Computes the holder's new amount.
    private interface Change {
        long newLease(State state);
    }

    private Optional<Balance> change(LeaseKey key, Holder holder, Change change) {
        Optional<Balance> balance = Optional.ofNullable(transactions.execute(_ -> {
            State state = lock(key, holder).orElse(null);
            if (state == null) {
                return null;
            }
            long mine = change.newLease(state);
            write(key, holder, state, mine);
            return new Balance(mine, state.spent(), state.left() - (mine - state.mine()));
        }));
        contact.answered();
        return balance;
    }

    /// Locks the period's row, creates it if it is missing, and reclaims expired leases of others.
    private Optional<State> lock(LeaseKey key, Holder holder) {
        LedgerRows.make(jdbc, key);
        Optional<State> period = jdbc.sql("""
                        select budget.team, amount_usd, spent_usd, leased_usd
                        from budget_period join budget on name = budget
                        where budget = ? and starts_at = ? and member = ?
                        for update of budget_period
                        """)
                .params(key.columns())
                .query((row, _) -> {
                    long amount = Usd.of(row.getBigDecimal("amount_usd"));
                    long spent = Usd.of(row.getBigDecimal("spent_usd"));
                    long leased = Usd.of(row.getBigDecimal("leased_usd"));
                    return new State(row.getString("team"), amount, spent, amount - spent - leased, 0);
                })
                .optional();
        return period.map(state -> {
            long expired = contact.isSteady() ? takeExpired(key, holder) : 0;
            long mine = LedgerRows.leased(jdbc, key, holder.run());
            return new State(state.team(), state.amount(), state.spent(), state.left() + expired, mine);
        });
    }

    private long takeExpired(LeaseKey key, Holder holder) {
        return Usd.of(jdbc.sql("""
                        with expired as (
                            delete from budget_lease
                            where budget = ? and starts_at = ? and member = ? and holder <> ?
                                and expires_at <= clock_timestamp() returning usd)
                        select coalesce(sum(usd), 0) from expired
                        """)
                .params(key.budget(), Timestamp.from(key.startsAt()), key.member(), holder.run())
                .query(BigDecimal.class)
                .single());
    }

    private void write(LeaseKey key, Holder holder, State state, long mine) {
        Timestamp startsAt = Timestamp.from(key.startsAt());
        long left = state.left() - (mine - state.mine());
        jdbc.sql("update budget_period set leased_usd = ? where budget = ? and starts_at = ? and member = ?")
                .params(Usd.dollars(state.amount() - state.spent() - left), key.budget(), startsAt, key.member())
                .update();
        if (mine == 0) {
            jdbc.sql("delete from budget_lease where budget = ? and starts_at = ? and member = ? and holder = ?")
                    .params(key.budget(), startsAt, key.member(), holder.run())
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into budget_lease (budget, starts_at, member, holder, replica, team, usd, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
                        on conflict (budget, starts_at, member, holder)
                        do update set usd = excluded.usd, expires_at = excluded.expires_at
                        """)
                .params(
                        key.budget(),
                        startsAt,
                        key.member(),
                        holder.run(),
                        holder.replica(),
                        state.team(),
                        Usd.dollars(mine),
                        leaseTime.toMillis())
                .update();
    }

    /// Extends all leases of the holder, including expired ones that were not reclaimed.
    ///
    /// @return the existing leases
    Set<LeaseKey> renew(Holder holder) {
        Set<LeaseKey> present = new HashSet<>(jdbc.sql("""
                        with mine as (
                            select budget, starts_at, member, holder from budget_lease
                            where holder = ?
                            order by budget collate "C", starts_at, member collate "C" for update)
                        update budget_lease lease set expires_at = clock_timestamp() + ? * interval '1 millisecond'
                        from mine
                        where lease.budget = mine.budget and lease.starts_at = mine.starts_at
                            and lease.member = mine.member and lease.holder = mine.holder
                        returning lease.budget, lease.starts_at, lease.member
                        """)
                .params(holder.run(), leaseTime.toMillis())
                .query((row, _) -> LeaseKey.of(row))
                .list());
        contact.answered();
        return present;
    }

    /// Reads rows of the ledger without locking them.
    Map<LeaseKey, Balance> look(List<LeaseKey> keys) {
        Map<LeaseKey, Balance> found = new HashMap<>();
        jdbc.sql("""
                        select budget, starts_at, member, amount_usd, spent_usd, leased_usd
                        from unnest(?, ?::timestamptz[], ?) as wanted (budget, starts_at, member)
                        join budget_period using (budget, starts_at, member) join budget on name = budget
                        """)
                .params(
                        keys.stream().map(LeaseKey::budget).toArray(String[]::new),
                        keys.stream().map(key -> key.startsAt().toString()).toArray(String[]::new),
                        keys.stream().map(LeaseKey::member).toArray(String[]::new))
                .query(row -> {
                    long spent = Usd.of(row.getBigDecimal("spent_usd"));
                    long left =
                            Usd.of(row.getBigDecimal("amount_usd")) - spent - Usd.of(row.getBigDecimal("leased_usd"));
                    found.put(LeaseKey.of(row), new Balance(0, spent, left));
                });
        return found;
    }

    /// Deletes periods that ended long ago, in batches.
    ///
    /// @return how many
    int forget(Instant startedBefore) {
        return jdbc.sql("""
                        delete from budget_period where (budget, starts_at, member) in (
                            select budget, starts_at, member from budget_period
                            where starts_at < ? limit ? for update skip locked)
                        """)
                .params(Timestamp.from(startedBefore), FORGOTTEN_AT_ONCE)
                .update();
    }

    /// Returns the leases of earlier runs of the replica. Call this once all their records are charged.
    void releaseEarlierRuns(Holder holder) {
        List<Map.Entry<LeaseKey, UUID>> leases = jdbc.sql(
                        "select budget, starts_at, member, holder from budget_lease where replica = ? and holder <> ?")
                .params(holder.replica(), holder.run())
                .query((row, _) -> Map.entry(LeaseKey.of(row), row.getObject("holder", UUID.class)))
                .list();
        for (Map.Entry<LeaseKey, UUID> lease : leases) {
            shrink(lease.getKey(), new Holder(lease.getValue(), holder.replica()), Long.MAX_VALUE);
        }
    }
}
