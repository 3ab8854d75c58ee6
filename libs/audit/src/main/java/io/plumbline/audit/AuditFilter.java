package io.plumbline.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What to search for: every member that is given must match.
///
/// @param action   exact
/// @param actor    the actor's id, or `type:id`
/// @param resource the resource's id, or `type:id`
/// @param team     exact
/// @param outcome  exact
/// @param subject  a pseudonym
/// @param from     events of this instant or later
/// @param to       events before this instant
/// @param traceId  exact
/// @param q        text that occurs somewhere in the event, in upper or lower case; no index helps, so narrow it by
/// time
public record AuditFilter(
        @Nullable String action,
        @Nullable String actor,
        @Nullable String resource,
        @Nullable String team,
        @Nullable Outcome outcome,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String traceId,
        @Nullable String q) {

    /// Everything.
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null, null, null, null);
}
