package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.statistics.Outcome;
import io.plumbline.eval.suite.SuiteDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Holds what the answers took against what they may take.
final class CeilingChecks {

    private static final double P95 = 0.95;

    private CeilingChecks() {}

    /// @param answers of the candidate, in this run
    static List<GateCheck> of(SuiteDocument.@Nullable Ceilings ceilings, List<GateAnswer> answers) {
        if (ceilings == null) {
            return List.of();
        }
        List<GateCheck> checks = new ArrayList<>();
        List<GateAnswer> answered = answers.stream()
                .filter(answer -> answer.answer() != null && !answer.cached())
                .toList();
        Double latency = ceilings.p95LatencyMs();
        if (latency != null) {
            checks.add(latency(latency, answered));
        }
        BigDecimal cost = ceilings.costUsd();
        if (cost != null) {
            checks.add(cost(cost, answered));
        }
        return checks;
    }

    private static GateCheck latency(double ceiling, List<GateAnswer> answered) {
        if (answered.isEmpty()) {
            return GateJudge.open("latency.p95", true, "No call was answered, but from the answers of earlier gates.");
        }
        double[] sorted =
                answered.stream().mapToDouble(GateAnswer::latencyMs).sorted().toArray();
        double p95 = sorted[(int) Math.ceil(P95 * sorted.length) - 1];
        return ceiling(
                "latency.p95", p95, ceiling, "The slowest twentieth of the calls took %.0f ms or more; %.0f may.");
    }

    private static GateCheck cost(BigDecimal ceiling, List<GateAnswer> answered) {
        BigDecimal sum = BigDecimal.ZERO;
        for (GateAnswer answer : answered) {
            BigDecimal cost = answer.costUsd();
            if (cost == null) {
                return GateJudge.open("cost", true, "The price of some calls is not known.");
            }
            sum = sum.add(cost);
        }
        return ceiling("cost", sum.doubleValue(), ceiling.doubleValue(), "The run cost %.4f USD; %.4f may.");
    }

    private static GateCheck ceiling(String name, double value, double ceiling, String reason) {
        return GateCheck.plain(
                name,
                value,
                ceiling,
                (value <= ceiling ? Outcome.PASS : Outcome.FAIL).name(),
                true,
                String.format(Locale.ROOT, reason, value, ceiling));
    }
}
