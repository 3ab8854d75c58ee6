package io.plumbline.monitoring.alert.subscription;

import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertMatcher;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The stored part of a subscription.
///
/// @param teams whose alerts it selects, for a subscription of the platform; all if empty
/// @param repeatMinutes 0: never
/// @param escalation by time
record SubscriptionPlan(
        AlertMatcher matcher,
        List<String> teams,
        String channel,
        List<AlertGrouping> groupBy,
        int waitSeconds,
        int intervalMinutes,
        int repeatMinutes,
        boolean sendResolved,
        List<AlertEscalation> escalation,
        boolean enabled) {

    boolean selects(Alert alert) {
        return (teams.isEmpty() || teams.contains(alert.team())) && matcher.matches(alert);
    }

    /// Returns the key of an alert's group within its team.
    String grouping(Alert alert) {
        return groupBy.stream().map(each -> each.of(alert)).collect(Collectors.joining("\n"));
    }

    Duration toFirst() {
        return Duration.ofSeconds(waitSeconds);
    }

    Duration interval() {
        return Duration.ofMinutes(intervalMinutes);
    }
}
