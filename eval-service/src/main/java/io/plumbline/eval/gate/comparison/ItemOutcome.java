package io.plumbline.eval.gate.comparison;

import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.suite.SuiteDocument.MetricRule;
import java.util.List;

/// How one item stands by the rules of its suite, in the order in which one wants to see them. It explains a
/// verdict and makes none: a gate passes with some items that failed, since its checks are on means.
public enum ItemOutcome {
    /// Below a metric's floor, or further below the baseline than its `maxRegression`.
    FAILED,
    /// The candidate did not answer, or too much for a metric, at least one of several times.
    ERROR,
    /// Answered, and no rule is broken.
    PASSED,
    /// Not answered yet, or nothing to score it by.
    OPEN,
    /// Never asked: the run ended before its turn.
    SKIPPED;

    /// Between two numbers that are the same but for rounding.
    private static final double ROUNDING = 1e-9;

    /// @param over whether nothing is asked any more
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
