package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.budget.BudgetBook;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Maintains the leases of this replica: leases ahead of need, returns unneeded money as soon as a budget becomes
/// scarce, renews leases, and closes unused ones. One thread.
@Component
final class BudgetKeeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BudgetKeeper.class);
    private static final long PERIOD_MS = 100;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int RENEWALS_PER_LEASE = 5;

    private final Leases leases;
    private final BudgetBook book;
    private final long renewNanos;
    private long renewedAt;
    private boolean failing;
    private volatile @Nullable Thread thread;

    BudgetKeeper(Leases leases, BudgetBook book, BudgetProperties properties) {
        this.leases = leases;
        this.book = book;
        this.renewNanos = properties.leaseTime().toNanos() / RENEWALS_PER_LEASE;
        this.renewedAt = System.nanoTime() - renewNanos;
    }

    private void run() {
        while (isRunning()) {
            try {
                keep();
                failing = false;
            } catch (RuntimeException e) {
                if (!failing && !leases.all().isEmpty()) {
                    failing = true;
                    log.atWarn()
                            .addKeyValue("reason", e.getClass().getSimpleName())
                            .log("Leases of budgets cannot be kept up: what is leased is used until it expires");
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void keep() {
        long now = System.nanoTime();
        if (now - renewedAt > renewNanos) {
            leases.renew(); // also without leases: the ledger is known to answer then
            renewedAt = now;
        }
        leases.look();
        for (Lease lease : leases.all()) {
            if (now - lease.usedAt() <= IDLE_NANOS) {
                balance(lease, now);
            } else if (lease.free() > 0 || lease.inUse() == 0) {
                leases.close(lease);
            }
        }
    }

    /// Adjusts a lease. The new amount applies to a changed budget; a deleted one has none.
    private void balance(Lease lease, long now) {
        long amount = book.amountOf(lease.key().budget());
        long headroom = Headroom.of(amount, lease.left());
        long free = lease.free();
        boolean scarce = Headroom.isScarce(amount, lease.left());
        if (free > (scarce ? headroom : 2 * headroom)) {
            leases.shrink(lease, headroom);
        } else if (free < headroom / 2 && now - lease.usedAt() < TimeUnit.SECONDS.toNanos(1)) {
            leases.askForMore(lease);
        }
    }

    @Override
    public void start() {
        Thread started =
                Thread.ofPlatform().daemon().name("budget-keeper").unstarted(() -> Tenancy.asWorker(this::run));
        thread = started;
        started.start();
    }

    /// Returns unused money if the database answers.
    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            stopped.interrupt();
            try {
                Tenancy.asWorker(() -> leases.all().forEach(leases::close));
            } catch (RuntimeException e) {
                log.atDebug().setCause(e).log("Leases are not given back: they expire");
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// Stops after the journal has written all usage to the database.
    @Override
    public int getPhase() {
        return -1;
    }
}
