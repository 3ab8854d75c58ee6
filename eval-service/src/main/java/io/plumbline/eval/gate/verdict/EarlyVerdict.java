package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.Evidence;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.statistics.GroupSequential;
import io.plumbline.eval.statistics.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at a gate after a quarter and a half of its items, where its suite wants that, and ends it where the
/// verdict is sure by then. The items are asked in an order drawn by the suite's seed, so that the first ones
/// are a sample of all; each look, the last one too, demands the confidence that keeps the error of all of
/// them at that of one. Where earlier runs have answered other items too, one does not look before the end: the
/// first ones are no sample of what is known then, since whoever writes the suite may have searched for a seed
/// that puts the wrong answers last. Pure: the same answers, the same end.
public final class EarlyVerdict {

    private static final int FEWEST_ITEMS = 20;
    private static final GroupSequential LOOKS = GroupSequential.usual();

    /// Of each look of a first attempt; kept, since they take some time to find.
    private static final double[] CONFIDENCES = confidences(LOOKS);

    private final GateJudge judge;

    public EarlyVerdict(GateJudge judge) {
        this.judge = judge;
    }

    /// The items in the order in which they are asked.
    public static <T> List<T> order(Gate gate, List<T> items) {
        if (!gate.document().stopsEarly()) {
            return items;
        }
        List<T> order = new ArrayList<>(items);
        Collections.shuffle(order, new Random(gate.document().seedOrZero()));
        return order;
    }

    /// After how many items one looks before the end: none where the suite does not want it.
    public static List<Integer> looks(Gate gate, int items) {
        if (!gate.document().stopsEarly()) {
            return List.of();
        }
        return LOOKS.fractions().stream()
                .filter(fraction -> fraction < 1)
                .map(fraction -> (int) Math.ceil(fraction * items))
                .toList();
    }

    /// The verdict after the first items, if it is sure, and if no other item is answered. Where a model judges
    /// too, which it does at the end, or other tiers are demanded, only FAIL can be.
    ///
    /// @param look 0 for the first
    /// @param items all, in the order in which they are asked
    /// @param answers of this run and of those before it on which it rests
    /// @param evidence on which the answers are
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
        boolean allKnown = gate.document().judge() == null && gate.document().requires() == null;
        boolean sure = (allKnown && judgement.verdict() == Outcome.PASS)
                || judgement.checks().stream().anyMatch(EarlyVerdict::failsSurely);
        return sure ? Optional.of(resting(annotated(judgement, count, items.size()), evidence)) : Optional.empty();
    }

    /// An item that could not be asked says nothing of how others are answered.
    private static boolean areAnswered(List<GateItem> items, List<GateAnswer> answers) {
        return answersTo(items, answers).stream().anyMatch(answer -> !answer.lacksField());
    }

    private static List<GateAnswer> answersTo(List<GateItem> items, List<GateAnswer> answers) {
        Set<Integer> places = items.stream().map(GateItem::item).collect(Collectors.toSet());
        return answers.stream().filter(answer -> places.contains(answer.item())).toList();
    }

    /// The verdict at the end.
    ///
    /// @param others checks that rest on something else than the answers
    /// @param evidence on which the answers are
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

    /// The same, telling on how many runs it rests where it is not the first verdict.
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
                            "Attempt %d, on the answers of %d %s: its intervals have %.2f %% confidence, so that all"
                                    + " attempts together err at most twice as often as one.",
                            evidence.attempt(),
                            evidence.runs(),
                            evidence.runs() == 1 ? "run" : "runs",
                            100 * evidence.confidence())));
        }
        return new GateJudge.Judgement(
                judgement.verdict(), List.copyOf(checks), judgement.findings().resting(evidence));
    }

    private static boolean failsSurely(GateCheck check) {
        return check.blocking() && check.pValue() != null && check.outcome().equals(Outcome.FAIL.name());
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
                        "Ended after %,d of %,d items, drawn by the seed: the verdict is sure by then.",
                        count,
                        items)));
        return new GateJudge.Judgement(judgement.verdict(), List.copyOf(checks), judgement.findings());
    }
}
