package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.gate.ledger.result.GateCheck.SampleSize;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.check.CheckDecision;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.check.FloorCheck;
import io.plumbline.eval.statistics.check.RegressionCheck;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The checks of one metric on all items of a gate: against its floor, and against the baseline.
final class MetricChecks {

    static final String FLOOR = ".floor";
    static final String REGRESSION = ".regression";

    /// The suffix for a metric without a limit, or an undecided one. Its bare name could be another check's, such
    /// as the ceiling `cost`.
    static final String SCORE = ".score";

    static final String NO_BASELINE = "There is no baseline yet. A first version needs a floor to pass.";

    private MetricChecks() {}

    /// @param compared whether the gate has a baseline
    static List<GateCheck> of(
            MetricRule wanted, boolean compared, GateScores candidate, GateScores baseline, DecisionRule rule) {
        if (candidate.size() == 0) {
            return List.of(open(
                    wanted,
                    wanted.measuresLatency()
                            ? "No call was answered in this run. Answers of earlier gates do not count for latency."
                            : "No item has both an answer and a reference."));
        }
        List<GateCheck> checks = new ArrayList<>(2);
        Double floor = wanted.floor();
        Double allowed = wanted.maxRegression();
        if (floor == null && allowed == null) {
            checks.add(reported(wanted.label() + SCORE, new FloorCheck(rule).decide(candidate.sample(), 0)));
        } else if (floor != null) {
            checks.add(check(wanted.label() + FLOOR, wanted.blocks(), floor(wanted, candidate, floor, rule)));
        }
        if (allowed != null) {
            checks.add(regression(wanted, allowed, compared, candidate, baseline, rule));
        }
        return checks;
    }

    /// Reports pass^1 to pass^k of a metric with `passK`.
    ///
    /// @param scores of each answer
    static List<GateCheck> powers(MetricRule wanted, GateScores scores, DecisionRule rule) {
        Integer most = wanted.passK();
        List<GateCheck> checks = new ArrayList<>();
        for (int k = 1; most != null && k <= most; k++) {
            GateScores passed = scores.passing(k);
            if (passed.size() > 0) {
                checks.add(reported(wanted.label() + ".pass^" + k, new FloorCheck(rule).decide(passed.sample(), 0)));
            }
        }
        return checks;
    }

    static CheckDecision floor(MetricRule wanted, GateScores scores, double floor, DecisionRule rule) {
        FloorCheck check = new FloorCheck(rule);
        return wanted.claimsSafety() ? check.guarantee(scores.worst(), floor) : check.decide(scores.sample(), floor);
    }

    private static GateCheck regression(
            MetricRule wanted,
            double allowed,
            boolean compared,
            GateScores candidate,
            GateScores baseline,
            DecisionRule rule) {
        String name = wanted.label() + REGRESSION;
        if (!compared) {
            return notCompared(name, wanted.blocks());
        }
        CheckDecision decision = comparison(candidate, baseline, allowed, rule);
        return decision == null
                ? GateJudge.open(name, wanted.blocks(), "No item has an answer of both systems.")
                : check(name, wanted.blocks(), decision);
    }

    /// For a first version.
    static GateCheck notCompared(String name, boolean blocking) {
        return GateCheck.plain(name, null, null, GateJudge.SKIPPED, blocking, NO_BASELINE);
    }

    /// For a metric without a result.
    static GateCheck open(MetricRule wanted, String reason) {
        return GateJudge.open(wanted.label() + SCORE, wanted.blocks(), reason);
    }

    /// Returns the difference on the items that both have; null if there are none.
    static @Nullable CheckDecision comparison(
            GateScores candidate, GateScores baseline, double allowed, DecisionRule rule) {
        GateScores mine = candidate.on(baseline);
        GateScores theirs = baseline.on(candidate);
        return mine.size() == 0 ? null : new RegressionCheck(rule).decide(mine.sample(), theirs.sample(), allowed);
    }

    static GateCheck check(String name, boolean blocking, CheckDecision decision) {
        return new GateCheck(
                        name,
                        1,
                        new Figures(
                                decision.value(),
                                decision.interval().low(),
                                decision.interval().high(),
                                decision.threshold(),
                                decision.baseline(),
                                decision.pValue()),
                        decision.outcome().name(),
                        blocking,
                        decision.reason())
                .sized(new SampleSize(decision.items(), decision.itemsNeeded(), decision.detectableEffect()));
    }

    /// Reports a value with its interval without deciding anything.
    private static GateCheck reported(String name, CheckDecision decision) {
        boolean known = decision.outcome() == CheckOutcome.PASS;
        return new GateCheck(
                name,
                1,
                Figures.of(
                        decision.value(),
                        known ? decision.interval().low() : null,
                        known ? decision.interval().high() : null,
                        null),
                GateJudge.SKIPPED,
                false,
                "Reported only: no limit is set.");
    }
}
