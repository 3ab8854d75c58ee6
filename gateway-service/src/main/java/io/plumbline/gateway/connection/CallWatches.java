package io.plumbline.gateway.connection;

import io.plumbline.gateway.connection.CallWatch.End;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Checks every current call four times a second, and ends those whose client has disconnected or whose time is
/// up. One thread for all: a check costs a system call.
@Component
public final class CallWatches implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CallWatches.class);
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration LAST_BYTES = Duration.ofMillis(100);

    private final Set<CallWatch> watches = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;
    private volatile boolean ending;

    /// Starts watching a call. Close the watch before the handling of the request ends.
    public CallWatch watch(ClientConnection connection, Duration limit) {
        return watch(connection::isGone, limit);
    }

    /// Starts watching a call without a waiting client.
    public CallWatch watch(Duration limit) {
        return watch(() -> false, limit);
    }

    private CallWatch watch(BooleanSupplier gone, Duration limit) {
        CallWatch watch = new CallWatch(gone, System.nanoTime() + limit.toNanos(), watches::remove);
        watches.add(watch);
        if (ending) {
            watch.finish(End.GATEWAY_STOPS);
        }
        return watch;
    }

    /// Ends every current and new call, and waits briefly until they are done.
    void endAll() {
        ending = true;
        if (watches.isEmpty()) {
            return;
        }
        watches.forEach(watch -> watch.finish(End.GATEWAY_STOPS));
        long until = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            while (!watches.isEmpty() && System.nanoTime() - until < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            // The server ends an answer only after its handling, which nobody can wait for.
            TimeUnit.NANOSECONDS.sleep(LAST_BYTES.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!watches.isEmpty()) {
            log.atWarn().addKeyValue("calls", watches.size()).log("Calls are cut off by the end of the gateway");
        }
    }

    private void look() {
        while (isRunning()) {
            long now = System.nanoTime();
            watches.forEach(watch -> look(watch, now));
            try {
                TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Checks one call. A connection that cannot be checked must not block the others.
    private static void look(CallWatch watch, long now) {
        try {
            watch.look(now);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("Cannot look at a client's connection");
        }
    }

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().daemon().name("call-watches").unstarted(this::look);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            stopped.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// Starts before the web server and stops after it.
    @Override
    public int getPhase() {
        return 0;
    }
}
