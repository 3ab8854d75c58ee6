package io.plumbline.gateway.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.budget.ledger.LeaseStore.Balance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final Lease lease = new Lease(new LeaseKey("b", Instant.EPOCH));

    @Test
    void letsNobodyHaveMoreThanIsLeased() throws InterruptedException {
        lease.leased(new Balance(1_000, 0, 0), inAMinute());
        AtomicLong reserved = new AtomicLong();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callers.add(Thread.ofVirtual().start(() -> {
                for (int j = 0; j < 100; j++) {
                    if (lease.reserve(7)) {
                        reserved.addAndGet(7);
                    }
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(reserved).hasValue(994);
        assertThat(lease.free()).isEqualTo(6);
        lease.release(100);
        assertThat(lease.reserve(107)).isFalse();
        assertThat(lease.reserve(106)).isTrue();
    }

    @Test
    void isOfNoUseOnceItsTimeIsOver() {
        lease.leased(new Balance(1_000, 0, 0), System.nanoTime() - 1);
        assertThat(lease.reserve(1)).isFalse();
        lease.renewed(inAMinute());
        assertThat(lease.reserve(1)).isTrue();
    }

    @Test
    void takesAwayOnlyWhatIsFree() {
        lease.leased(new Balance(1_000, 0, 0), inAMinute());
        assertThat(lease.reserve(300)).isTrue();
        assertThat(lease.takeFree(100)).isEqualTo(600);
        assertThat(lease.reserve(101)).as("what is on its way back is not lent").isFalse();
        lease.leased(new Balance(400, 0, 600), inAMinute());
        lease.returned(600);
        assertThat(lease.free()).isEqualTo(100);
        assertThat(lease.takeFree(100)).isZero();
    }

    @Test
    void keepsWhatWasUsedUntilItIsCharged() {
        lease.leased(new Balance(1_000, 0, 0), inAMinute());
        assertThat(lease.reserve(300)).isTrue();
        lease.release(200);
        assertThat(lease.free()).isEqualTo(900);
        lease.charged(900, 100);
        assertThat(lease.free()).isEqualTo(900);
        assertThat(lease.inUse()).isZero();
    }

    @Test
    void endsOnlyWhileNobodyHoldsAnythingOfIt() {
        lease.leased(new Balance(10, 0, 0), inAMinute());
        assertThat(lease.reserve(10)).isTrue();
        assertThat(lease.close()).isFalse();
        lease.leased(new Balance(0, 0, 0), inAMinute());
        lease.charged(0, 10);
        assertThat(lease.close()).isTrue();
        assertThat(lease.isClosed()).isTrue();
    }

    private static long inAMinute() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    }
}
