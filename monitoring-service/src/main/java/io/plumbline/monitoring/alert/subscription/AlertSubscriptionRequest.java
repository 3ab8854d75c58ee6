package io.plumbline.monitoring.alert.subscription;

import io.plumbline.monitoring.alert.AlertMatcher;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A subscription to create or replace.
///
/// @param team that owns it; without one, or `*`, the platform, for callers with the permission in every team
/// @param matcher selects the alerts; without it, all alerts of the team
/// @param teams whose alerts it selects, for a subscription of the platform; all unless set
/// @param channel that receives the messages, of the same team
/// @param groupBy what the alerts of one message have in common besides their team; `ROUTE` unless set, empty for one
///     group
/// @param waitSeconds from the first alert of a group to its first message; 30 unless set
/// @param intervalMinutes least time between two messages of a group; 5 unless set
/// @param repeatMinutes after which alerts that still fire without acknowledgement are sent again; 240 unless set, 0
/// for
///     never
/// @param sendResolved whether the end of alerts is sent; default: true
/// @param escalation further channels for alerts that nobody acknowledged
/// @param enabled default: true
record AlertSubscriptionRequest(
        @Size(max = 63) @Nullable String team,
        @Valid @Nullable AlertMatcher matcher,
        @Size(max = 50) @Nullable List<@NotNull @Size(min = 1, max = 63) String> teams,
        @NotNull @Size(min = 1, max = 63) String channel,
        @Size(max = 5) @Nullable List<@NotNull AlertGrouping> groupBy,
        @Min(0) @Max(600) @Nullable Integer waitSeconds,
        @Min(1) @Max(1_440) @Nullable Integer intervalMinutes,
        @Min(0) @Max(10_080) @Nullable Integer repeatMinutes,
        @Nullable Boolean sendResolved,
        @Size(max = 5) @Nullable List<@NotNull @Valid AlertEscalation> escalation,
        @Nullable Boolean enabled) {

    private static final int WAIT_SECONDS = 30;
    private static final int INTERVAL_MINUTES = 5;
    private static final int REPEAT_MINUTES = 240;

    SubscriptionPlan plan() {
        List<AlertGrouping> groups = groupBy == null ? List.of(AlertGrouping.ROUTE) : groupBy;
        return new SubscriptionPlan(
                matcher == null ? AlertMatcher.ALL : matcher.normalised(),
                teams == null ? List.of() : teams.stream().distinct().sorted().toList(),
                channel,
                groups.stream().distinct().sorted().toList(),
                Objects.requireNonNullElse(waitSeconds, WAIT_SECONDS),
                Objects.requireNonNullElse(intervalMinutes, INTERVAL_MINUTES),
                Objects.requireNonNullElse(repeatMinutes, REPEAT_MINUTES),
                !Boolean.FALSE.equals(sendResolved),
                escalation == null
                        ? List.of()
                        : escalation.stream()
                                .sorted(Comparator.comparingInt(AlertEscalation::afterMinutes))
                                .toList(),
                !Boolean.FALSE.equals(enabled));
    }
}
