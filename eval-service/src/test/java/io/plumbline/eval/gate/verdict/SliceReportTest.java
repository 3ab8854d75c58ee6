package io.plumbline.eval.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.SliceCheck;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.metric.scorer.UnavailableMetric;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SliceReportTest {

    private static final String METRIC = "\"metrics\": [{\"name\": \"exactMatch\", \"maxRegression\": 0.1}]";

    private final GateJudge judge = new GateJudge(MetricResolver.of(MetricCatalog.lexical()));

    @Test
    void showsValueAndDifferenceOfEachSliceWithIntervals() {
        GateJudge.Judgement judgement = judge(METRIC, vipLoses());

        GateSlice vip = slice(judgement, "vip");
        assertThat(vip.items()).isEqualTo(40);
        assertThat(vip.small()).isFalse();
        assertThat(vip.blocking()).isFalse();
        SliceCheck check = vip.checks().getFirst();
        assertThat(check.name()).isEqualTo("exactMatch");
        assertThat(check.items()).isEqualTo(40);
        assertThat(check.value()).isEqualTo(0.5);
        assertThat(check.ciLow()).isBetween(0.3, 0.4);
        assertThat(check.ciHigh()).isBetween(0.6, 0.7);
        assertThat(check.baseline()).isEqualTo(1);
        assertThat(check.difference()).isEqualTo(-0.5);
        assertThat(check.differenceLow()).isLessThan(-0.5);
        assertThat(check.differenceHigh()).isBetween(-0.45, -0.2);
        assertThat(check.outcome()).isEqualTo("FAIL");
        assertThat(slice(judgement, "rest").checks().getFirst().outcome()).isEqualTo("PASS");
    }

    /// 20 of 500 items lost is within the 10 points that are allowed, wherever they are.
    @Test
    void isInformativeUnlessTheSuiteLetsASliceBlock() {
        assertThat(judge(METRIC, vipLoses()).verdict()).isEqualTo(CheckOutcome.PASS);

        GateJudge.Judgement blocked = judge(METRIC + ", \"slices\": {\"vip\": {}}", vipLoses());

        assertThat(blocked.verdict()).isEqualTo(CheckOutcome.FAIL);
        GateCheck check = check(blocked, "slice.vip.exactMatch.regression");
        assertThat(check.blocking()).isTrue();
        assertThat(check.threshold()).isEqualTo(-0.1);
        assertThat(slice(blocked, "vip").blocking()).isTrue();
        assertThat(blocked.findings().slices().getFirst().name()).isEqualTo("vip");
    }

    @Test
    void comparesASliceWithItsOwnLimits() {
        String own = METRIC + ", \"slices\": {\"vip\": {\"maxRegression\": 0.8, \"floor\": 0.2}}";

        GateJudge.Judgement judgement = judge(own, vipLoses());

        assertThat(check(judgement, "slice.vip.exactMatch.floor").outcome()).isEqualTo("PASS");
        assertThat(check(judgement, "slice.vip.exactMatch.regression").threshold())
                .isEqualTo(-0.8);
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.PASS);
        assertThat(slice(judgement, "vip").checks().getFirst().outcome()).isEqualTo("PASS");
    }

    @Test
    void isInconclusiveIfABlockingSliceHasNoItems() {
        GateJudge.Judgement judgement = judge(METRIC + ", \"slices\": {\"gone\": {\"floor\": 0.5}}", vipLoses());

        assertThat(check(judgement, "slice.gone.exactMatch.floor").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(slice(judgement, "gone").items()).isZero();
    }

    /// One call of a hundred fails, which is within the budget of all items: but each in the slice.
    @Test
    void isInconclusiveIfABlockingSliceHasMostlyErrors() {
        List<GateAnswer> answers = new ArrayList<>(answers(item -> "right"));
        answers.replaceAll(answer -> answer.side() == Side.CANDIDATE && answer.item() < 5
                ? Gates.failure(Side.CANDIDATE, answer.item())
                : answer);
        IntFunction<String> slices = item -> item < 20 ? "vip" : "rest";

        GateJudge.Judgement free = judge(METRIC, answers, slices);
        GateJudge.Judgement judgement = judge(METRIC + ", \"slices\": {\"vip\": {}}", answers, slices);

        assertThat(free.verdict()).isEqualTo(CheckOutcome.PASS);
        GateCheck errors = check(judgement, "slice.vip.errors");
        assertThat(errors.value()).isEqualTo(0.25);
        assertThat(errors.outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check(judgement, "slice.vip.baseline.errors").outcome()).isEqualTo("PASS");
        assertThat(check(judgement, "slice.vip.exactMatch.regression").outcome())
                .isEqualTo("PASS");
        assertThat(slice(judgement, "vip").checks().getFirst().outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(slice(judgement, "vip").checks().getFirst().reason()).startsWith("5 of 20 calls failed");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    @Test
    void isInconclusiveIfASliceHasOnlyAFewUnchangedItems() {
        String blocking = METRIC + ", \"slices\": {\"vip\": {}}";

        GateJudge.Judgement five = judge(blocking, answers(item -> "right"), item -> item < 5 ? "vip" : "rest");
        GateJudge.Judgement six = judge(blocking, answers(item -> "right"), item -> item < 6 ? "vip" : "rest");

        assertThat(check(five, "slice.vip.exactMatch.regression").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(five.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(six.verdict()).isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void correctsABlockingSliceWithTheFamilyOfChecks() {
        List<GateAnswer> answers = answers(item -> item >= 40 || item < 28 ? "right" : "wrong");
        String three = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.5}, {\"name\": \"rouge1\","
                + " \"floor\": 0.1}], \"slices\": {\"vip\": {\"metrics\": [\"exactMatch\"], \"floor\": 0.85}}";

        GateCheck check = check(judge(three, answers), "slice.vip.exactMatch.floor");

        assertThat(check.pValue()).isBetween(0.0025, 0.009);
        assertThat(check.outcome()).isEqualTo("FAIL");
        assertThat(check(judge(three.replace("0.85", "0.83"), answers), "slice.vip.exactMatch.floor")
                        .outcome())
                .isEqualTo("INCONCLUSIVE");
    }

    /// On the whole the metric is for information.
    @Test
    void isInconclusiveIfTheMetricOfABlockingSliceIsUnavailable() {
        String rules = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.5}, {\"name\": \"bleurt\","
                + " \"blocking\": false}], \"slices\": {\"vip\": {\"metrics\": [\"bleurt\"], \"floor\": 0.5}}";
        MetricResolver book = new MetricResolver(
                MetricCatalog.lexical(), Map.of("bleurt", new UnavailableMetric("bleurt", "no scorer is configured")));

        GateJudge.Judgement judgement = new GateJudge(book)
                .judge(
                        Gates.gate(Gates.document(rules), null),
                        items(item -> item < 40 ? "vip" : "rest"),
                        Gates.answers(Side.CANDIDATE, 500, 500));

        assertThat(check(judgement, "bleurt.score").blocking()).isFalse();
        GateCheck check = check(judgement, "slice.vip.bleurt.floor");
        assertThat(check.blocking()).isTrue();
        assertThat(check.outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check.reason()).contains("UNAVAILABLE");
        assertThat(slice(judgement, "vip").checks())
                .filteredOn(one -> one.name().equals("bleurt"))
                .singleElement()
                .satisfies(one -> assertThat(one.outcome()).isEqualTo("INCONCLUSIVE"));
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    @Test
    void marksASmallSlice() {
        GateJudge.Judgement judgement = judge(METRIC, answers(item -> "right"), item -> item < 12 ? "few" : "rest");

        GateSlice few = slice(judgement, "few");
        assertThat(few.small()).isTrue();
        assertThat(few.checks().getFirst().reason()).startsWith("Only 12 items: fewer than 30 are a small sample.");
        assertThat(slice(judgement, "rest").small()).isFalse();
    }

    /// Fifty slices of ten, nothing wrong with any: no slice is said to fail.
    @Test
    void doesNotFailOneOfManySlicesByChance() {
        int said = 0;
        SplittableRandom random = new SplittableRandom(4);
        for (int run = 0; run < 40; run++) {
            List<GateAnswer> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                answers.add(Gates.answer(Side.CANDIDATE, i, random.nextInt(10) < 8 ? "right" : "wrong", 1));
                answers.add(Gates.answer(Side.BASELINE, i, random.nextInt(10) < 8 ? "right" : "wrong", 1));
            }
            String strict = "\"metrics\": [{\"name\": \"exactMatch\", \"maxRegression\": 0}]";
            said += judge(strict, answers, item -> "s" + item % 50).findings().slices().stream()
                            .anyMatch(
                                    slice -> slice.checks().getFirst().outcome().equals("FAIL"))
                    ? 1
                    : 0;
        }
        assertThat(said).isLessThanOrEqualTo(3);
    }

    @Test
    void showsOnlyTheLargestSlices() {
        GateJudge.Judgement judgement =
                judge(METRIC, answers(item -> "right"), item -> item < 100 ? "big" : "s" + item % 200);

        assertThat(judgement.findings().slices()).hasSize(50);
        assertThat(judgement.findings().slices().getFirst().name()).isEqualTo("big");
    }

    @Test
    void isInconclusiveIfASliceComparisonIsTheOnlyRuleAndThereIsNoBaseline() {
        String only = "\"metrics\": [{\"name\": \"exactMatch\", \"blocking\": false}], \"slices\": {\"vip\":"
                + " {\"metrics\": [\"exactMatch\"], \"maxRegression\": 0.02}}, \"ceilings\": {\"costUsd\": 500}";
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 500, 0);

        GateJudge.Judgement judgement =
                judge.judge(Gates.gate(Gates.document(only), null), items(item -> item < 40 ? "vip" : "rest"), answers);

        GateCheck check = check(judgement, "slice.vip.exactMatch.regression");
        assertThat(check.outcome()).isEqualTo("SKIPPED");
        assertThat(check.blocking()).isTrue();
        assertThat(check.reason()).isEqualTo("There is no baseline yet. A first version needs a floor to pass.");
        assertThat(slice(judgement, "vip").checks().getFirst().outcome()).isEqualTo("SKIPPED");
        assertThat(slice(judgement, "vip").checks().getFirst().reason()).startsWith("There is no baseline yet");
        assertThat(check(judgement, "cost").outcome()).isEqualTo("PASS");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    private static List<GateAnswer> vipLoses() {
        return answers(item -> item < 20 ? "wrong" : "right");
    }

    private static List<GateAnswer> answers(IntFunction<String> candidate) {
        List<GateAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(Gates.answer(Side.CANDIDATE, i, candidate.apply(i), 1));
            answers.add(Gates.answer(Side.BASELINE, i, "right", 1));
        }
        return answers;
    }

    private GateJudge.Judgement judge(String rest, List<GateAnswer> answers) {
        return judge(rest, answers, item -> item < 40 ? "vip" : "rest");
    }

    private GateJudge.Judgement judge(String rest, List<GateAnswer> answers, IntFunction<String> slices) {
        return judge.judge(Gates.gate(Gates.document(rest), Candidate.ofModel("bot", 1)), items(slices), answers);
    }

    private static List<GateItem> items(IntFunction<String> slices) {
        List<GateItem> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            items.add(
                    GateItem.of(i, Map.of("input", "q" + i, "references", List.of("right"), "slice", slices.apply(i))));
        }
        return items;
    }

    private static GateSlice slice(GateJudge.Judgement judgement, String name) {
        return judgement.findings().slices().stream()
                .filter(slice -> slice.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GateCheck check(GateJudge.Judgement judgement, String name) {
        return judgement.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + judgement.checks()));
    }
}
