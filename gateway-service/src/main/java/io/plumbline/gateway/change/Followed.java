package io.plumbline.gateway.change;

import io.plumbline.kit.change.Changes;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Holds a part of the gateway's configuration in memory; a read costs one volatile access. Changes on this
/// replica are visible once [#load] has returned, changes on other replicas within half a second. While the
/// database is unavailable, the last value stays. Thread-safe.
///
/// @param <T> immutable
public final class Followed<T> {

    private static final Logger log = LoggerFactory.getLogger(Followed.class);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String what;
    private final LongFunction<T> loader;
    private final Changes changes;
    private final TransactionTemplate reading;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Held<T> held;
    private volatile @Nullable Thread thread;

    /// @param version number of the last change that the value includes
    private record Held<T>(long version, T value) {}

    /// @param what names it in the log
    /// @param loader reads the value in a transaction that sees every team; receives the number of the last
    ///     change
    public Followed(
            String what,
            T empty,
            LongFunction<T> loader,
            Changes changes,
            PlatformTransactionManager transactionManager) {
        this.what = what;
        this.loader = loader;
        this.changes = changes;
        this.reading = new TransactionTemplate(transactionManager);
        this.reading.setReadOnly(true);
        this.held = new Held<>(-1, empty);
    }

    public T current() {
        return held.value();
    }

    /// Reloads the value. The number is read first, so the value is at least as recent as the number.
    public void load() {
        loading.lock();
        try {
            held = Tenancy.callAsPlatform(() -> {
                long version = changes.current();
                return new Held<>(version, reading.execute(_ -> loader.apply(version)));
            });
        } finally {
            loading.unlock();
        }
    }

    private void follow() {
        while (isRunning()) {
            try {
                changes.await(held.version(), WAIT);
                if (isRunning() && Tenancy.callAsPlatform(changes::current) != held.version()) {
                    load();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("what", what)
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("Cannot read the configuration anew");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Loads the value and starts following it.
    public void start() {
        load();
        Thread started = Thread.ofVirtual().name("follow-" + what).unstarted(this::follow);
        thread = started;
        started.start();
    }

    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            stopped.interrupt();
        }
    }

    public boolean isRunning() {
        return thread != null;
    }
}
