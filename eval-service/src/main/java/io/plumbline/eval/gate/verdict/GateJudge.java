package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.definition.MetricBook;
import io.plumbline.eval.statistics.CheckDecision;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.FloorCheck;
import io.plumbline.eval.statistics.Outcome;
import io.plumbline.eval.statistics.RegressionCheck;
import io.plumbline.eval.suite.SuiteDocument;
import io.plumbline.eval.suite.SuiteDocument.MetricRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides a gate from its answers. The verdict is the worst of the blocking checks: one FAIL fails, one
/// INCONCLUSIVE leaves it open. Items without an answer count as neither right nor wrong; more of them than
/// the error budget allows leave the gate open, whatever else was found. Pure: the same answers, the same
/// verdict.
public final class GateJudge {

    private static final double P95 = 0.95;
    static final double CONFIDENCE = 0.95;
    private static final String SKIPPED = "SKIPPED";
    private static final String FLOOR = ".floor";

    private final MetricBook metrics;

    public GateJudge(MetricBook metrics) {
        this.metrics = metrics;
    }

    /// A verdict and what it rests on.
    public record Judgement(Outcome verdict, List<GateCheck> checks) {}

    /// With the usual confidence of 95 %.
    public Judgement judge(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        return judge(gate, items, answers, List.of(), CONFIDENCE);
    }

    /// @param others checks that rest on something else than the answers
    /// @param confidence of the two-sided intervals
    Judgement judge(
            Gate gate, List<GateItem> items, List<GateAnswer> answers, List<GateCheck> others, double confidence) {
        SuiteDocument document = gate.document();
        List<GateAnswer> candidate = of(Side.CANDIDATE, answers);
        List<GateAnswer> baseline = of(Side.BASELINE, answers);
        List<GateCheck> checks = new ArrayList<>();
        checks.add(errors("errors", document, items.size() * document.repeatsOrOne(), candidate));
        if (gate.baseline() != null) {
            checks.add(errors("baseline.errors", document, items.size() * document.repeatsOrOne(), baseline));
        }
        if (gate.duplicates() > 0) {
            checks.add(duplicates(gate.duplicates(), items.size()));
        }
        DecisionRule rule = DecisionRule.seeded(document.seedOrZero(), confidence);
        for (MetricRule wanted : document.metrics()) {
            try {
                Metric metric = metrics.metric(wanted.definition());
                GateScores scores = GateScores.of(metric, items, candidate);
                addChecks(checks, wanted, gate, scores, GateScores.of(metric, items, baseline), rule);
            } catch (MetricUnavailableException e) {
                checks.add(open(wanted.label(), wanted.blocks(), String.valueOf(e.getMessage())));
            }
        }
        checks.addAll(others);
        addCeilings(checks, document.ceilings(), candidate);
        List<GateCheck> adjusted = FamilyOfChecks.adjusted(checks, rule.confidence());
        return new Judgement(verdict(adjusted), adjusted);
    }

    private static void addChecks(
            List<GateCheck> checks,
            MetricRule wanted,
            Gate gate,
            GateScores candidate,
            GateScores baseline,
            DecisionRule rule) {
        if (candidate.size() == 0) {
            checks.add(open(wanted.label(), wanted.blocks(), "No item has both an answer and a reference."));
            return;
        }
        addFloor(checks, wanted, candidate, rule);
        addRegression(checks, wanted, gate, candidate, baseline, rule);
    }

    /// The worst of the blocking checks. Where the suite has rules on quality and none of them could be
    /// decided, nothing is known of the quality, whatever latency and cost are.
    private static Outcome verdict(List<GateCheck> checks) {
        List<GateCheck> blocking = checks.stream().filter(GateCheck::blocking).toList();
        boolean skipped = blocking.stream().anyMatch(check -> check.outcome().equals(SKIPPED));
        boolean decided = blocking.stream().anyMatch(check -> check.name().endsWith(FLOOR));
        return blocking.stream()
                .filter(check -> !check.outcome().equals(SKIPPED))
                .map(check -> Outcome.valueOf(check.outcome()))
                .reduce(skipped && !decided ? Outcome.INCONCLUSIVE : Outcome.PASS, Outcome::and);
    }

