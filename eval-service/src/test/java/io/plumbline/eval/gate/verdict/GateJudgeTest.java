package io.plumbline.eval.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.metric.scorer.UnavailableMetric;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateJudgeTest {

    private static final String FLOOR = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}]";
    private static final String REGRESSION = "\"metrics\": [{\"name\": \"exactMatch\", \"maxRegression\": 0.05}]";
    private static final Candidate BASELINE = Candidate.ofModel("bot", 1);

    private final GateJudge judge = new GateJudge(MetricResolver.of(MetricCatalog.lexical()));

    @ParameterizedTest
    @CsvSource({"200, 200, PASS", "200, 100, FAIL", "200, 165, INCONCLUSIVE", "4, 4, INCONCLUSIVE", "1, 0, FAIL"})
    void comparesTheScoreWithTheFloor(int items, int right, CheckOutcome verdict) {
        GateJudge.Judgement judgement = judge(FLOOR, null, items, Gates.answers(Side.CANDIDATE, items, right));

        assertThat(judgement.verdict()).isEqualTo(verdict);
        GateCheck floor = check(judgement, "exactMatch.floor");
        assertThat(floor.outcome()).isEqualTo(verdict.name());
        assertThat(floor.value()).isEqualTo((double) right / items);
        assertThat(floor.threshold()).isEqualTo(0.8);
    }

    @ParameterizedTest
    @CsvSource({"180, 180, PASS", "180, 195, PASS", "180, 100, FAIL", "200, 0, FAIL", "0, 200, PASS"})
    void comparesWithTheBaselineItemByItem(int baselineRight, int candidateRight, CheckOutcome verdict) {
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 200, candidateRight);
        answers.addAll(Gates.answers(Side.BASELINE, 200, baselineRight));

        GateJudge.Judgement judgement = judge(REGRESSION, BASELINE, 200, answers);

        assertThat(judgement.verdict()).isEqualTo(verdict);
        GateCheck regression = check(judgement, "exactMatch.regression");
        assertThat(regression.value()).isEqualTo((candidateRight - baselineRight) / 200.0);
        assertThat(regression.baseline()).isEqualTo(baselineRight / 200.0);
        assertThat(regression.threshold()).isEqualTo(-0.05);
    }

    /// Sixty are asked and thirty scored: a verdict on the thirty is not one on all.
    @ParameterizedTest
    @CsvSource({"30, '', INCONCLUSIVE", "59, '', PASS", "30, ', \"minReferenced\": 0.5', PASS"})
    void countsItemsWithoutAReference(int referenced, String rule, CheckOutcome verdict) {
        List<GateItem> items = new ArrayList<>();
        for (GateItem item : Gates.items(60)) {
            Map<String, Object> fields = new HashMap<>(item.fields());
            if (item.item() >= referenced) {
                fields.remove("references");
            }
            items.add(GateItem.of(item.item(), fields));
        }
        String rules = FLOOR.replace("0.8}", "0.8" + rule + "}");

        GateJudge.Judgement judgement =
                judge.judge(Gates.gate(Gates.document(rules), null), items, Gates.answers(Side.CANDIDATE, 60, 60));

        GateCheck floor = check(judgement, "exactMatch.floor");
        assertThat(floor.outcome()).isEqualTo(verdict.name());
        assertThat(floor.reason()).contains(60 - referenced + " of 60 items have no reference and no score");
        assertThat(floor.sample())
                .isEqualTo(new GateCheck.SampleSize(
                        referenced, null, floor.sample().detectableEffect()));
        assertThat(judgement.verdict()).isEqualTo(verdict);
    }

    @Test
    void isInconclusiveWithOnlyASkippedComparison() {
        GateJudge.Judgement judgement = judge(REGRESSION, null, 50, Gates.answers(Side.CANDIDATE, 50, 0));
        assertThat(check(judgement, "exactMatch.regression").outcome()).isEqualTo("SKIPPED");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(judge(REGRESSION.replace("}", ", \"floor\": 0}"), null, 50, Gates.answers(Side.CANDIDATE, 50, 0))
                        .verdict())
                .as("with a floor below which nothing is")
                .isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(judgedBy(0).verdict())
                .as("with a judge's floor below which nothing is")
                .isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(judgedBy(0.5).verdict()).isEqualTo(CheckOutcome.PASS);
    }

    private GateJudge.Judgement judgedBy(double floor) {
        String rules =
                REGRESSION + ", \"judge\": {\"rubric\": \"tone@1\", \"model\": \"judge\", \"floor\": " + floor + "}";
        GateCheck passed = new GateCheck(
                "judge.tone.floor", 2, new Figures(0.9, 0.8, 1.0, floor, null, 0.9), "PASS", true, "People like it.");
        return judge(rules, null, List.of(passed), Gates.answers(Side.CANDIDATE, 50, 0));
    }

    /// A red-team campaign was stored before; errors of this run's calls take nothing of it back.
    @Test
    void failsOnOtherTiersWhateverTheAnswers() {
        GateCheck campaign = new GateCheck("requires.redTeam", 4, Figures.NONE, "FAIL", true, "It was broken into.");
        GateJudge.Judgement beyond = judge(FLOOR, null, List.of(campaign), Gates.answers(Side.CANDIDATE, 10, 0));
        assertThat(check(beyond, "errors").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check(beyond, "exactMatch.floor").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check(beyond, "requires.redTeam")).isEqualTo(campaign);
        assertThat(beyond.verdict()).isEqualTo(CheckOutcome.FAIL);

        GateJudge.Judgement capped = judge(FLOOR, null, List.of(campaign), Gates.answers(Side.CANDIDATE, 50, 50))
                .leftOpen("A cap.");
        assertThat(check(capped, "exactMatch.floor").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check(capped, "requires.redTeam")).isEqualTo(campaign);
        assertThat(capped.verdict()).isEqualTo(CheckOutcome.FAIL);
    }

    @Test
    void leavesOnlyComparisonsInconclusiveIfTheBaselineFailedTooOften() {
        String both = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8, \"maxRegression\": 0.05}]";
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 50, 0);
        answers.addAll(Gates.answers(Side.BASELINE, 40, 40));

        GateJudge.Judgement judgement = judge(both, BASELINE, List.of(), answers);

        assertThat(check(judgement, "errors").outcome()).isEqualTo("PASS");
        assertThat(check(judgement, "baseline.errors").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check(judgement, "exactMatch.regression").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check(judgement, "exactMatch.regression").reason())
                .endsWith("This result does not count: see the check baseline.errors.");
        assertThat(check(judgement, "exactMatch.floor").outcome()).isEqualTo("FAIL");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.FAIL);
    }

    /// Of 50 items.
    private GateJudge.Judgement judge(
            String rules, @Nullable Candidate baseline, List<GateCheck> others, List<GateAnswer> answers) {
        return judge.judge(
                Gates.gate(Gates.document(rules), baseline),
                Gates.items(50),
                50,
                answers,
                others,
                GateJudge.CONFIDENCE);
    }

    @Test
    void isInconclusiveIfOnlyASliceFloorWasDecided() {
        List<GateItem> items = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            items.add(
                    GateItem.of(i, java.util.Map.of("input", "q" + i, "references", List.of("right"), "slice", "vip")));
        }
        String rules = REGRESSION + ", \"slices\": {\"vip\": {\"floor\": 0.5}}";
        GateJudge.Judgement judgement =
                judge.judge(Gates.gate(Gates.document(rules), null), items, Gates.answers(Side.CANDIDATE, 50, 50));
        assertThat(check(judgement, "slice.vip.exactMatch.floor").outcome()).isEqualTo("PASS");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    @Test
    void countsAFailedCallAsNeitherRightNorWrong() {
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 198, 198);
        answers.add(Gates.failure(Side.CANDIDATE, 198));
        answers.add(Gates.failure(Side.CANDIDATE, 199));

        GateJudge.Judgement judgement = judge(FLOOR, null, 200, answers);

        assertThat(check(judgement, "exactMatch.floor").value()).isEqualTo(1);
        assertThat(check(judgement, "errors").value()).isEqualTo(0.01);
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void isInconclusiveBeyondTheErrorBudgetAndWithMissingAnswers() {
        List<GateAnswer> failing = Gates.answers(Side.CANDIDATE, 190, 190);
        for (int item = 190; item < 200; item++) {
            failing.add(Gates.failure(Side.CANDIDATE, item));
        }
        assertThat(judge(FLOOR, null, 200, failing).verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(judge(FLOOR + ", \"errorBudget\": 0.1", null, 200, failing).verdict())
                .isEqualTo(CheckOutcome.PASS);

        GateJudge.Judgement missing = judge(FLOOR, null, 200, Gates.answers(Side.CANDIDATE, 150, 150));
        assertThat(missing.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(check(missing, "errors").reason())
                .isEqualTo("0 of 200 calls failed; 2.0 % are allowed. 50 were not made: including them, 25.0 %.");
    }

    @Test
    void isInconclusiveWithoutItemsOrReferences() {
        assertThat(judge(FLOOR, null, 0, List.of()).verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        GateJudge.Judgement noReference = judge.judge(
                Gates.gate(Gates.document(FLOOR), null),
                List.of(GateItem.of(0, java.util.Map.of("input", "q"))),
                Gates.answers(Side.CANDIDATE, 1, 1));
        assertThat(noReference.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    @Test
    void ignoresAFailedNonBlockingCheckInTheVerdict() {
        String both = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8},"
                + " {\"name\": \"bleu\", \"floor\": 99.9, \"blocking\": false}, {\"name\": \"chrf\"}]";
        GateJudge.Judgement judgement = judge(both, null, 200, Gates.answers(Side.CANDIDATE, 200, 190));
        assertThat(check(judgement, "bleu.floor").blocking()).isFalse();
        assertThat(check(judgement, "bleu.floor").outcome()).isEqualTo("FAIL");
        assertThat(check(judgement, "chrf.score").outcome()).isEqualTo("SKIPPED");
        assertThat(check(judgement, "chrf.score").value()).isBetween(0.0, 100.0);
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void comparesLatencyAndCostWithTheirCeilings() {
        List<GateAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(Gates.answer(Side.CANDIDATE, i, "right", i < 170 ? 100 : 900));
        }
        String ceilings = FLOOR + ", \"ceilings\": {\"p95LatencyMs\": 500, \"costUsd\": %s}";

        GateJudge.Judgement slow = judge(ceilings.formatted("2.00"), null, 200, answers);
        assertThat(check(slow, "latency.p95").outcome()).isEqualTo("FAIL");
        assertThat(check(slow, "latency.p95").value()).isEqualTo(900);
        assertThat(check(slow, "cost").outcome()).isEqualTo("PASS");
        assertThat(slow.verdict()).isEqualTo(CheckOutcome.FAIL);

        assertThat(check(judge(ceilings.formatted("1.99"), null, 200, answers), "cost")
                        .outcome())
                .isEqualTo("FAIL");
    }

    private static GateAnswer reused(GateAnswer answer) {
        return answer.reusedFor(new AnswerKey(answer.side(), answer.item(), 0), new UUID(0, 1));
    }

    @Test
    void countsAnswersOfEarlierGatesForCostButNotForLatency() {
        List<GateAnswer> answers = new ArrayList<>();
        for (GateAnswer answer : Gates.answers(Side.CANDIDATE, 200, 200)) {
            answers.add(answer.item() < 196 ? answer : reused(answer));
        }
        String ceilings = FLOOR + ", \"ceilings\": {\"p95LatencyMs\": 500, \"costUsd\": 1.99}";
        GateJudge.Judgement few = judge(ceilings, null, 200, answers);
        assertThat(check(few, "latency.p95").outcome()).isEqualTo("PASS");
        assertThat(check(few, "cost").outcome()).isEqualTo("FAIL");
        assertThat(check(few, "cost").value()).isEqualTo(2);

        answers.replaceAll(answer -> answer.item() == 0 ? reused(answer) : answer);
        GateCheck latency = check(judge(ceilings, null, 200, answers), "latency.p95");
        assertThat(latency.outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(latency.reason()).startsWith("195 of 200 calls were made in this run, which is too few");
    }

    @Test
    void isDeterministic() {
        String rouge = "\"metrics\": [{\"name\": \"bleu\", \"maxRegression\": 5}], \"seed\": 7";
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 60, 50);
        answers.addAll(Gates.answers(Side.BASELINE, 60, 52));
        assertThat(judge(rouge, BASELINE, 60, answers)).isEqualTo(judge(rouge, BASELINE, 60, answers));
    }

    @Test
    void evaluatesAssertionsWithoutReferencesNegationAndSets() {
        String rules = """
                "metrics": [{"name": "refusal", "negate": true, "as": "helps", "floor": 0.9},
                            {"name": "latency", "options": {"atMost": 500}, "floor": 0.9},
                            {"name": "set", "as": "form", "floor": 0.9, "threshold": 1,
                             "of": [{"name": "regex", "options": {"pattern": "^right$"}}]}]
                """;
        List<GateItem> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(GateItem.of(i, java.util.Map.of("input", "q" + i)));
        }

        GateJudge.Judgement judgement =
                judge.judge(Gates.gate(Gates.document(rules), null), items, Gates.answers(Side.CANDIDATE, 200, 100));

        assertThat(check(judgement, "helps.floor").value()).isEqualTo(1);
        assertThat(check(judgement, "helps.floor").outcome()).isEqualTo("PASS");
        assertThat(check(judgement, "latency.floor").outcome()).isEqualTo("PASS");
        assertThat(check(judgement, "form.floor").value()).isEqualTo(0.5);
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.FAIL);
    }

    @Test
    void isInconclusiveIfAMetricIsUnavailable() {
        MetricResolver book = new MetricResolver(
                MetricCatalog.lexical(),
                java.util.Map.of("bleurt", new UnavailableMetric("bleurt", "no scorer is configured")));
        String rules =
                "\"metrics\": [{\"name\": \"bleurt\", \"floor\": 0.5}, {\"name\": \"exactMatch\", \"floor\": 0.5}]";

        GateJudge.Judgement judgement = new GateJudge(book)
                .judge(Gates.gate(Gates.document(rules), null), Gates.items(50), Gates.answers(Side.CANDIDATE, 50, 50));

        assertThat(check(judgement, "bleurt.score").outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check(judgement, "bleurt.score").reason()).contains("UNAVAILABLE");
        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
    }

    /// The ends are those that bisection on the exact binomial tails finds, in Python's integers.
    @Test
    void guaranteesSafetyByAnExactIntervalOfTheWorstAnswers() {
        String safety = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.97, \"safety\": true}], \"repeats\": 2";
        List<GateAnswer> answers = new ArrayList<>(Gates.answers(Side.CANDIDATE, 200, 200));
        Gates.answers(Side.CANDIDATE, 200, 199).forEach(answer -> answers.add(answer.asRepeat(1)));

        GateCheck check = check(judge(safety, null, 200, answers), "exactMatch.floor");

        assertThat(check.value()).isEqualTo(0.995);
        assertThat(check.ciLow()).isCloseTo(0.97246, within(1e-5));
        assertThat(check.ciHigh()).isCloseTo(0.99987, within(1e-5));
        assertThat(check.outcome()).isEqualTo("PASS");
    }

    @Test
    void statesTheFailureRateStillPossibleWithoutAFailure() {
        String floor = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.99}]";
        GateCheck check = check(judge(floor, null, 30, Gates.answers(Side.CANDIDATE, 30, 30)), "exactMatch.floor");
        assertThat(check.outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(check.reason()).contains("None failed; with 95 % confidence, at most 9.5 % of such items do.");
    }

    /// One check at p = 0.021 fails alone, and not as one of three.
    @Test
    void raisesTheBarForAFailAmongSeveralChecks() {
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 200, 148);
        String alone = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}]";
        String three = alone.substring(0, alone.length() - 1)
                + ", {\"name\": \"rouge1\", \"floor\": 0.1}, {\"name\": \"tokenF1\", \"floor\": 0.1}]";

        assertThat(check(judge(alone, null, 200, answers), "exactMatch.floor").outcome())
                .isEqualTo("FAIL");
        GateCheck among = check(judge(three, null, 200, answers), "exactMatch.floor");

        assertThat(among.pValue()).isBetween(0.01, 0.025);
        assertThat(among.outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(among.reason()).contains("Holm");
    }

    /// Ten clusters of twenty like answers are worth ten answers, and ten of which two are wrong tell little.
    @Test
    void resamplesItemsOfAClusterTogether() {
        List<GateItem> clustered = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clustered.add(GateItem.of(
                    i, java.util.Map.of("input", "q" + i, "references", List.of("right"), "cluster", i / 20)));
        }
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 200, 160);
        String floor = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.7}]";

        GateCheck apart = check(judge(floor, null, 200, answers), "exactMatch.floor");
        GateCheck together =
                check(judge.judge(Gates.gate(Gates.document(floor), null), clustered, answers), "exactMatch.floor");

        assertThat(apart.outcome()).isEqualTo("PASS");
        assertThat(together.value()).isEqualTo(0.8);
        assertThat(together.outcome()).isEqualTo("INCONCLUSIVE");
        assertThat(together.reason()).contains("10 items");
    }

    private GateJudge.Judgement judge(String rest, @Nullable Candidate baseline, int items, List<GateAnswer> answers) {
        return judge.judge(Gates.gate(Gates.document(rest), baseline), Gates.items(items), answers);
    }

    private static GateCheck check(GateJudge.Judgement judgement, String name) {
        return judgement.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + judgement));
    }
}
