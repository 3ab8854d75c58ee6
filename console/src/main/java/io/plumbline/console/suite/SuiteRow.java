package io.plumbline.console.suite;

import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.gate.GateRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A suite in the list.
///
/// @param asks its requirements in a few words
/// @param newest its newest gate; null before the first
record SuiteRow(
        String name,
        String team,
        String dataset,
        int revision,
        String asks,
        Instant updatedAt,
        @Nullable GateRow newest) {

    static SuiteRow of(SuiteDocument suite, List<GateRow> newestFirst) {
        return new SuiteRow(
                suite.name(),
                suite.team(),
                suite.dataset(),
                suite.revision(),
                suite.requirements(),
                suite.updatedAt(),
                newestFirst.stream()
                        .filter(gate -> gate.suite().equals(suite.name()))
                        .findFirst()
                        .orElse(null));
    }

    /// Returns its state.
    Conclusion conclusion() {
        if (newest == null) {
            return Conclusion.plain("No gate has run this suite yet.", null);
        }
        String ran = " on " + newest.candidate() + ".";
        if (!newest.counts()) {
            return Conclusion.plain("Its newest gate is for information only: " + newest.outcome() + ran, null);
        }
        return switch (newest.outcome()) {
            case "PASS" -> Conclusion.good("Its newest gate passed" + ran, null);
            case "FAIL" -> Conclusion.bad("Its newest gate failed" + ran, null);
            case "INCONCLUSIVE" -> Conclusion.warn("Its newest gate was inconclusive" + ran, null);
            case "ERROR" -> Conclusion.bad("Its newest gate could not run" + ran, null);
            default -> Conclusion.plain("Its newest gate is " + newest.outcome() + ran, null);
        };
    }
}
