package io.plumbline.gateway.budget;

import io.plumbline.gateway.budget.LeaseStore.Balance;
import io.plumbline.gateway.budget.LeaseStore.Holder;
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

/// The leases of this replica: what is in memory, and what keeps it in step with the ledger. The ledger is asked on
/// threads of the platform's, as many as there are connections as a rule: on a busy machine a virtual thread would
/// have to wait for all the calls that wait for it. Thread-safe.
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

    /// Calls whose use this replica holds until it is in the ledger.
    Set<UUID> uncharged() {
        return uncharged;
    }

    /// Asks the ledger for more in another thread, unless somebody has just done so.
    void askForMore(Lease lease) {
        if (lease.beginsToAsk(lease.left() > 0 ? PAUSE_NANOS : PAUSE_AT_END_NANOS)) {
            asking.execute(() -> {
                boolean reached = false;
                try {
                    grow(lease);
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

    /// Gives back what is free beyond so much. It is gone also when nobody knows whether the ledger has it: too little
    /// is put right when more is asked for.
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

    /// Takes over what the row says, whatever was thought of it.
    private void adopt(Lease lease, Optional<Balance> balance, long begin) {
        // A budget that is gone has nothing left.
        lease.leased(balance.orElse(new Balance(0, 0, 0)), begin + usableNanos);
    }

    /// Puts off the end of the leases; what is lost is noticed.
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

    /// Looks at how the budgets are that money is held of.
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

    /// Gives all back that is free, and forgets the lease if nothing of it is in use.
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
