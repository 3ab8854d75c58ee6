package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateFindings;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.JudgeRule;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Decides a gate from its answers. The verdict is the worst of the blocking checks: one FAIL fails it, one
/// INCONCLUSIVE makes it inconclusive. Items without an answer, or with one without a score, count as neither
/// right nor wrong. If they exceed the error budget, all checks on answers become inconclusive; if only the
/// baseline's do, all comparisons. Pure: equal answers give equal verdicts.
public final class GateJudge {

    /// The confidence of the intervals of a first attempt.
    public static final double CONFIDENCE = 0.95;
    static final String SKIPPED = "SKIPPED";
    static final String ERRORS = "errors";
    static final String BASELINE_ERRORS = "baseline.errors";
    private static final String JUDGE = "judge.";
    private static final String NOT_SCORED = " is UNAVAILABLE: it could not be computed for all answers.";

    private static final String SEE = "This result does not count: see the check ";

    private final MetricResolver metrics;

    public GateJudge(MetricResolver metrics) {
        this.metrics = metrics;
    }

    /// A verdict with its checks and other findings.
    public record Judgement(CheckOutcome verdict, List<GateCheck> checks, GateFindings findings) {

        /// Returns a copy in which nothing follows from the answers: no check on them decides, and the reasons
        /// still state the findings. FAIL if another check fails, else INCONCLUSIVE.
        ///
        /// @param because the reason
        public Judgement leftOpen(String because) {
            List<GateCheck> open = GateJudge.leftOpen(checks, GateCheck::restsOnAnswers, because);
            boolean fails = open.stream()
                    .anyMatch(check -> check.blocking() && check.outcome().equals(CheckOutcome.FAIL.name()));
            return new Judgement(
                    fails ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE, open, findings.leftOpen(because));
        }
    }

    /// Uses the default confidence of 95 %.
    public Judgement judge(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        return judge(gate, items, items.size(), answers, List.of(), CONFIDENCE);
    }

    /// @param items items due so far
    /// @param all number of all items
    /// @param answers answers of this run; those of earlier runs have repeat numbers beyond the suite's and count
    ///     for quality, not for errors, latency and cost
    /// @param others checks that do not depend on the answers
    /// @param confidence confidence of the two-sided intervals
    Judgement judge(
            Gate gate,
            List<GateItem> items,
            int all,
            List<GateAnswer> answers,
            List<GateCheck> others,
            double confidence) {
        SuiteDocument document = gate.document();
        List<GateAnswer> candidate = of(Side.CANDIDATE, answers);
        List<GateAnswer> baseline = of(Side.BASELINE, answers);
        List<GateCheck> checks = new ArrayList<>();
        List<GateAnswer> now = ofThisRun(document, candidate);
        DecisionRule whole = DecisionRule.seeded(document.seedOrZero(), confidence);
        DecisionRule rule = items.size() < all ? whole.ofPart() : whole;
        SliceReport slices = new SliceReport(gate, items, rule);
        UnscoredAnswers unscored = new UnscoredAnswers(document);
        Flakiness flaky = new Flakiness(items);
        for (MetricRule wanted : document.metrics()) {
            try {
                Metric metric = metrics.metric(wanted.definition());
                GateScores each = scores(metric, items, measured(wanted, document, candidate), document);
                GateScores eachOfTheirs = scores(metric, items, measured(wanted, document, baseline), document);
                if (each.isIncomplete() || eachOfTheirs.isIncomplete()) {
                    throw new MetricUnavailableException(wanted.label() + NOT_SCORED);
                }
                GateScores mine = combined(wanted, each);
                GateScores theirs = combined(wanted, eachOfTheirs);
                MissingReferences missing = MissingReferences.of(wanted, document, mine);
                MetricChecks.of(wanted, gate.baseline() != null, mine, theirs, rule).stream()
                        .map(missing::applied)
                        .forEach(checks::add);
                unscored.add(wanted, mine);
                unscored.add(wanted, theirs);
                slices.add(wanted, mine, theirs);
                flaky.add(wanted, each);
                checks.addAll(MetricChecks.powers(wanted, each, rule));
            } catch (MetricUnavailableException e) {
                String reason = String.valueOf(e.getMessage());
                checks.add(MetricChecks.open(wanted, reason));
                slices.unavailable(wanted, reason);
            }
        }
        checks.addAll(0, errors(gate, items.size(), now, ofThisRun(document, baseline), unscored, slices));
        checks.addAll(slices.checks());
        checks.addAll(others);
        checks.addAll(new CeilingChecks(document, rule).of(items, all, now));
        PolicyCheck.of(document.ceilings(), items.size(), all, now).ifPresent(checks::add);
        List<GateCheck> adjusted = withinBudget(FamilyOfChecks.adjusted(checks, rule.confidence()));
        GateFindings findings = new GateFindings(slices.slices(adjusted), flaky.found(), null, PolicyCheck.count(now));
        return new Judgement(verdict(document, adjusted), adjusted, findings);
    }

