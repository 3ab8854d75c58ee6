package io.plumbline.monitoring.alert.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.kit.outbox.OutboxSender;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.channel.ChannelSender;
import io.plumbline.monitoring.alert.delivery.AlertDeliveryStore.Due;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends messages to channels. A failed delivery is repeated for about eight hours; one that the receiver calls invalid
/// (400, 413) is not repeated.
@Component
class AlertDeliverySender implements OutboxSender.Outbox<Due> {

    private static final Logger log = LoggerFactory.getLogger(AlertDeliverySender.class);
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
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
    private final Counter failures;
    private final OutboxSender<Due> sender;

    AlertDeliverySender(AlertDeliveryStore store, ChannelSender channels, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.channels = channels;
        this.failures = meters.counter("plumbline.alert.delivery.failures");
        this.sender = new OutboxSender<>("alert-deliveries", this, PAUSES, clock);
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void poll() {
        if (channels.sends()) {
            sender.poll();
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forget() {
        sender.forget();
    }

    @Override
    public List<Due> take(Instant now, Instant until, int most) {
        return store.hasWork() ? Tenancy.asWorker(() -> store.take(now, until, most)) : List.of();
    }

    @Override
    public void send(Due due) {
        Tenancy.asWorker(() -> attempt(due));
    }

    @Override
    public void forget(Instant before) {
        Tenancy.asWorker(() -> store.forget(before));
    }

    private void attempt(Due due) {
        Integer status;
        try {
            status = channels.send(due.channel(), due.id(), due.message());
        } catch (IOException e) {
            fail(due, null, OutboxSender.reason(e));
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
        Instant next = isInvalid ? null : sender.next(due.attempts());
        store.failed(due, status, error, next);
        failures.increment();
        if (next == null) {
            log.atWarn()
                    .addKeyValue("channel", due.channel().name())
                    .addKeyValue("delivery", due.id())
                    .addKeyValue("status", status)
                    .addKeyValue("reason", error)
                    .log("A message about alerts was not delivered");
        }
    }
}
