package io.plumbline.governance.policy.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The effect of a draft.
///
/// @param calls number of calls
/// @param changed number of calls with a different decision
/// @param decisions changes of decisions, the most frequent first
/// @param findings findings with a different action, the most frequent first
/// @param routes by route
/// @param teams by team
/// @param examples the newest calls with a different decision
public record ReplayReport(
        int calls,
        int changed,
        List<Shift> decisions,
        List<ChangedFindings> findings,
        Map<String, Tally> routes,
        Map<String, Tally> teams,
        List<Example> examples) {

    public ReplayReport {
        decisions = List.copyOf(decisions);
        findings = List.copyOf(findings);
        routes = Map.copyOf(routes);
        teams = Map.copyOf(teams);
        examples = List.copyOf(examples);
    }

    /// Calls whose decision would change.
    public record Shift(String from, String to, int calls) {}

    /// Findings of one kind whose action would change.
    ///
    /// @param entity absent if the category has no entity types
    /// @param from the action taken
    /// @param to the draft's action
    public record ChangedFindings(
            String stage, String category, @Nullable String entity, String from, String to, int findings, int calls) {}

    /// The number of calls, and of calls with a different decision.
    public record Tally(int calls, int changed) {
        Tally plus(Tally other) {
            return new Tally(calls + other.calls, changed + other.changed);
        }
    }

    /// A call with a different decision.
    ///
    /// @param because the findings that cause the difference, in words
    public record Example(
            UUID callId, Instant time, String team, String route, String from, String to, List<String> because) {}
}