    private static GateScores scores(
            Metric metric, List<GateItem> items, List<GateAnswer> answers, SuiteDocument document) {
        return GateScores.of(metric, items, answers, document.toolsOrNone());
    }

    /// Returns the scores of the items: pass^k if the rule asks for it, else the means of their answers.
    private static GateScores combined(MetricRule wanted, GateScores scores) {
        Integer k = wanted.passK();
        return k == null ? scores : scores.passing(k);
    }

    /// Returns the worst of the blocking checks. If the suite has quality rules and none could be decided, the
    /// verdict is INCONCLUSIVE whatever latency and cost are. A floor of 0 is not a rule.
    private static CheckOutcome verdict(SuiteDocument document, List<GateCheck> checks) {
        Set<String> floors = document.metrics().stream()
                .filter(GateJudge::hasFloor)
                .map(metric -> metric.label() + MetricChecks.FLOOR)
                .collect(Collectors.toSet());
        List<GateCheck> blocking = checks.stream().filter(GateCheck::blocking).toList();
        boolean skipped = blocking.stream().anyMatch(check -> check.outcome().equals(SKIPPED));
        boolean judged = document.judgesByKey().values().stream().anyMatch(JudgeRule::hasFloor);
        boolean decided = blocking.stream()
                .anyMatch(check -> floors.contains(check.name())
                        || (judged
                                && check.name().startsWith(JUDGE)
                                && check.name().endsWith(MetricChecks.FLOOR)));
        return blocking.stream()
                .filter(check -> !check.outcome().equals(SKIPPED))
                .map(check -> CheckOutcome.valueOf(check.outcome()))
                .reduce(skipped && !decided ? CheckOutcome.INCONCLUSIVE : CheckOutcome.PASS, CheckOutcome::and);
    }

    private static boolean hasFloor(MetricRule metric) {
        Double floor = metric.floor();
        return floor != null && floor > 0;
    }

    /// Returns the checks unchanged while the errors of both systems are within their budget. Otherwise, no check
    /// on answers decides; if only the baseline exceeds it, no comparison does.
    private static List<GateCheck> withinBudget(List<GateCheck> checks) {
        if (isOpen(ERRORS, checks)) {
            return leftOpen(checks, GateCheck::restsOnAnswers, SEE + ERRORS + ".");
        }
        return isOpen(BASELINE_ERRORS, checks)
                ? leftOpen(checks, check -> check.name().endsWith(MetricChecks.REGRESSION), SEE + BASELINE_ERRORS + ".")
                : checks;
    }

    private static boolean isOpen(String name, List<GateCheck> checks) {
        return checks.stream()
                .anyMatch(
                        check -> check.name().equals(name) && check.outcome().equals(CheckOutcome.INCONCLUSIVE.name()));
    }