    private static void addFloor(List<GateCheck> checks, MetricRule wanted, GateScores scores, DecisionRule rule) {
        Double floor = wanted.floor();
        if (floor == null && wanted.maxRegression() == null) {
            double value = scores.sample().value();
            checks.add(GateCheck.plain(wanted.label(), value, null, SKIPPED, false, "Reported only: no limit is set."));
        } else if (floor != null) {
            CheckDecision decision = new FloorCheck(rule).decide(scores.sample(), floor);
            checks.add(check(wanted.label() + FLOOR, wanted.blocks(), decision));
        }
    }

    private static void addRegression(
            List<GateCheck> checks,
            MetricRule wanted,
            Gate gate,
            GateScores candidate,
            GateScores baseline,
            DecisionRule rule) {
        Double allowed = wanted.maxRegression();
        if (allowed == null) {
            return;
        }
        String name = wanted.label() + ".regression";
        if (gate.baseline() == null) {
            checks.add(GateCheck.plain(
                    name,
                    null,
                    null,
                    SKIPPED,
                    wanted.blocks(),
                    "There is no baseline yet: a first version needs a floor to pass."));
            return;
        }
        GateScores mine = candidate.on(baseline);
        GateScores theirs = baseline.on(candidate);
        if (mine.size() == 0) {
            checks.add(open(name, wanted.blocks(), "No item was answered by both systems."));
            return;
        }
        checks.add(check(
                name, wanted.blocks(), new RegressionCheck(rule).decide(mine.sample(), theirs.sample(), allowed)));
    }

    private static GateCheck check(String name, boolean blocking, CheckDecision decision) {
        return new GateCheck(
                name,
                1,
                decision.value(),
                decision.interval().low(),
                decision.interval().high(),
                decision.threshold(),
                decision.baseline(),
                decision.pValue(),
                decision.outcome().name(),
                blocking,
                decision.reason());
    }

    private static GateCheck errors(String name, SuiteDocument document, int wanted, List<GateAnswer> answers) {
        CallErrors errors = CallErrors.of(answers, wanted);
        double share = wanted == 0 ? 1 : (double) errors.unanswered() / wanted;
        boolean within = wanted > 0 && share <= document.errorBudgetOrDefault();
        return GateCheck.plain(
                name,
                share,
                document.errorBudgetOrDefault(),
                (within ? Outcome.PASS : Outcome.INCONCLUSIVE).name(),
                true,
                errors.reason(document.errorBudgetOrDefault()));
    }

    private static GateCheck duplicates(int count, int items) {
        return GateCheck.plain(
                "duplicates",
                null,
                null,
                SKIPPED,
                false,
                count + " of " + (items + count) + " records ask what an earlier one asks, and are left out.");
    }

    private static void addCeilings(
            List<GateCheck> checks, SuiteDocument.@Nullable Ceilings ceilings, List<GateAnswer> answers) {
        if (ceilings == null) {
            return;
        }
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
    }

    private static GateCheck latency(double ceiling, List<GateAnswer> answered) {
        if (answered.isEmpty()) {
            return open("latency.p95", true, "No call was answered, but from the answers of earlier gates.");
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
                return open("cost", true, "The price of some calls is not known.");
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

    private static GateCheck open(String name, boolean blocking, String reason) {
        return GateCheck.plain(name, null, null, Outcome.INCONCLUSIVE.name(), blocking, reason);
    }

    private static List<GateAnswer> of(Side side, List<GateAnswer> answers) {
        return answers.stream().filter(answer -> answer.side() == side).toList();
    }
}
