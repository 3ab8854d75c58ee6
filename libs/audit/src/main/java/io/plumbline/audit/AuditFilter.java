package io.plumbline.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Search criteria; all given members must match.
///
/// @param action exact, or several separated by commas; a `*` at an end stands for all actions that start like it
/// @param actor the actor's id, or `type:id`, or several ids separated by commas
/// @param resource the resource's id, or `type:id`
/// @param team exact
/// @param outcome exact
/// @param subject a pseudonym
/// @param from events at or after this time
/// @param to events before this time
/// @param traceId exact
/// @param q text anywhere in the event, case-insensitive; not indexed, so restrict the time range
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

    /// Matches everything.
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null, null, null, null);
}
