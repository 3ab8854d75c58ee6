package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.check.CeilingCheck;
import io.plumbline.eval.suite.document.Ceilings;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Compares latency and cost of the candidate's answers with their ceilings. Answers of earlier gates count with
/// their original cost, so a failed ceiling does not pass on a rerun. They do not count for latency, which is
/// inconclusive after too few calls. Failed calls count as beyond the latency ceiling, not as fast.
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

    /// @param items items due so far
    /// @param all number of all items
    /// @param answers answers of the candidate in this run
    List<GateCheck> of(List<GateItem> items, int all, List<GateAnswer> answers) {
        Ceilings ceilings = document.ceilings();
        if (ceilings == null) {
            return List.of();
        }
        List<GateCheck> checks = new ArrayList<>();
        List<GateAnswer> answered =
                answers.stream().filter(answer -> answer.answer() != null).toList();
        Double latency = ceilings.p95LatencyMs();
        if (latency != null) {
            checks.add(latency(latency, answers, items.size() * document.repeatsOrOne()));
        }
        BigDecimal cost = ceilings.costUsd();
        if (cost != null) {
            checks.add(cost(cost, answered, items, (double) all * document.repeatsOrOne()));
        }
        return checks;
    }

    /// A failed call has no answer yet, so it counts as beyond the ceiling and as slow as any.
    private GateCheck latency(double ceiling, List<GateAnswer> answers, int wanted) {
        double slowest =
                answers.stream().mapToDouble(GateAnswer::latencyMs).max().orElse(0);
        double inVain = Math.max(slowest, Math.nextUp(ceiling));
        double[] fresh = answers.stream()
                .filter(answer -> !answer.cached())
                .mapToDouble(answer -> answer.answer() == null ? inVain : answer.latencyMs())
                .toArray();
        if (fresh.length == 0 || fresh.length < wanted * (1 - document.errorBudgetOrDefault())) {
            return GateJudge.open(
                    LATENCY,
                    true,
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d calls were made in this run, which is too few: answers of earlier gates do"
                                    + " not count for latency. Set `\"cache\": false` to call the model for all items.",
                            fresh.length,
                            wanted));
        }
        return MetricChecks.check(LATENCY, true, check.quantile(fresh, P95, ceiling));
    }

    /// @param wanted total number of answers
    private GateCheck cost(BigDecimal ceiling, List<GateAnswer> answered, List<GateItem> items, double wanted) {
        if (answered.isEmpty()) {
            return GateJudge.open(COST, true, "No call was answered.");
        }
        Map<Integer, String> clusters = new HashMap<>();
        items.forEach(item -> clusters.put(item.item(), item.cluster()));
        Map<String, BigDecimal> byCluster = new TreeMap<>();
        for (GateAnswer answer : answered) {
            BigDecimal cost = answer.costUsd();
            if (cost == null) {
                return GateJudge.open(COST, true, "The price of some calls is not known.");
            }
            byCluster.merge(clusters.getOrDefault(answer.item(), ""), cost, BigDecimal::add);
        }
        BigDecimal sum = byCluster.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        double[] costs =
                byCluster.values().stream().mapToDouble(BigDecimal::doubleValue).toArray();
        double scale = wanted / answered.size();
        return MetricChecks.check(COST, true, check.sum(costs, sum.doubleValue(), scale, ceiling.doubleValue()));
    }
}
