package io.plumbline.gateway.configuration;

import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Runs the reconciler on one thread: several times a second after changes, and at once if a call waits for it.
@Component
class ConfigurationWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ConfigurationReconciler reconciler;
    private final AuthorizedConfigurations authorized;
    private volatile @Nullable ScheduledThreadPoolExecutor thread;
    private @Nullable ScheduledFuture<?> looking;
    private volatile boolean running;
    private @Nullable List<Object> seen;
    private long lookedAt;

    ConfigurationWatch(ConfigurationReconciler reconciler, AuthorizedConfigurations authorized) {
        this.reconciler = reconciler;
        this.authorized = authorized;
    }

    /// Decides while a call waits.
    ///
    /// @param composed the configuration that would serve the call
    void settle(Route route, String variant, Composed composed, boolean ofVariant) {
        ScheduledThreadPoolExecutor executor = thread;
        if (executor == null) {
            return;
        }
        try {
            Future<?> done = executor.submit(() -> Tenancy.callAsPlatform(() -> {
                authorized.load();
                if (authorized.find(route.name(), composed.digest()).isEmpty()) {
                    if (ofVariant) {
                        reconciler.settle(route.name());
                    } else {
                        reconciler.settle(route, variant, composed);
                    }
                }
                return Boolean.TRUE;
            }));
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            log.atWarn()
                    .addKeyValue("route", route.name())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot decide in time what a call may be served by");
        }
    }

    private void look() {
        try {
            List<Object> now = reconciler.seen();
            long nanos = System.nanoTime();
            if (!now.equals(seen) || nanos - lookedAt > ConfigurationReconciler.ANYWAY.toNanos()) {
                seen = now;
                lookedAt = nanos;
                reconciler.reconcile();
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot look at what routes may serve by");
        }
    }

    @Override
    public void start() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("served-configurations").factory());
        looking = executor.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        thread = executor;
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        ScheduledThreadPoolExecutor executor = thread;
        thread = null;
        if (looking != null) {
            looking.cancel(true);
        }
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Starts after what it follows.
    @Override
    public int getPhase() {
        return 1;
    }
}
