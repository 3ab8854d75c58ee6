package io.plumbline.monitoring.alert.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertMatcher;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.AlertSource;
import io.plumbline.monitoring.alert.channel.AlertMessage.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupDecisionTest {

    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final SubscriptionPlan PLAN = new SubscriptionPlan(
            AlertMatcher.ALL,
            List.of(),
            "first",
            List.of(AlertGrouping.ROUTE),
            30,
            5,
            60,
            true,
            List.of(new AlertEscalation(10, "second"), new AlertEscalation(20, "third")),
            true);

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private static Alert alert(int id, @Nullable Instant resolvedAt) {
        return new Alert(
                new UUID(0, id),
                "team-a",
                new AlertKey(AlertSource.SLO, "available", "FAST"),
                AlertSeverity.PAGE,
                "title",
                "description",
                Map.of(),
                START,
                resolvedAt,
                null,
                "chat");
    }

    private static GroupMember fresh(int id) {
        return new GroupMember(alert(id, null), null, 0, false, null, false);
    }

    private static GroupMember sent(int id, int escalations) {
        return new GroupMember(alert(id, null), START, escalations, false, null, false);
    }

    private static GroupMember ended(int id, @Nullable Instant sentAt) {
        return new GroupMember(alert(id, after(1)), sentAt, 0, false, null, false);
    }

    private static List<Event> events(GroupDecision decision) {
        return decision.messages().stream().map(GroupDecision.Outgoing::event).toList();
    }

    private static GroupDecision decide(@Nullable Instant sentAt, Instant now, GroupMember... members) {
        return GroupDecision.of(PLAN, START, sentAt, List.of(members), now);
    }

    @Test
    void sendsAlertsThatStartTogetherInOneMessage() {
        assertThat(decide(null, START.plusSeconds(29), fresh(1), fresh(2)).messages())
                .isEmpty();
        GroupDecision first = decide(null, START.plusSeconds(30), fresh(1), fresh(2));
        assertThat(events(first)).containsExactly(Event.FIRING);
        assertThat(first.messages().getFirst().members()).hasSize(2);
        assertThat(first.sent()).hasSize(2);
    }

    @Test
    void waitsForTheIntervalBeforeItSendsChanges() {
        assertThat(events(decide(START, after(4), sent(1, 0), fresh(2)))).isEmpty();
        assertThat(events(decide(START, after(5), sent(1, 0), fresh(2)))).containsExactly(Event.FIRING);
        GroupDecision end = decide(START, after(5), ended(1, START), sent(2, 0));
        assertThat(events(end)).containsExactly(Event.FIRING);
        assertThat(end.messages().getFirst().toReached()).isTrue();
        assertThat(end.done()).containsExactly(new UUID(0, 1));
    }

    @Test
    void sendsTheEndOfTheLastAlert() {
        assertThat(events(decide(START, after(5), ended(1, START)))).containsExactly(Event.RESOLVED);
        assertThat(decide(START, after(4), ended(1, START)).done()).isEmpty();
    }

    @Test
    void forgetsAnAlertThatEndedBeforeItWasSent() {
        GroupDecision decision = decide(null, after(1), ended(1, null));
        assertThat(decision.messages()).isEmpty();
        assertThat(decision.done()).hasSize(1);
    }

    @Test
    void repeatsOnlyAlertsThatNobodyAcknowledged() {
        assertThat(events(decide(START, after(60), sent(1, 2)))).containsExactly(Event.REPEATED);
        GroupMember acknowledged = new GroupMember(alert(1, null), START, 2, true, "user-1", false);
        assertThat(events(decide(START, after(60), acknowledged))).isEmpty();
        GroupMember silenced = new GroupMember(alert(1, null), START, 2, false, null, true);
        assertThat(events(decide(START, after(60), silenced))).isEmpty();
    }

    @Test
    void escalatesStepByStepUntilAnAcknowledgement() {
        assertThat(events(decide(START, after(9), sent(1, 0)))).isEmpty();
        GroupDecision second = decide(START, after(10), sent(1, 0), sent(2, 1));
        assertThat(events(second)).containsExactly(Event.ESCALATED);
        assertThat(second.messages().getFirst().channel()).isEqualTo("second");
        assertThat(second.escalated()).isEqualTo(Map.of(new UUID(0, 1), 1));
        GroupDecision both = decide(START, after(20), sent(1, 0));
        assertThat(both.messages()).extracting(GroupDecision.Outgoing::channel).containsExactly("second", "third");
        assertThat(both.escalated()).isEqualTo(Map.of(new UUID(0, 1), 2));
        GroupMember acknowledged = new GroupMember(alert(1, null), START, 0, true, "user-1", false);
        assertThat(events(decide(START, after(20), acknowledged))).isEmpty();
    }

    @Test
    void sendsTheAcknowledgementOfAllAlerts() {
        GroupMember acknowledged = new GroupMember(alert(1, null), START, 0, false, "user-1", false);
        assertThat(events(decide(START, after(1), acknowledged, sent(2, 0)))).isEmpty();
        GroupDecision all = decide(START, after(1), acknowledged);
        assertThat(events(all)).containsExactly(Event.ACKNOWLEDGED);
        assertThat(all.acknowledged()).hasSize(1);
    }

    @Test
    void startsNoMessageForSilencedAlerts() {
        GroupMember silenced = new GroupMember(alert(1, null), null, 0, false, null, true);
        assertThat(decide(null, after(1), silenced).messages()).isEmpty();
        GroupDecision other = decide(null, after(1), silenced, fresh(2));
        assertThat(other.messages().getFirst().members()).containsExactly(fresh(2));
        assertThat(other.sent()).containsExactly(new UUID(0, 2));
    }
}
