package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.budget.ledger.LeaseStore.Balance;
import io.plumbline.gateway.budget.ledger.LeaseStore.Holder;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The leases of this replica: the state in memory and its synchronisation with the ledger. The ledger is
/// consulted on platform threads, usually as many as there are connections. On a busy machine, a virtual thread
/// would queue behind all the calls that wait for it. Thread-safe.
@Component
class Leases implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);
    private static final int ASKERS = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAUSE_AT_END_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Map<LeaseKey, Lease> leases = new ConcurrentHashMap<>();
    private final Set<UUID> uncharged = ConcurrentHashMap.newKeySet();
    private final ExecutorService asking = Executors.newFixedThreadPool(
            ASKERS, Thread.ofPlatform().daemon().name("lease-", 0).factory());
    private final LeaseStore store;
    private final Holder holder;
    private final long usableNanos;

    Leases(LeaseStore store, ReplicaIdentity identity, BudgetProperties properties) {
        this.store = store;
        this.holder = identity.holder();
        // A lease is not used to its very end: the database's clock and the way to it are not the replica's.
        this.usableNanos = properties.leaseTime().toNanos() / 10 * 9;
    }

    UUID run() {
        return holder.run();
    }

    Lease of(LeaseKey key) {
        return leases.computeIfAbsent(key, Lease::new);
    }

    Collection<Lease> all() {
        return leases.values();
    }

    /// Returns the calls whose usage this replica holds until it is in the ledger.
    Set<UUID> uncharged() {
        return uncharged;
    }

    /// Requests more from the ledger in another thread, unless another call has just done so.
    void askForMore(Lease lease) {
        if (lease.beginsToAsk(lease.left() > 0 ? PAUSE_NANOS : PAUSE_AT_END_NANOS)) {
            asking.execute(() -> {
                boolean reached = false;
                try {
                    Tenancy.asWorker(() -> grow(lease));
                    reached = true;
                } catch (RuntimeException e) {
                    log.atWarn()
                            .addKeyValue("budget", lease.key().budget())
                            .addKeyValue("reason", e.getClass().getSimpleName())
                            .log("The ledger of budgets cannot be asked");
                } finally {
                    lease.asked(reached);
                }
            });
        }
    }

    private void grow(Lease lease) {
        lease.database().lock();
        try {
            if (!lease.isClosed()) {
                long begin = System.nanoTime();
                adopt(lease, store.grow(lease.key(), holder, lease.inUse() + lease.wanted()), begin);
            }
        } finally {
            lease.database().unlock();
        }
    }

    /// Returns the free amount above `keep`. It is removed from the lease even if it is unknown whether the
    /// ledger received it. The next request to the ledger corrects a lease that is too small.
    void shrink(Lease lease, long keep) {
        lease.database().lock();
        long give = lease.takeFree(keep);
        try {
            long begin = System.nanoTime();
            adopt(lease, store.shrink(lease.key(), holder, give), begin);
        } catch (RuntimeException e) {
            lease.gone(give);
            throw e;
        } finally {
            lease.returned(give);
            lease.database().unlock();
        }
    }

    /// Adopts the state of the row, whatever the assumption was.
    private void adopt(Lease lease, Optional<Balance> balance, long begin) {
        // A budget that is gone has nothing left.
        lease.leased(balance.orElse(new Balance(0, 0, 0)), begin + usableNanos);
    }

    /// Extends the leases, and detects lost ones.
    void renew() {
        long begin = System.nanoTime();
        Set<LeaseKey> present = store.renew(holder);
        for (Lease lease : leases.values()) {
            if (present.contains(lease.key())) {
                lease.renewed(begin + usableNanos);
            } else if (lease.leased() > 0) {
                shrink(lease, Long.MAX_VALUE);
            }
        }
    }

    /// Checks the state of the budgets of which money is held.
    void look() {
        var keys = leases.values().stream()
                .filter(lease -> lease.free() > 0)
                .map(Lease::key)
                .toList();
        if (!keys.isEmpty()) {
            store.look(keys).forEach((key, balance) -> {
                Lease lease = leases.get(key);
                if (lease != null) {
                    lease.look(balance.spent(), balance.left());
                }
            });
        }
    }

    /// Returns all free money, and closes the lease if nothing of it is in use.
    void close(Lease lease) {
        lease.database().lock();
        try {
            shrink(lease, 0);
            if (lease.close()) {
                leases.remove(lease.key(), lease);
            }
        } finally {
            lease.database().unlock();
        }
    }

    void releaseEarlierRuns() {
        store.releaseEarlierRuns(holder);
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