    /// Returns the checks with some made inconclusive. Checks that passed without an interval, for example a
    /// budget, do not depend on sampling and stay.
    private static List<GateCheck> leftOpen(List<GateCheck> checks, Predicate<GateCheck> which, String because) {
        return checks.stream()
                .map(check -> check.blocking()
                                && which.test(check)
                                && (check.outcome().equals(CheckOutcome.FAIL.name())
                                        || (check.outcome().equals(CheckOutcome.PASS.name()) && check.ciLow() != null))
                        ? check.leftOpen(because)
                        : check)
                .toList();
    }

    /// Returns the answers relevant to a metric: for latency, only those of this run.
    private static List<GateAnswer> measured(MetricRule wanted, SuiteDocument document, List<GateAnswer> answers) {
        return wanted.measuresLatency()
                ? ofThisRun(document, answers).stream()
                        .filter(answer -> !answer.cached())
                        .toList()
                : answers;
    }

    /// Checks for missing, failed and unscorable answers.
    ///
    /// @param slices receive their own errors
    private static List<GateCheck> errors(
            Gate gate,
            int items,
            List<GateAnswer> candidate,
            List<GateAnswer> baseline,
            UnscoredAnswers unscored,
            SliceReport slices) {
        SuiteDocument document = gate.document();
        int wanted = items * document.repeatsOrOne();
        Map<AnswerKey, String> missing = unscored.of(MetricRule::blocks);
        List<GateCheck> checks = new ArrayList<>();
        checks.add(errors(ERRORS, document, wanted, candidate, missing));
        slices.addErrors(ERRORS, candidate, unscored);
        if (gate.baseline() != null) {
            checks.add(errors(BASELINE_ERRORS, document, wanted, baseline, missing));
            slices.addErrors(BASELINE_ERRORS, baseline, unscored);
        }
        checks.addAll(unscored.checks(gate.baseline() == null ? wanted : 2 * wanted));
        int lacking = (int) candidate.stream()
                .filter(GateAnswer::lacksField)
                .map(GateAnswer::item)
                .distinct()
                .count();
        if (lacking > 0) {
            checks.add(fields(lacking, items));
        }
        if (gate.duplicates() > 0) {
            checks.add(duplicates(gate.duplicates(), items));
        }
        return checks;
    }

    /// @param wanted number of calls planned
    /// @param missing answer → why it has no score
    static GateCheck errors(
            String name, SuiteDocument document, int wanted, List<GateAnswer> answers, Map<AnswerKey, String> missing) {
        CallErrors errors = CallErrors.of(answers, wanted, missing);
        double share = wanted == 0 ? 1 : (double) errors.errors() / wanted;
        boolean within = wanted > 0 && share <= document.errorBudgetOrDefault();
        return GateCheck.plain(
                name,
                share,
                document.errorBudgetOrDefault(),
                (within ? CheckOutcome.PASS : CheckOutcome.INCONCLUSIVE).name(),
                true,
                errors.reason(document.errorBudgetOrDefault()));
    }

    private static GateCheck fields(int lacking, int items) {
        return GateCheck.plain(
                "fields",
                (double) lacking / items,
                null,
                SKIPPED,
                false,
                String.format(
                        Locale.ROOT,
                        "%,d of %,d records lack a field that the suite's messages name: they were not sent, and are"
                                + " errors.",
                        lacking,
                        items));
    }

    private static GateCheck duplicates(int count, int items) {
        return GateCheck.plain(
                "duplicates",
                null,
                null,
                SKIPPED,
                false,
                count + " of " + (items + count) + " records repeat an earlier question and are left out.");
    }

    static GateCheck open(String name, boolean blocking, String reason) {
        return GateCheck.plain(name, null, null, CheckOutcome.INCONCLUSIVE.name(), blocking, reason);
    }

    private static List<GateAnswer> ofThisRun(SuiteDocument document, List<GateAnswer> answers) {
        return answers.stream()
                .filter(answer -> answer.repeat() < document.repeatsOrOne())
                .toList();
    }

    private static List<GateAnswer> of(Side side, List<GateAnswer> answers) {
        return answers.stream().filter(answer -> answer.side() == side).toList();
    }
}
