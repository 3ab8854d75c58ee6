package io.plumbline.governance.policy.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a draft would have changed.
///
/// @param calls how many were looked at
/// @param changed about how many of them another decision would have been taken
/// @param decisions from which decision to which, the most frequent first
/// @param findings about what something else would have been done, the most frequent first
/// @param routes by route
/// @param teams by team
/// @param examples the newest calls that would have been decided otherwise
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

    /// Calls about which one decision was taken and another would have been.
    public record Shift(String from, String to, int calls) {}

    /// Findings of one kind about which something else would have been done.
    ///
    /// @param entity absent where the category has no kinds
    /// @param from what was done
    /// @param to what would have been done
    public record ChangedFindings(
            String stage, String category, @Nullable String entity, String from, String to, int findings, int calls) {}

    /// How many calls, and about how many of them another decision would have been taken.
    public record Tally(int calls, int changed) {
        Tally plus(Tally other) {
            return new Tally(calls + other.calls, changed + other.changed);
        }
    }

    /// A call that would have been decided otherwise.
    ///
    /// @param because the findings that make the difference, in words
    public record Example(
            UUID callId, Instant time, String team, String route, String from, String to, List<String> because) {}
}
