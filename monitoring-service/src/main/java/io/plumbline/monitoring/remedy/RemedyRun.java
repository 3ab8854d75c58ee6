package io.plumbline.monitoring.remedy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a remedy: what it did because of one alert. Immutable.
///
/// @param id also of the restraint in the gateway
/// @param digest of the remedy that ran
/// @param reason why it was skipped or failed; null otherwise
/// @param effect null before the action
/// @param undo null while the action is in force
record RemedyRun(
        UUID id,
        String team,
        String remedy,
        RemedyRunState state,
        TriggeringAlert alert,
        String digest,
        RemedyPlan plan,
        Instant startedAt,
        @Nullable String reason,
        @Nullable Effect effect,
        @Nullable Undo undo) {

    /// The alert that caused it, as it was then.
    record TriggeringAlert(
            UUID id, String name, String rule, String severity, String title, String route, Instant startedAt) {}

    /// The effect of the action.
    ///
    /// @param before the part of the route that it concerns, as it was
    /// @param after the same part with the action
    /// @param until when it ends by itself
    record Effect(Map<String, Object> before, Map<String, Object> after, Instant appliedAt, Instant until) {}

    /// The end of the action.
    ///
    /// @param by opaque id of the person; null if its time was over
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Undo(Instant at, @Nullable String by, String reason) {}

    /// The stored part, without what the columns have.
    record Stored(
            TriggeringAlert alert,
            RemedyPlan plan,
            @Nullable String reason,
            @Nullable Effect effect,
            @Nullable Undo undo) {}

    Stored stored() {
        return new Stored(alert, plan, reason, effect, undo);
    }

    RemedyRun applied(Effect effect) {
        RemedyRunState next = plan.dryRun() ? RemedyRunState.REHEARSED : RemedyRunState.APPLIED;
        return new RemedyRun(id, team, remedy, next, alert, digest, plan, startedAt, null, effect, null);
    }

    RemedyRun failed(String because) {
        return new RemedyRun(
                id, team, remedy, RemedyRunState.FAILED, alert, digest, plan, startedAt, because, effect, null);
    }

    RemedyRun undone(Undo undo) {
        return new RemedyRun(
                id, team, remedy, RemedyRunState.UNDONE, alert, digest, plan, startedAt, reason, effect, undo);
    }
}
