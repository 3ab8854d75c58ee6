package io.plumbline.monitoring.alert.subscription;

import io.plumbline.monitoring.alert.channel.AlertMessage.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is to be sent of a group at a time. A pure function of the group's state.
///
/// The first message goes out after the wait, so that alerts that start together are sent together; further ones after
/// the interval, as soon as an alert started or ended; and repeated ones after the repeat interval, while an alert
/// fires
/// that nobody acknowledged. Silenced alerts start no message, but the end of one that was sent is sent. Escalations
/// count from the first message with the alert.
///
/// @param messages in the order in which they are sent
/// @param sent alerts that were sent for the first time
/// @param done alerts to forget: their end was sent, or nothing was
/// @param escalated alerts with the number of escalations that received them
/// @param acknowledged alerts whose acknowledgement was sent
/// @param message whether the group's own channel received a message, from which the intervals count
record GroupDecision(
        List<Outgoing> messages,
        Set<UUID> sent,
        Set<UUID> done,
        Map<UUID, Integer> escalated,
        Set<UUID> acknowledged,
        boolean message) {

    /// A message.
    ///
    /// @param channel that receives it; null: the subscription's
    /// @param toReached whether all channels that received messages of the group receive it too
    record Outgoing(
            Event event,
            List<GroupMember> members,
            @Nullable String channel,
            boolean toReached) {}

    /// @param sentAt of the group's last message; null without one
    static GroupDecision of(
            SubscriptionPlan plan, Instant openedAt, @Nullable Instant sentAt, List<GroupMember> members, Instant now) {
        Event event = event(plan, openedAt, sentAt, members, now);
        GroupDecision decision = new GroupDecision(
                new ArrayList<>(), new HashSet<>(), new HashSet<>(), new HashMap<>(), new HashSet<>(), event != null);
        for (GroupMember member : members) {
            if (!member.isFiring() && (member.sentAt() == null || !plan.sendResolved() || event != null)) {
                decision.done.add(member.alert().id());
            }
        }
        if (event != null) {
            decision.add(event, plan, members);
        }
        decision.escalate(plan, members, now);
        decision.acknowledge(members);
        return decision;
    }

    private static @Nullable Event event(
            SubscriptionPlan plan, Instant openedAt, @Nullable Instant sentAt, List<GroupMember> members, Instant now) {
        boolean fresh = members.stream().anyMatch(GroupDecision::isFresh);
        if (sentAt == null) {
            return fresh && !now.isBefore(openedAt.plus(plan.toFirst())) ? Event.FIRING : null;
        }
        boolean ended = plan.sendResolved() && members.stream().anyMatch(GroupDecision::hasEnded);
        if ((fresh || ended) && !now.isBefore(sentAt.plus(plan.interval()))) {
            boolean fires = fresh || members.stream().anyMatch(each -> each.isFiring() && each.sentAt() != null);
            return fires ? Event.FIRING : Event.RESOLVED;
        }
        boolean open = members.stream().anyMatch(each -> each.isOpen() && each.sentAt() != null);
        boolean due = plan.repeatMinutes() > 0 && !now.isBefore(sentAt.plus(Duration.ofMinutes(plan.repeatMinutes())));
        return open && due ? Event.REPEATED : null;
    }

    private static boolean isFresh(GroupMember member) {
        return member.isFiring() && !member.silenced() && member.sentAt() == null;
    }

    private static boolean hasEnded(GroupMember member) {
        return !member.isFiring() && member.sentAt() != null;
    }

    private void add(Event event, SubscriptionPlan plan, List<GroupMember> members) {
        List<GroupMember> shown = members.stream()
                .filter(each -> each.isFiring() ? !each.silenced() : hasEnded(each) && plan.sendResolved())
                .toList();
        boolean ends = shown.stream().anyMatch(each -> !each.isFiring());
        messages.add(new Outgoing(event, shown, null, ends));
        members.stream()
                .filter(GroupDecision::isFresh)
                .forEach(each -> sent.add(each.alert().id()));
    }

    private void escalate(SubscriptionPlan plan, List<GroupMember> members, Instant now) {
        for (int step = 0; step < plan.escalation().size(); step++) {
            AlertEscalation escalation = plan.escalation().get(step);
            int received = step;
            List<GroupMember> due = members.stream()
                    .filter(each -> each.isOpen() && each.escalations() <= received)
                    .filter(each -> each.sentAt() != null
                            && !now.isBefore(each.sentAt().plus(Duration.ofMinutes(escalation.afterMinutes()))))
                    .toList();
            if (!due.isEmpty()) {
                messages.add(new Outgoing(Event.ESCALATED, due, escalation.channel(), false));
                due.forEach(each -> escalated.put(each.alert().id(), received + 1));
            }
        }
    }

    private void acknowledge(List<GroupMember> members) {
        List<GroupMember> firing = members.stream()
                .filter(each -> each.isFiring()
                        && (each.sentAt() != null || sent.contains(each.alert().id())))
                .toList();
        boolean all = !firing.isEmpty() && firing.stream().allMatch(each -> each.acknowledgedBy() != null);
        if (all && firing.stream().anyMatch(each -> !each.acknowledgedSent())) {
            messages.add(new Outgoing(Event.ACKNOWLEDGED, firing, null, true));
            firing.forEach(each -> acknowledged.add(each.alert().id()));
        }
    }
}
