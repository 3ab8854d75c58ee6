package io.plumbline.eval.gate.comparison;

import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.List;

/// The outcome of one item by the rules of its suite, in display order. It explains a verdict but does not make
/// one: a gate may pass with failed items because its checks use means.
public enum ItemOutcome {
    /// Below a metric's floor, or further below the baseline than its `maxRegression`.
    FAILED,
    /// The candidate did not answer, or its answer was too long for a metric, in at least one repeat.
    ERROR,
    /// Answered without breaking a rule.
    PASSED,
    /// Not answered yet, or not scorable.
    OPEN,
    /// Never sent: the run ended before its turn.
    SKIPPED;

    /// Between numbers that are equal except for rounding.
    private static final double ROUNDING = 1e-9;

    /// @param over whether no more calls are made
    public static ItemOutcome of(ItemResult result, List<MetricRule> rules, boolean over) {
        if (rules.stream().anyMatch(rule -> breaks(rule, result))) {
            return FAILED;
        }
        if (result.error() != null) {
            return ERROR;
        }
        if (!result.scores().isEmpty()) {
            return PASSED;
        }
        return over && result.candidate() == null ? SKIPPED : OPEN;
    }

    private static boolean breaks(MetricRule rule, ItemResult result) {
        Double score = result.scores().get(rule.label());
        if (score == null) {
            return false;
        }
        Double before = result.baselineScores().get(rule.label());
        Double floor = rule.floor();
        Double allowed = rule.maxRegression();
        return (floor != null && score < floor - ROUNDING)
                || (allowed != null && before != null && before - score > allowed + ROUNDING);
    }
}
