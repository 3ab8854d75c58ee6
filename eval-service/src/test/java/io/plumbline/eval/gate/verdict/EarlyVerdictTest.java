package io.plumbline.eval.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.multiplicity.RepeatedAttempts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyVerdictTest {

    private static final String REGRESSION =
            "\"metrics\": [{\"name\": \"exactMatch\", \"maxRegression\": 0}], \"earlyStop\": true, \"seed\": 3";

    private static final Evidence ALONE = Evidence.alone(GateJudge.CONFIDENCE);

    private final EarlyVerdict early = new EarlyVerdict(new GateJudge(MetricResolver.of(MetricCatalog.lexical())));

    @Test
    void callsInRandomOrderAndLooksTwice() {
        Gate gate = gate(REGRESSION);
        List<GateItem> items = Gates.items(200);

        List<GateItem> order = EarlyVerdict.order(gate, items);

        assertThat(order).containsExactlyInAnyOrderElementsOf(items).isNotEqualTo(items);
        assertThat(order).isEqualTo(EarlyVerdict.order(gate, items));
        assertThat(EarlyVerdict.looks(gate, 201)).containsExactly(51, 101);
    }

    @Test
    void changesNothingIfTheSuiteDoesNotEnableIt() {
        Gate gate = gate("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}]");
        List<GateItem> items = Gates.items(200);

        assertThat(EarlyVerdict.order(gate, items)).isEqualTo(items);
        assertThat(EarlyVerdict.looks(gate, 200)).isEmpty();
    }

    @Test
    void doesNotDecideOnAHandfulOfItems() {
        Gate gate = alone("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}], \"earlyStop\": true");
        List<GateItem> items = Gates.items(40);

        assertThat(at(0, gate, items, Gates.answers(Side.CANDIDATE, 40, 0))).isEmpty();
        assertThat(at(1, gate, items, Gates.answers(Side.CANDIDATE, 40, 0))).isPresent();
    }

    @Test
    void doesNotEndARunBeyondItsErrorBudget() {
        Gate gate = alone("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}], \"earlyStop\": true");
        List<GateItem> items = Gates.items(400);
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 400, 0);
        assertThat(at(0, gate, items, answers)).isPresent();

        answers.replaceAll(answer -> answer.item() % 10 == 0 ? Gates.failure(Side.CANDIDATE, answer.item()) : answer);

        assertThat(at(0, gate, items, answers)).isEmpty();
    }

    /// The same system twice, no drop allowed, three looks: in a fortieth of the runs it fails.
    @Test
    void failsAnIdenticalSystemNoMoreOftenThanOneLook() {
        SplittableRandom random = new SplittableRandom(11);
        Gate gate = gate(REGRESSION);
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(400));
        int runs = 400;
        int failed = 0;
        for (int run = 0; run < runs; run++) {
            failed += ends(gate, items, answers(random)) == CheckOutcome.FAIL ? 1 : 0;
        }

        assertThat(failed).isBetween(1, 22);
    }

    /// The first look takes p below 0.000004 for two checks, less than one of all draws.
    @Test
    void failsAClearlyWorseSystemAtTheFirstLookEvenByResampling() {
        Gate gate = gate("\"metrics\": [{\"name\": \"chrf\", \"maxRegression\": 1},"
                + " {\"name\": \"bleu-char\", \"maxRegression\": 1}], \"earlyStop\": true, \"seed\": 3");
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(400));
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 400, 200);
        answers.addAll(Gates.answers(Side.BASELINE, 400, 400));

        GateJudge.Judgement judgement = at(0, gate, items, answers).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.FAIL);
        assertThat(judgement.checks().stream()
                        .filter(check -> check.outcome().equals("FAIL"))
                        .mapToDouble(check -> Objects.requireNonNull(check.pValue())))
                .hasSize(2)
                .allMatch(p -> p < 4e-6);
    }

    /// 30 of 30, and then one of them wrong, are less than 30 of 30.
    @Test
    void doesNotPassBecauseOfAFlakyAnswer() {
        Gate gate = alone("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.9}]");
        List<GateItem> items = Gates.items(30);
        List<GateAnswer> first = Gates.answers(Side.CANDIDATE, 30, 30);
        List<GateAnswer> both = Gates.answers(Side.CANDIDATE, 30, 29);
        first.forEach(answer -> both.add(answer.asRepeat(1)));

        assertThat(early.atTheEnd(gate, items, first, List.of(), ALONE).verdict())
                .isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(early.atTheEnd(gate, items, both, List.of(), new Evidence(2, 2, 0.975))
                        .verdict())
                .isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    /// What all will cost, 3.60 USD, not what the first quarter did, 0.90.
    @Test
    void projectsTheCostOfAllItemsAtALook() {
        Gate gate = alone("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.5}],"
                + " \"ceilings\": {\"costUsd\": 1}, \"earlyStop\": true, \"seed\": 3");
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(400));
        List<GateAnswer> answers = new ArrayList<>();
        for (int item = 0; item < 400; item++) {
            BigDecimal cost = new BigDecimal(item % 2 == 0 ? "0.008" : "0.010");
            answers.add(new GateAnswer(new AnswerKey(Side.CANDIDATE, item, 0), "right", null, 100, 1, 1, cost));
        }

        GateJudge.Judgement look = at(0, gate, items, answers).orElseThrow();

        assertThat(look.verdict()).isEqualTo(CheckOutcome.FAIL);
        assertThat(look.checks())
                .filteredOn(check -> check.name().equals("cost"))
                .singleElement()
                .satisfies(check -> assertThat(check.value()).isBetween(3.4, 3.8));
    }

    /// One in three candidates that break 5 % of the items leaves these 20 unchanged.
    @Test
    void doesNotEndBecauseAFewItemsAreUnchanged() {
        Gate gate = gate("\"metrics\": [{\"name\": \"exactMatch\", \"maxRegression\": 0.02},"
                + " {\"name\": \"rougeL\", \"maxRegression\": 0.02}], \"earlyStop\": true, \"seed\": 3");
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 80, 70);
        answers.addAll(Gates.answers(Side.BASELINE, 80, 70));
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(80));

        assertThat(at(0, gate, items, answers)).isEmpty();
        assertThat(early.atTheEnd(gate, items, answers, List.of(), ALONE).verdict())
                .isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void doesNotEndBecauseTheFirstCallsWereFast() {
        Gate gate = alone("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.1}],"
                + " \"ceilings\": {\"p95LatencyMs\": 500}, \"earlyStop\": true, \"seed\": 3");
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 240, 240);
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(240));

        assertThat(at(0, gate, items, answers)).isEmpty();
        assertThat(early.atTheEnd(gate, items, answers, List.of(), ALONE).verdict())
                .isEqualTo(CheckOutcome.PASS);
    }

    /// The wrong answers are known from an earlier run, and a seed is searched that puts them last.
    @Test
    void doesNotLetTheSeedChooseWhichKnownAnswersDecide() {
        String rule = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.85}], \"earlyStop\": true, \"seed\": ";
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 200, 195);
        Gate gate = null;
        List<GateItem> items = List.of();
        for (int seed = 0; gate == null; seed++) {
            Gate tried = alone(rule + seed);
            items = EarlyVerdict.order(tried, Gates.items(200));
            gate = items.subList(0, 100).stream().allMatch(item -> item.item() < 195) ? tried : null;
        }
        List<GateItem> first = items.subList(0, 100);
        Evidence second = new Evidence(2, 2, 0.975);

        assertThat(early.at(1, gate, items, of(first, answers), second)).isPresent();
        assertThat(early.at(1, gate, items, answers, second)).isEmpty();
    }

    /// So late an attempt may err so seldom at its first look that no interval can be that sure.
    @ParameterizedTest
    @ValueSource(ints = {33, 34, 35, 60, 1_000, 100_000})
    void continuesIfNoLookCanBeConclusive(int attempt) {
        Gate gate = alone("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.5}], \"earlyStop\": true");
        List<GateItem> items = EarlyVerdict.order(gate, Gates.items(400));
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 400, 400);
        Evidence evidence = new Evidence(attempt, 9, RepeatedAttempts.confidence(GateJudge.CONFIDENCE, attempt));

        for (int look = 0; look < 2; look++) {
            List<GateItem> first =
                    items.subList(0, EarlyVerdict.looks(gate, 400).get(look));
            assertThat(early.at(look, gate, items, of(first, answers), evidence))
                    .as("look %d", look)
                    .matches(end -> end.isEmpty() || end.get().verdict() == CheckOutcome.PASS);
        }
        assertThat(early.atTheEnd(gate, items, answers, List.of(), evidence).verdict())
                .isEqualTo(CheckOutcome.PASS);
    }

    /// A look at which nothing is answered but what was asked until then.
    private Optional<GateJudge.Judgement> at(int look, Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        List<GateItem> first =
                items.subList(0, EarlyVerdict.looks(gate, items.size()).get(look));
        return early.at(look, gate, items, of(first, answers), ALONE);
    }

    private static List<GateAnswer> of(List<GateItem> items, List<GateAnswer> answers) {
        Set<Integer> places = items.stream().map(GateItem::item).collect(Collectors.toSet());
        return answers.stream().filter(answer -> places.contains(answer.item())).toList();
    }

    private CheckOutcome ends(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        for (int look = 0; look < 2; look++) {
            Optional<GateJudge.Judgement> judgement = at(look, gate, items, answers);
            if (judgement.isPresent()) {
                return judgement.get().verdict();
            }
        }
        return early.atTheEnd(gate, items, answers, List.of(), ALONE).verdict();
    }

    private static List<GateAnswer> answers(SplittableRandom random) {
        List<GateAnswer> answers = new ArrayList<>();
        for (int item = 0; item < 400; item++) {
            for (Side side : Side.values()) {
                answers.add(Gates.answer(side, item, random.nextInt(10) < 7 ? "right" : "wrong", 100));
            }
        }
        return answers;
    }

    /// Without a baseline.
    private static Gate alone(String rest) {
        return Gates.gate(Gates.document(rest), null);
    }

    private static Gate gate(String rest) {
        return Gates.gate(Gates.document(rest), Candidate.ofModel("bot", 1));
    }
}
