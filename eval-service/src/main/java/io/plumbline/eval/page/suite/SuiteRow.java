package io.plumbline.eval.page.suite;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.page.Conclusion;
import io.plumbline.eval.page.Figures;
import io.plumbline.eval.page.gate.GateRow;
import io.plumbline.eval.suite.SuiteView;
import java.util.ArrayList;
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
        @Nullable GateRow newest) {

    static SuiteRow of(SuiteView suite, List<Gate> newestFirst) {
        int metrics = suite.document().metrics().size();
        return new SuiteRow(
                suite.name(),
                suite.team(),
                suite.document().dataset(),
                suite.revision(),
                Figures.count(metrics, "metric") + (suite.document().judge() == null ? "" : " and a judge"),
                newestFirst.isEmpty() ? null : GateRow.of(newestFirst.getFirst()));
    }

    /// Returns its state.
    Conclusion conclusion() {
        if (newest == null) {
            return Conclusion.plain("No gate has run this suite yet.", null);
        }
        String ran = " on " + newest.candidate() + ", " + newest.when() + ".";
        if (!newest.counts()) {
            return Conclusion.plain("Its newest gate is for information only: " + newest.outcome() + ran, null);
        }
        return switch (newest.outcome()) {
            case "PASS" -> Conclusion.good("Its newest gate passed" + ran, null);
            case "FAIL" -> Conclusion.bad("Its newest gate failed" + ran, null);
            case "INCONCLUSIVE" -> Conclusion.warn("Its newest gate was inconclusive" + ran, null);
            case "ERROR" -> Conclusion.bad("Its newest gate could not run" + ran, newest.error());
            default -> Conclusion.plain("Its newest gate is " + newest.outcome() + ran, null);
        };
    }

    /// Returns the state of all of them.
    ///
    /// @return null for none
    static @Nullable Conclusion conclusion(List<SuiteRow> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        long failed = rows.stream().filter(row -> row.hasOutcome("FAIL")).count();
        List<String> parts = new ArrayList<>();
        add(parts, rows.stream().filter(row -> row.hasOutcome("PASS")).count(), "passed");
        add(parts, failed, "failed");
        add(parts, rows.stream().filter(row -> row.hasOutcome("INCONCLUSIVE")).count(), "inconclusive");
        add(parts, rows.stream().filter(row -> row.newest() == null).count(), "never ran");
        String sentence = "Of " + Figures.count(rows.size(), "suite") + " shown, by newest gate: "
                + (parts.isEmpty() ? "none has a verdict" : String.join(", ", parts)) + ".";
        return failed > 0 ? Conclusion.bad(sentence, null) : Conclusion.plain(sentence, null);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + " " + what);
        }
    }

    private boolean hasOutcome(String outcome) {
        return newest != null && newest.counts() && newest.outcome().equals(outcome);
    }
}
