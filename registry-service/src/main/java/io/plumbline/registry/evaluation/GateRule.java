package io.plumbline.registry.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When the gates of a version let it into production: the newest finished gate of every required suite is PASS.
/// Where no suite is required, one suite of any name will do, but there too its newest gate counts, so that a
/// PASS is worth nothing once the same suite has failed. INCONCLUSIVE is no PASS. Of a prompt there is a
/// newest gate on each model that it was tried on: the worst of them counts ([SuiteStanding]).
///
/// @param requiredSuites the asset's
public record GateRule(List<String> requiredSuites) {

    /// A required suite whose newest gate is no PASS.
    ///
    /// @param newest its verdict; null when no gate has finished
    public record Missing(String suite, @Nullable Verdict newest) {}

    /// @param newest suite → verdict of its newest finished gate on the version in question
    public boolean isSatisfiedBy(Map<String, Verdict> newest) {
        return requiredSuites.isEmpty()
                ? newest.containsValue(Verdict.PASS)
                : missing(newest).isEmpty();
    }

    /// What is missing, by suite; empty as well when no suite is required.
    public List<Missing> missing(Map<String, Verdict> newest) {
        return requiredSuites.stream()
                .filter(suite -> newest.get(suite) != Verdict.PASS)
                .map(suite -> new Missing(suite, newest.get(suite)))
                .toList();
    }

    /// Whether gates speak against a return to production: the newest of a required suite is no PASS. One that
    /// has not been run does not. Where no suite is required, there are gates and none of the newest is PASS.
    public boolean isRefutedBy(Map<String, Verdict> newest) {
        return requiredSuites.isEmpty()
                ? !newest.isEmpty() && !isSatisfiedBy(newest)
                : !refuting(newest).isEmpty();
    }

    /// The required suites that speak against a return; empty as well when no suite is required.
    public List<Missing> refuting(Map<String, Verdict> newest) {
        return missing(newest).stream()
                .filter(missing -> missing.newest() != null)
                .toList();
    }
}
