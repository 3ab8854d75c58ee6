package io.plumbline.monitoring.alert.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.channel.ChannelSender;
import io.plumbline.monitoring.alert.delivery.AlertDeliveryStore.Due;
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
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends due deliveries, several at a time. A failed one is repeated with growing pauses for about eight hours; one
/// that
/// the receiver calls invalid (400, 413) is not repeated. Several replicas may run it concurrently: a row is reserved
/// for the replica that took it. A replica that stops between the response and its note repeats the message, so
/// receivers compare ids.
@Component
class AlertDeliverySender {

    private static final Logger log = LoggerFactory.getLogger(AlertDeliverySender.class);
    private static final int AT_ONCE = 20;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final long LONGEST_SECONDS = 60;
    private static final int MAX_ERROR = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    private final AlertDeliveryStore store;
    private final ChannelSender channels;
    private final Clock clock;
    private final Counter failures;
    private final AtomicBoolean busy = new AtomicBoolean();

    AlertDeliverySender(AlertDeliveryStore store, ChannelSender channels, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.channels = channels;
        this.clock = clock;
        this.failures = meters.counter("plumbline.alert.delivery.failures");
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void poll() {
        if (channels.sends() && busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("alert-deliveries").start(this::sendDue);
        }
    }

    /// Runs in a thread of its own: slow receivers delay no other scheduled task.
    private void sendDue() {
        try {
            if (!store.hasWork()) {
                return;
            }
            List<Due> due = Tenancy.asWorker(() -> {
                Instant now = clock.instant();
                return store.take(now, now.plus(LEASE), AT_ONCE);
            });
            if (!due.isEmpty()) {
                send(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Deliveries of alerts wait");
        } finally {
            busy.set(false);
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forget() {
        try {
            Tenancy.asWorker(() -> store.forget(clock.instant().minus(KEPT)));
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot delete old deliveries now");
        }
    }

    /// Sends each in its own thread. Those that take too long are interrupted and repeated when their lease ends.
    private void send(List<Due> due) throws InterruptedException {
        List<Callable<Boolean>> calls = due.stream()
                .<Callable<Boolean>>map(each -> () -> Tenancy.asWorker(() -> {
                    send(each);
                    return Boolean.TRUE;
                }))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(calls, LONGEST_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void send(Due due) {
        Integer status;
        try {
            status = channels.send(due.channel(), due.id(), due.message());
        } catch (IOException e) {
            fail(due, null, reason(e));
            return;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("delivery", due.id()).log("A message about alerts cannot be sent");
            fail(due, null, "The message cannot be sent.");
            return;
        }
        if (status == null || status / 100 == 2) {
            store.delivered(due, status);
        } else {
            fail(due, status, null);
        }
    }

    private void fail(Due due, @Nullable Integer status, @Nullable String error) {
        boolean isInvalid = status != null && (status == BAD_REQUEST || status == TOO_LARGE);
        boolean isLast = isInvalid || due.attempts() > PAUSES.size();
        Instant next = isLast ? null : clock.instant().plus(PAUSES.get(due.attempts() - 1));
        store.failed(due, status, error, next);
        failures.increment();
        if (isLast) {
            log.atWarn()
                    .addKeyValue("channel", due.channel().name())
                    .addKeyValue("delivery", due.id())
                    .addKeyValue("status", status)
                    .addKeyValue("reason", error)
                    .log("A message about alerts was not delivered");
        }
    }

    private static String reason(IOException e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
    }
}
