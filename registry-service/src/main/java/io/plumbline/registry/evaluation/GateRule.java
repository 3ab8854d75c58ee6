package io.plumbline.registry.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides whether the gates of a version admit it to production: the newest finished gate of every required
/// suite must PASS. If no suite is required, one suite of any name is enough, but its newest gate counts, so a
/// PASS is worthless once the same suite has failed. INCONCLUSIVE is not a PASS. A prompt has a newest gate on
/// each model that ran it; the worst counts ([SuiteStanding]).
///
/// @param requiredSuites the required suites of the asset
public record GateRule(List<String> requiredSuites) {

    /// A required suite whose newest gate did not PASS.
    ///
    /// @param newest its verdict; null if no gate has finished
    public record Missing(String suite, @Nullable Verdict newest) {}

    /// @param newest suite → verdict of its newest finished gate on the version
    public boolean isSatisfiedBy(Map<String, Verdict> newest) {
        return requiredSuites.isEmpty()
                ? newest.containsValue(Verdict.PASS)
                : missing(newest).isEmpty();
    }

    /// Returns the unmet requirements by suite; empty also if no suite is required.
    public List<Missing> missing(Map<String, Verdict> newest) {
        return requiredSuites.stream()
                .filter(suite -> newest.get(suite) != Verdict.PASS)
                .map(suite -> new Missing(suite, newest.get(suite)))
                .toList();
    }

    /// Whether gates prevent a return to production: the newest gate of a required suite did not PASS. A suite
    /// that never ran does not prevent it. If no suite is required: there are gates, and none of the newest is
    /// PASS.
    public boolean isRefutedBy(Map<String, Verdict> newest) {
        return requiredSuites.isEmpty()
                ? !newest.isEmpty() && !isSatisfiedBy(newest)
                : !refuting(newest).isEmpty();
    }

    /// Returns the required suites that prevent a return; empty also if no suite is required.
    public List<Missing> refuting(Map<String, Verdict> newest) {
        return missing(newest).stream()
                .filter(missing -> missing.newest() != null)
                .toList();
    }
}
