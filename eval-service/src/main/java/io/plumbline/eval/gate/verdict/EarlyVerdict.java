package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.multiplicity.GroupSequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at a gate after a quarter and a half of its items if its suite permits, and ends it if the verdict is
/// certain. Items are called in an order drawn from the suite's seed, so that the first ones are a random sample.
/// Each look, including the last, requires a confidence that keeps the error of all looks at that of one. If
/// earlier runs have answered other items, there is no early look: the first items are then no valid sample,
/// since the suite's author may have searched for a seed that puts wrong answers last. Pure: equal answers give
/// equal results.
public final class EarlyVerdict {

    private static final int FEWEST_ITEMS = 20;
    private static final GroupSequential LOOKS = GroupSequential.usual();

    /// Per look of a first attempt; cached because computing them takes time.
    private static final double[] CONFIDENCES = confidences(LOOKS);

    private final GateJudge judge;

    public EarlyVerdict(GateJudge judge) {
        this.judge = judge;
    }

    /// Returns the items in calling order.
    public static <T> List<T> order(Gate gate, List<T> items) {
        if (!gate.document().stopsEarly()) {
            return items;
        }
        List<T> order = new ArrayList<>(items);
        Collections.shuffle(order, new Random(gate.document().seedOrZero()));
        return order;
    }

    /// Returns the numbers of items after which to look early; empty if the suite does not permit it.
    public static List<Integer> looks(Gate gate, int items) {
        if (!gate.document().stopsEarly()) {
            return List.of();
        }
        return LOOKS.fractions().stream()
                .filter(fraction -> fraction < 1)
                .map(fraction -> (int) Math.ceil(fraction * items))
                .toList();
    }

    /// Returns the verdict after the first items if it is certain and no other item is answered. If a judge
    /// follows, which happens at the end, or other tiers are required, only FAIL is possible.
    ///
    /// @param look 0 for the first
    /// @param items all items in calling order
    /// @param answers answers of this run and of the earlier runs in its evidence
    /// @param evidence the evidence of the answers
    public Optional<GateJudge.Judgement> at(
            int look, Gate gate, List<GateItem> items, List<GateAnswer> answers, Evidence evidence) {
        int count = looks(gate, items.size()).get(look);
        double confidence = confidences(evidence)[look];
        if (count < FEWEST_ITEMS || confidence >= 1 || areAnswered(items.subList(count, items.size()), answers)) {
            return Optional.empty();
        }
        List<GateItem> first = items.subList(0, count);
        List<GateAnswer> of = answersTo(first, answers);
        GateJudge.Judgement judgement = judge.judge(gate, first, items.size(), of, List.of(), confidence);
        boolean allKnown = !gate.document().hasJudges() && gate.document().requires() == null;
        boolean sure = (allKnown && judgement.verdict() == CheckOutcome.PASS)
                || judgement.checks().stream().anyMatch(EarlyVerdict::failsSurely);
        return sure ? Optional.of(resting(annotated(judgement, count, items.size()), evidence)) : Optional.empty();
    }

    /// An item that could not be sent says nothing about the others.
    private static boolean areAnswered(List<GateItem> items, List<GateAnswer> answers) {
        return answersTo(items, answers).stream().anyMatch(answer -> !answer.lacksField());
    }

    private static List<GateAnswer> answersTo(List<GateItem> items, List<GateAnswer> answers) {
        Set<Integer> places = items.stream().map(GateItem::item).collect(Collectors.toSet());
        return answers.stream().filter(answer -> places.contains(answer.item())).toList();
    }

    /// Returns the verdict at the end.
    ///
    /// @param others checks that do not depend on the answers
    /// @param evidence the evidence of the answers
    public GateJudge.Judgement atTheEnd(
            Gate gate, List<GateItem> items, List<GateAnswer> answers, List<GateCheck> others, Evidence evidence) {
        double confidence = gate.document().stopsEarly()
                ? confidences(evidence)[LOOKS.fractions().size() - 1]
                : evidence.confidence();
        return resting(judge.judge(gate, items, items.size(), answers, others, confidence), evidence);
    }

    private static double[] confidences(Evidence evidence) {
        return evidence.attempt() == 1
                ? CONFIDENCES
                : confidences(new GroupSequential(evidence.confidence(), LOOKS.fractions()));
    }

    private static double[] confidences(GroupSequential looks) {
        double[] confidences = new double[looks.fractions().size()];
        Arrays.setAll(confidences, looks::confidence);
        return confidences;
    }

    /// Adds the number of runs in the evidence unless it is the first verdict.
    private static GateJudge.Judgement resting(GateJudge.Judgement judgement, Evidence evidence) {
        List<GateCheck> checks = new ArrayList<>(judgement.checks());
        if (evidence.attempt() > 1) {
            checks.add(GateCheck.plain(
                    "evidence",
                    (double) evidence.runs(),
                    null,
                    "SKIPPED",
                    false,
                    String.format(
                            Locale.ROOT,
                            "Attempt %d, with the answers of %d %s. Its intervals have %.2f %% confidence, so all"
                                    + " attempts together are wrong at most twice as often as one.",
                            evidence.attempt(),
                            evidence.runs(),
                            evidence.runs() == 1 ? "run" : "runs",
                            100 * evidence.confidence())));
        }
        return new GateJudge.Judgement(
                judgement.verdict(), List.copyOf(checks), judgement.findings().resting(evidence));
    }

    private static boolean failsSurely(GateCheck check) {
        return check.blocking() && check.pValue() != null && check.outcome().equals(CheckOutcome.FAIL.name());
    }

    private static GateJudge.Judgement annotated(GateJudge.Judgement judgement, int count, int items) {
        List<GateCheck> checks = new ArrayList<>(judgement.checks());
        checks.add(GateCheck.plain(
                "early",
                (double) count / items,
                null,
                "SKIPPED",
                false,
                String.format(
                        Locale.ROOT,
                        "Ended after %,d of %,d items, sampled by the seed: the verdict was certain.",
                        count,
                        items)));
        return new GateJudge.Judgement(judgement.verdict(), List.copyOf(checks), judgement.findings());
    }
}
