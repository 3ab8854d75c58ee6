package io.plumbline.governance.audit.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.sequencing.InconsistentLogException;
import io.plumbline.audit.sequencing.Partitions;
import io.plumbline.audit.sequencing.Sequencer;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Runs the sequencer three times a second, and continuously while there is a backlog. A log that must not be
/// signed is reported once at high severity and rechecked every half minute: services continue to append, and
/// nothing is signed until an operator finds the cause. Meanwhile the gauge `plumbline.audit.log.consistent` is
/// 0.
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
    /// Consecutive failures; used only by the running thread.
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

    /// Whether the log could be signed at this replica's last attempt.
    boolean consistent() {
        return consistent;
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT1M")
    void preparePartitions() {
        Tenancy.asWorker(() -> partitions.ensure(MONTHS_AHEAD));
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

    /// Returns the pause before the next run.
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
        Thread thread = Thread.ofPlatform()
                .name("audit-sequencer")
                .daemon()
                .unstarted(() -> Tenancy.asWorker(() -> run(stopping)));
        running = new Running(thread, stopping);
        thread.start();
    }

    /// Waits for the running turn without an interrupt, which would break its connection; the pool closes
    /// afterwards.
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
