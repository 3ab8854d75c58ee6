package io.plumbline.monitoring.alert.delivery;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.channel.AlertChannels;
import io.plumbline.monitoring.alert.channel.AlertMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The outbox of messages about alerts: a message is sent if and only if the transaction that adds it is committed.
@Service
@Transactional
public class AlertDeliveries {

    private static final int MOST_TESTS = 20;

    private final AlertDeliveryStore store;
    private final AlertChannels channels;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    AlertDeliveries(AlertDeliveryStore store, AlertChannels channels, AuditTrail trail, UuidV7 ids, Clock clock) {
        this.store = store;
        this.channels = channels;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    /// Adds a message to a channel. A channel that is disabled or does not exist any more receives nothing.
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String channel, AlertMessage message) {
        store.add(ids.next(), channel, message, clock.instant());
    }

    /// Returns the channels of a group's messages until now.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> channelsOf(UUID group) {
        return store.channelsOf(group);
    }

    /// Sends a test.
    ///
    /// @throws ProblemException 404; 409 if the channel is disabled, a test is pending, or the team has sent 20
    ///     tests within an hour: they reach people outside, by the mail server of the installation
    AlertDelivery test(String name) {
        AlertChannels.Target channel = enabled(name);
        if (store.hasPendingTest(name)) {
            throw RequestProblem.CONFLICT.because("A test of this channel is pending.");
        }
        Instant now = clock.instant();
        UUID id = ids.next();
        String team = team(channel);
        if (store.countTests(team, now.minus(Duration.ofHours(1))) >= MOST_TESTS) {
            throw RequestProblem.CONFLICT.because("The team has sent 20 tests within an hour. Try again later.");
        }
        store.add(
                id,
                name,
                new AlertMessage(AlertMessage.Event.TEST, null, team, null, AlertSeverity.TICKET, List.of(), 0, now),
                now);
        return store.find(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("The channel was removed."));
    }

    private AlertChannels.Target enabled(String name) {
        AlertChannels.Target channel = channels.get(name);
        if (!channel.plan().enabled()) {
            throw RequestProblem.CONFLICT.because("The channel is disabled. Enable it first.");
        }
        return channel;
    }

    private static String team(AlertChannels.Target channel) {
        return channel.team().equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : channel.team();
    }

    /// Sends a message again that failed, or that waits for its next attempt. Changes nothing while an attempt is under
    /// way. A message that a later one replaces is not sent: it would open an incident at the receiver that nothing
    /// closes.
    ///
    /// @throws ProblemException 404; 409 if the channel is disabled, or the message was delivered or replaced
    AlertDelivery redeliver(String name, UUID id) {
        AlertChannels.Target channel = enabled(name);
        AlertDelivery delivery = store.lock(name, id)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("This channel has no such delivery."));
        Instant now = clock.instant();
        if (delivery.state() == AlertDelivery.State.DELIVERED) {
            throw RequestProblem.CONFLICT.because("This message was delivered.");
        }
        if (store.isUnderWay(id, now)) {
            return delivery;
        }
        if (store.isReplaced(id, now)) {
            throw RequestProblem.CONFLICT.because("The channel has a later message about these alerts.");
        }
        store.renew(id, now);
        trail.append(AuditEntry.of(DeliveryAction.REPEATED, team(channel), "alert-channel", name)
                .with("delivery", id.toString())
                .with("event", delivery.event().name())
                .with("attempts", delivery.attempts()));
        return store.lock(name, id).orElseThrow();
    }

    /// Newest first.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    Page<AlertDelivery> ofChannel(String channel, Paging paging) {
        channels.get(channel);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        return page(store.ofChannel(channel, before, paging.size() + 1), paging);
    }

    /// Newest first.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    Page<AlertDelivery> ofAlert(UUID alert, Paging paging) {
        if (!store.isAlert(alert)) {
            throw RequestProblem.NOT_FOUND.because("No alert has this id.");
        }
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        return page(store.ofAlert(alert, before, paging.size() + 1), paging);
    }

    private static Page<AlertDelivery> page(List<AlertDelivery> rows, Paging paging) {
        return Page.of(rows, paging, delivery -> Cursor.of(delivery.id()));
    }
}
