package io.plumbline.kit.outbox;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the due rows of an outbox, several at a time. A failed row is repeated with growing pauses. Several replicas
/// may run it concurrently: a row is reserved for the replica that took it. A replica that stops between the response
/// and its note repeats the row, so receivers compare ids. Thread-safe.
///
/// @param <D> a due row
public final class OutboxSender<D> {

    private static final Logger log = LoggerFactory.getLogger(OutboxSender.class);
    private static final int AT_ONCE = 20;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final long LONGEST_SECONDS = 20;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MAX_REASON = 200;

    private final String name;
    private final Outbox<D> outbox;
    private final List<Duration> pauses;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    /// @param name of the outbox in the log, and of its threads
    /// @param pauses after the first failed attempt, the second, and so on; their number plus one is that of the
    ///     attempts
    public OutboxSender(String name, Outbox<D> outbox, List<Duration> pauses, Clock clock) {
        this.name = name;
        this.outbox = outbox;
        this.pauses = List.copyOf(pauses);
        this.clock = clock;
    }

    /// The stored rows. Each method names its tenancy and opens its transaction itself: it runs in a thread without a
    /// caller.
    ///
    /// @param <D> a due row
    public interface Outbox<D> {

        /// Takes rows that are due at a time and reserves them until another one.
        List<D> take(Instant now, Instant until, int most);

        /// Sends a row and notes the outcome.
        void send(D due);

        /// Deletes rows created before a time.
        void forget(Instant before);
    }

    /// Sends the due rows in a thread of its own, unless they are being sent: slow receivers delay no scheduled task.
    public void poll() {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name(name).start(this::sendDue);
        }
    }

    private void sendDue() {
        try {
            Instant now = clock.instant();
            List<D> due = outbox.take(now, now.plus(LEASE), AT_ONCE);
            if (!due.isEmpty()) {
                send(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("outbox", name)
                    .addKeyValue("reason", e.getMessage())
                    .log("Messages wait");
        } finally {
            busy.set(false);
        }
    }

    /// Sends each row in its own thread. Those that take too long are interrupted and repeated when their lease ends.
    private void send(List<D> due) throws InterruptedException {
        List<Callable<Boolean>> calls = due.stream()
                .<Callable<Boolean>>map(each -> () -> {
                    outbox.send(each);
                    return Boolean.TRUE;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(calls, LONGEST_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Deletes the rows of more than 30 days ago.
    public void forget() {
        try {
            outbox.forget(clock.instant().minus(KEPT));
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).addKeyValue("outbox", name).log("Cannot delete old messages now");
        }
    }

    /// Returns the time of the next attempt; null if there is none.
    ///
    /// @param attempts number of failed attempts, at least 1
    public @Nullable Instant next(int attempts) {
        return attempts > pauses.size() ? null : clock.instant().plus(pauses.get(attempts - 1));
    }

    /// Returns why there was no response, in at most 200 characters.
    public static String reason(IOException e) {
        String message = e.getMessage();
        String kind = e.getClass().getSimpleName();
        String text = message == null ? kind : e.getClass() == IOException.class ? message : kind + ": " + message;
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
    }
}
