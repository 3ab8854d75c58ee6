package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.SliceCheck;
import io.plumbline.eval.statistics.DecisionRule;
import io.plumbline.eval.statistics.check.CheckDecision;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.multiplicity.BenjaminiHochberg;
import io.plumbline.eval.suite.document.SliceRule;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Evaluates each slice of a gate's items separately, metric by metric. Slices are informative, and a FAIL among
/// many is reported only if it survives the correction of Benjamini and Hochberg. If the suite lets a slice
/// block, its limits are checks of the gate, corrected in their family, and its items have the suite's error
/// budget to themselves.
final class SliceReport {

    /// A slice with fewer items says little: the interval of a share of 0.9 is then 20 points wide.
    static final int FEW = 30;

    private static final int MOST = 50;
    static final String OF_SLICE = "slice.";

    private final boolean compared;
    private final SuiteDocument document;
    private final DecisionRule rule;
    private final Map<String, SliceRule> blocking;
    /// Slice → its items.
    private final Map<String, Set<Integer>> places = new HashMap<>();

    private final List<String> shown;
    private final List<GateCheck> checks = new ArrayList<>();
    private final List<Measured> measured = new ArrayList<>();

    /// @param pValue that the slice is within its limits; null without limits
    private record Measured(
            String slice, SliceCheck check, @Nullable Double pValue) {}

    SliceReport(Gate gate, List<GateItem> items, DecisionRule rule) {
        this.compared = gate.baseline() != null;
        this.document = gate.document();
        this.rule = rule;
        this.blocking = document.slicesOrNone();
        for (GateItem item : items) {
            if (item.slice() != null) {
                places.computeIfAbsent(item.slice(), _ -> new HashSet<>()).add(item.item());
            }
        }
        blocking.keySet().forEach(name -> places.putIfAbsent(name, Set.of()));
        this.shown = places.keySet().stream()
                .sorted(Comparator.<String, Boolean>comparing(name -> !blocking.containsKey(name))
                        .thenComparingInt(name -> -size(name))
                        .thenComparing(name -> name))
                .limit(Math.max(MOST, blocking.size()))
                .toList();
    }

    /// Adds the scores of both systems in one metric.
    void add(MetricRule metric, GateScores candidate, GateScores baseline) {
        for (String name : shown) {
            Set<Integer> items = places.getOrDefault(name, Set.of());
            SliceLimits held = SliceLimits.of(name, metric, blocking.get(name));
            GateScores mine = candidate.on(items);
            if (mine.size() == 0) {
                nothing(held, "No item of this slice has a score.");
            } else {
                measure(held, mine, baseline.on(items));
            }
        }
    }

    /// Makes inconclusive what an unavailable metric would decide on the slices it blocks, even if it does not
    /// block on all items.
    void unavailable(MetricRule metric, String reason) {
        shown.stream()
                .map(name -> SliceLimits.of(name, metric, blocking.get(name)))
                .filter(SliceLimits::block)
                .forEach(held -> nothing(held, reason));
    }

    /// Applies the suite's error budget to each blocking slice: a few failed calls among all items may be an
    /// entire small slice.
    ///
    /// @param name name of the check on all items
    /// @param answers answers of one side in this run
    void addErrors(String name, List<GateAnswer> answers, UnscoredAnswers unscored) {
        for (Map.Entry<String, SliceRule> entry : blocking.entrySet()) {
            String slice = entry.getKey();
            Set<Integer> items = places.getOrDefault(slice, Set.of());
            if (!items.isEmpty()) {
                checks.add(GateJudge.errors(
                        OF_SLICE + slice + "." + name,
                        document,
                        items.size() * document.repeatsOrOne(),
                        answers.stream()
                                .filter(answer -> items.contains(answer.item()))
                                .toList(),
                        unscored.of(entry.getValue()::covers)));
            }
        }
    }

    private void nothing(SliceLimits limits, String reason) {
        String outcome = limits.limited() ? CheckOutcome.INCONCLUSIVE.name() : GateJudge.SKIPPED;
        measured.add(new Measured(
                limits.slice(),
                new SliceCheck(limits.metric().label(), 0, null, null, null, null, null, null, null, outcome, reason),
                null));
        if (limits.block() && limits.limited()) {
            String kind = limits.floor() == null ? MetricChecks.REGRESSION : MetricChecks.FLOOR;
            checks.add(GateJudge.open(limits.check(kind), true, reason));
        }
    }

    private void measure(SliceLimits limits, GateScores mine, GateScores theirs) {
        Double floor = limits.floor();
        Double allowed = limits.allowed();
        CheckDecision value = MetricChecks.floor(limits.metric(), mine, floor == null ? 0 : floor, rule);
        CheckDecision change = compared
                ? MetricChecks.comparison(mine, theirs, allowed == null ? mine.maximum() : allowed, rule)
                : null;
        List<CheckDecision> limited = new ArrayList<>(2);
        MissingReferences missing = MissingReferences.of(limits.metric(), document, mine);
        if (floor != null) {
            limited.add(value);
            if (limits.block()) {
                checks.add(missing.applied(MetricChecks.check(limits.check(MetricChecks.FLOOR), true, value)));
            }
        }
        if (allowed != null && change != null) {
            limited.add(change);
            if (limits.block()) {
                checks.add(missing.applied(MetricChecks.check(limits.check(MetricChecks.REGRESSION), true, change)));
            }
        } else if (allowed != null && limits.block()) {
            String name = limits.check(MetricChecks.REGRESSION);
            checks.add(
                    compared
                            ? GateJudge.open(name, true, "No item has an answer of both systems.")
                            : MetricChecks.notCompared(name, true));
        }
        String unlimited = allowed == null || compared ? "Reported only: no limit is set." : MetricChecks.NO_BASELINE;
        SliceCheck check = check(limits.metric().label(), size(limits.slice()), value, change, limited, unlimited);
        measured.add(
                missing.areTooMany() && !limited.isEmpty()
                        ? new Measured(
                                limits.slice(),
                                check.decided(
                                        CheckOutcome.INCONCLUSIVE.name(), check.reason() + " " + missing.reason()),
                                null)
                        : new Measured(limits.slice(), check, pValue(limited)));
    }

