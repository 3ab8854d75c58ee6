package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.statistics.CeilingCheck;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.suite.SuiteDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Holds what the candidate's answers took against what they may take. Answers of earlier gates cost what
/// they cost when they were given, so a ceiling that failed does not pass when the gate is run again. They say
/// nothing of the latency now, which is open where too few calls were made.
final class CeilingChecks {

    private static final String LATENCY = "latency.p95";
    private static final String COST = "cost";
    private static final double P95 = 0.95;

    private final SuiteDocument document;
    private final CeilingCheck check;

    CeilingChecks(SuiteDocument document, DecisionRule rule) {
        this.document = document;
        this.check = new CeilingCheck(rule);
    }

    /// @param answers of the candidate, in this run
    /// @param wanted how many there are to be
    List<GateCheck> of(List<GateAnswer> answers, int wanted) {
        SuiteDocument.Ceilings ceilings = document.ceilings();
        if (ceilings == null) {
            return List.of();
        }
        List<GateCheck> checks = new ArrayList<>();
        List<GateAnswer> answered =
                answers.stream().filter(answer -> answer.answer() != null).toList();
        Double latency = ceilings.p95LatencyMs();
        if (latency != null) {
            checks.add(latency(latency, answered, wanted));
        }
        BigDecimal cost = ceilings.costUsd();
        if (cost != null) {
            checks.add(cost(cost, answered));
        }
        return checks;
    }

    private GateCheck latency(double ceiling, List<GateAnswer> answered, int wanted) {
        double[] fresh = answered.stream()
                .filter(answer -> !answer.cached())
                .mapToDouble(GateAnswer::latencyMs)
                .toArray();
        if (fresh.length == 0 || fresh.length < wanted * (1 - document.errorBudgetOrDefault())) {
            return GateJudge.open(
                    LATENCY,
                    true,
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d calls were made and answered now, too few to tell: answers of earlier gates say"
                                    + " nothing of the latency. `\"cache\": false` has all asked again.",
                            fresh.length,
                            wanted));
        }
        return MetricChecks.check(LATENCY, true, check.quantile(fresh, P95, ceiling));
    }

    private GateCheck cost(BigDecimal ceiling, List<GateAnswer> answered) {
        if (answered.isEmpty()) {
            return GateJudge.open(COST, true, "No call was answered.");
        }
        Map<Integer, BigDecimal> byItem = new TreeMap<>();
        for (GateAnswer answer : answered) {
            BigDecimal cost = answer.costUsd();
            if (cost == null) {
                return GateJudge.open(COST, true, "The price of some calls is not known.");
            }
            byItem.merge(answer.item(), cost, BigDecimal::add);
        }
        BigDecimal sum = byItem.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        double[] costs =
                byItem.values().stream().mapToDouble(BigDecimal::doubleValue).toArray();
        return MetricChecks.check(COST, true, check.sum(costs, sum.doubleValue(), ceiling.doubleValue()));
    }
}
