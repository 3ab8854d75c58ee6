package io.plumbline.governance.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.sequencing.InconsistentLogException;
import io.plumbline.audit.sequencing.Partitions;
import io.plumbline.audit.sequencing.Sequencer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Runs the sequencer, three times a second and without a pause while there is more. A log that must not be
/// signed is said so loudly, once, and looked at again every half minute: the services go on appending, and
/// nothing is signed until somebody has found out what happened. The gauge `plumbline.audit.log.consistent` is
/// 0 for as long.
@Component
class Sequencing implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sequencing.class);
    private static final long PAUSE_MS = 300;
    private static final long PAUSE_WHEN_INCONSISTENT_MS = 30_000;
    private static final int MONTHS_AHEAD = 2;

    private final Sequencer sequencer;
    private final Partitions partitions;
    private volatile @Nullable Running running;
    private volatile boolean consistent = true;
    /// In a row; of the one thread that runs.
    private int failures;

    Sequencing(Sequencer sequencer, Partitions partitions, MeterRegistry meters) {
        this.sequencer = sequencer;
        this.partitions = partitions;
        Gauge.builder("plumbline.audit.log.consistent", this, sequencing -> sequencing.consistent() ? 1 : 0)
                .description("Whether the audit log continues what was signed before")
                .register(meters);
        Gauge.builder("plumbline.audit.log.leader", sequencer, leading -> leading.leads() ? 1 : 0)
                .description("Whether this replica sequences the audit log")
                .register(meters);
    }

    /// Whether the log could be signed when this replica last tried.
    boolean consistent() {
        return consistent;
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT1M")
    void preparePartitions() {
        partitions.ensure(MONTHS_AHEAD);
    }

    private void run(CountDownLatch stopping) {
        boolean stopped = false;
        while (!stopped) {
            long pause = turn();
            try {
                stopped = stopping.await(pause, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
        }
        sequencer.close();
    }

    /// How long to wait before the next.
    private long turn() {
        try {
            int taken = sequencer.sequence();
            consistent = true;
            failures = 0;
            return taken > 0 ? 0 : PAUSE_MS;
        } catch (InconsistentLogException e) {
            if (consistent) {
                log.atError().addKeyValue("reason", e.getMessage()).log("The audit log must not be signed");
            }
            consistent = false;
            return PAUSE_WHEN_INCONSISTENT_MS;
        } catch (RuntimeException e) {
            if (failures++ == 0) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("Cannot sequence the audit log now");
            }
            return PAUSE_MS;
        }
    }

    @Override
    public void start() {
        CountDownLatch stopping = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().name("audit-sequencer").daemon().unstarted(() -> run(stopping));
        running = new Running(thread, stopping);
        thread.start();
    }

    /// Lets the turn that is under way end, without an interrupt, which would break its connection; the pool is
    /// closed after this.
    @Override
    public void stop() {
        Running stopped = running;
        running = null;
        if (stopped != null) {
            stopped.stopping().countDown();
            try {
                stopped.thread().join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private record Running(Thread thread, CountDownLatch stopping) {}
}