    private static SliceCheck check(
            String metric,
            int items,
            CheckDecision value,
            @Nullable CheckDecision change,
            List<CheckDecision> limited,
            String unlimited) {
        String outcome = limited.stream()
                .map(CheckDecision::outcome)
                .reduce(CheckOutcome::and)
                .map(CheckOutcome::name)
                .orElse(GateJudge.SKIPPED);
        String why = limited.stream()
                .max(Comparator.comparing(CheckDecision::outcome))
                .map(CheckDecision::reason)
                .orElse(unlimited);
        String few = items < FEW
                ? String.format(Locale.ROOT, "Only %d items: fewer than %d are a small sample. ", items, FEW)
                : "";
        return new SliceCheck(
                metric,
                value.items(),
                value.value(),
                value.interval().low(),
                value.interval().high(),
                change == null ? null : change.baseline(),
                change == null ? null : change.value(),
                change == null ? null : change.interval().low(),
                change == null ? null : change.interval().high(),
                outcome,
                few + why);
    }

    /// For one or two limits, by Bonferroni's correction.
    private static @Nullable Double pValue(List<CheckDecision> limited) {
        return limited.isEmpty()
                ? null
                : Math.min(
                        1,
                        limited.size()
                                * limited.stream()
                                        .mapToDouble(CheckDecision::pValue)
                                        .min()
                                        .orElse(1));
    }

    /// Returns the blocking results as checks of the gate.
    List<GateCheck> checks() {
        return List.copyOf(checks);
    }

    /// Returns the findings on each slice: blocking ones first, then the largest.
    ///
    /// @param decided all checks of the gate, corrected
    List<GateSlice> slices(List<GateCheck> decided) {
        Map<String, List<SliceCheck>> bySlice = new HashMap<>();
        for (Measured one : corrected()) {
            bySlice.computeIfAbsent(one.slice(), _ -> new ArrayList<>()).add(settled(one, decided));
        }
        return shown.stream()
                .map(name -> new GateSlice(
                        name,
                        size(name),
                        size(name) < FEW,
                        blocking.containsKey(name),
                        bySlice.getOrDefault(name, List.of())))
                .toList();
    }

    /// Returns the FAILs that survive the correction.
    private List<Measured> corrected() {
        List<Measured> advisory = measured.stream()
                .filter(one -> one.pValue() != null && !blocking.containsKey(one.slice()))
                .toList();
        double[] adjusted = BenjaminiHochberg.adjust(
                advisory.stream().mapToDouble(SliceReport::pValueOf).toArray());
        List<Measured> corrected = new ArrayList<>(measured);
        for (int i = 0; i < adjusted.length; i++) {
            Measured one = advisory.get(i);
            if (one.check().outcome().equals(CheckOutcome.FAIL.name()) && adjusted[i] > (1 - rule.confidence()) / 2) {
                String reason = one.check().reason()
                        + String.format(
                                Locale.ROOT,
                                " But one of %d such figures can look like this by chance (p = %.4f after Benjamini and"
                                        + " Hochberg's correction).",
                                adjusted.length,
                                adjusted[i]);
                corrected.set(
                        corrected.indexOf(one),
                        new Measured(
                                one.slice(),
                                one.check().decided(CheckOutcome.INCONCLUSIVE.name(), reason),
                                one.pValue()));
            }
        }
        return corrected;
    }

    /// Aligns the figures of a blocking slice with its checks; too many errors make a pass inconclusive.
    private SliceCheck settled(Measured one, List<GateCheck> decided) {
        String slice = OF_SLICE + one.slice() + ".";
        String prefix = slice + one.check().name() + ".";
        SliceCheck settled = decided.stream()
                .filter(check -> check.blocking()
                        && check.name().startsWith(prefix)
                        && !check.outcome().equals(GateJudge.SKIPPED))
                .max(Comparator.comparing(check -> CheckOutcome.valueOf(check.outcome())))
                .map(check -> one.check().decided(check.outcome(), one.check().reason()))
                .orElse(one.check());
        return decided.stream()
                .filter(check -> settled.outcome().equals(CheckOutcome.PASS.name())
                        && check.outcome().equals(CheckOutcome.INCONCLUSIVE.name())
                        && (check.name().equals(slice + GateJudge.ERRORS)
                                || check.name().equals(slice + GateJudge.BASELINE_ERRORS)))
                .findFirst()
                .map(check -> settled.decided(check.outcome(), check.reason()))
                .orElse(settled);
    }

    private static double pValueOf(Measured one) {
        Double pValue = one.pValue();
        return pValue == null ? 1 : pValue;
    }

    private int size(String name) {
        return places.getOrDefault(name, Set.of()).size();
    }
}
