package io.plumbline.monitoring.alert.subscription;

import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.channel.AlertChannels;
import io.plumbline.monitoring.alert.channel.AlertMessage;
import io.plumbline.monitoring.alert.delivery.AlertDeliveries;
import io.plumbline.monitoring.alert.subscription.SubscriptionStore.Due;
import io.plumbline.monitoring.alert.subscription.SubscriptionStore.Group;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/// Writes the messages of a group and adds them to the outbox, in the current transaction.
@Component
class GroupMessages {

    private static final int MOST_SHOWN = 20;

    private final AlertDeliveries deliveries;
    private final AlertChannels channels;

    GroupMessages(AlertDeliveries deliveries, AlertChannels channels) {
        this.deliveries = deliveries;
        this.channels = channels;
    }

    void add(Due subscription, Group group, GroupDecision.Outgoing outgoing, Instant now) {
        AlertMessage message = message(subscription, group, outgoing, now);
        Set<String> receivers = new TreeSet<>();
        receivers.add(outgoing.channel() == null ? subscription.plan().channel() : outgoing.channel());
        if (outgoing.toReached()) {
            receivers.addAll(deliveries.channelsOf(group.id()));
        }
        for (String receiver : receivers) {
            Optional<AlertChannels.Target> channel = channels.find(receiver);
            if (channel.isPresent()
                    && (outgoing.event() != AlertMessage.Event.ACKNOWLEDGED
                            || channel.get().plan().kind().receivesAcknowledgements())) {
                deliveries.add(receiver, message);
            }
        }
    }

    private static AlertMessage message(Due subscription, Group group, GroupDecision.Outgoing outgoing, Instant now) {
        List<GroupMember> members = outgoing.members();
        boolean pages = members.stream().anyMatch(each -> each.alert().severity() == AlertSeverity.PAGE);
        return new AlertMessage(
                outgoing.event(),
                group.id(),
                group.team(),
                subscription.name(),
                pages ? AlertSeverity.PAGE : AlertSeverity.TICKET,
                members.stream().limit(MOST_SHOWN).map(GroupMessages::item).toList(),
                Math.max(0, members.size() - MOST_SHOWN),
                now);
    }

    private static AlertMessage.Item item(GroupMember member) {
        Alert alert = member.alert();
        return new AlertMessage.Item(
                alert.id(),
                alert.key().source().name(),
                alert.key().name(),
                alert.key().rule(),
                alert.route(),
                alert.severity(),
                alert.title(),
                alert.description(),
                alert.startedAt(),
                alert.resolvedAt(),
                member.acknowledgedBy());
    }
}
