package io.plumbline.eval.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.comparison.ItemOutcome;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers that are beyond the bounds of a metric, as long as references that are long too.
class OversizedPairsTest {

    private static final int ITEMS = 100;
    private static final String LONG = "word ".repeat(50_000);
    private static final String BLOCKING = "\"metrics\": [{\"name\": \"rougeL\", \"floor\": 0.5}]";
    private static final String FOR_INFORMATION = "\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.5},"
            + " {\"name\": \"rougeL\", \"floor\": 0.5, \"blocking\": false}]";

    private final MetricResolver metrics = MetricResolver.of(MetricCatalog.lexical());
    private final GateJudge judge = new GateJudge(metrics);

    @ParameterizedTest
    @CsvSource({"2, PASS", "3, INCONCLUSIVE"})
    void useUpTheErrorBudgetOfABlockingMetric(int oversized, CheckOutcome verdict) {
        Gate gate = Gates.gate(Gates.document(BLOCKING), null);

        GateJudge.Judgement judgement = judge.judge(gate, items(oversized), answers(Side.CANDIDATE, oversized));

        assertThat(judgement.verdict()).isEqualTo(verdict);
        GateCheck errors = check(judgement, "errors");
        assertThat(errors.value()).isEqualTo(oversized / (double) ITEMS);
        assertThat(errors.reason())
                .isEqualTo(
                        "0 of 100 calls failed, and %d answers cannot be scored; 2.0 %% are allowed. Most often, %d times:"
                                        .formatted(oversized, oversized)
                                + " too large for rougeL.");
        assertThat(check(judgement, "rougeL.floor").value()).isEqualTo(1);
        assertThat(check(judgement, "rougeL.errors").value()).isEqualTo(oversized / (double) ITEMS);
    }

    @Test
    void areReportedForANonBlockingMetric() {
        Gate gate = Gates.gate(Gates.document(FOR_INFORMATION), null);

        GateJudge.Judgement judgement = judge.judge(gate, items(30), answers(Side.CANDIDATE, 30));

        assertThat(judgement.verdict()).isEqualTo(CheckOutcome.PASS);
        assertThat(check(judgement, "errors").value()).isZero();
        GateCheck told = check(judgement, "rougeL.errors");
        assertThat(told.blocking()).isFalse();
        assertThat(told.reason())
                .isEqualTo("30 of 100 answers are too large to score. These count as neither good nor bad.");
    }

    @Test
    void useUpTheErrorBudgetOfTheBaselineToo() {
        Gate gate = Gates.gate(Gates.document(BLOCKING), Candidate.ofModel("bot", 1));
        List<GateAnswer> answers = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            answers.add(Gates.answer(Side.CANDIDATE, item, "word", 100));
        }
        answers.addAll(answers(Side.BASELINE, 3));

        GateJudge.Judgement judgement = judge.judge(gate, items(3), answers);

        assertThat(check(judgement, "errors").value()).isZero();
        assertThat(check(judgement, "baseline.errors").value()).isEqualTo(0.03);
        assertThat(check(judgement, "rougeL.errors").value())
                .as("a share of the calls to both systems")
                .isEqualTo(0.015);
    }

    @Test
    void useUpTheErrorBudgetOfABlockingSlice() {
        String rules = FOR_INFORMATION + ", \"errorBudget\": 0.1, \"slices\": {\"%s\": {\"metrics\": [\"%s\"]}}";
        List<GateItem> items = new ArrayList<>();
        items(3).forEach(item -> items.add(sliced(item)));
        List<GateAnswer> answers = answers(Side.CANDIDATE, 3);

        GateJudge.Judgement ofRouge =
                judge.judge(Gates.gate(Gates.document(rules.formatted("small", "rougeL")), null), items, answers);
        GateJudge.Judgement ofMatch =
                judge.judge(Gates.gate(Gates.document(rules.formatted("small", "exactMatch")), null), items, answers);

        assertThat(check(ofRouge, "errors").value()).isZero();
        assertThat(check(ofRouge, "slice.small.errors").value()).isEqualTo(0.3);
        assertThat(ofRouge.verdict()).isEqualTo(CheckOutcome.INCONCLUSIVE);
        assertThat(check(ofMatch, "slice.small.errors").value()).isZero();
    }

    @Test
    void areTheSameErrorsAfterTheTextsAreDeleted() {
        Gate gate = Gates.gate(Gates.document(BLOCKING), null);
        List<GateItem> items = items(3);
        items.set(50, GateItem.of(50, Map.of("input", "q50")));
        List<GateAnswer> answers = answers(Side.CANDIDATE, 3);
        List<GateAnswer> kept = scored(gate, items, answers);
        List<GateItem> light = items.stream().map(GateItem::withoutTexts).toList();

        assertThat(judge.judge(gate, light, kept)).isEqualTo(judge.judge(gate, items, answers));
        assertThat(check(judge.judge(gate, light, kept), "errors").value())
                .as("a record without a reference is no error")
                .isEqualTo(0.03);
    }

    @Test
    void countTheItemAsAnErrorNotAPassOrFail() {
        Gate gate = Gates.gate(Gates.document(BLOCKING), null);
        List<ItemResult> results =
                new ItemResults(metrics).of(new GateDetails(gate, items(1), answers(Side.CANDIDATE, 1)));

        ItemResult result = results.getFirst();
        assertThat(result.error()).isEqualTo("too large for rougeL");
        assertThat(result.scores()).isEmpty();
        assertThat(ItemOutcome.of(result, gate.document().metrics(), true)).isEqualTo(ItemOutcome.ERROR);
        assertThat(ItemResults.against(results)).contains(result);
        assertThat(ItemOutcome.of(results.get(1), gate.document().metrics(), true))
                .isEqualTo(ItemOutcome.PASSED);
    }

    private List<GateAnswer> scored(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        Metric metric = metrics.metric(gate.document().metrics().getFirst().definition());
        Map<AnswerKey, Map<String, double[]>> statistics =
                AnswerStatistics.of(new ArrayList<>(List.of(metric)), items, answers, List.of());
        return answers.stream()
                .map(answer -> answer.scored(statistics.get(answer.key())).withoutText())
                .toList();
    }

    private static List<GateItem> items(int oversized) {
        List<GateItem> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            items.add(GateItem.of(i, Map.of("input", "q" + i, "references", List.of(i < oversized ? LONG : "word"))));
        }
        return items;
    }

    private static GateItem sliced(GateItem item) {
        return new GateItem(item.item(), item.recordId(), item.item() < 10 ? "small" : null, item.fields());
    }

    private static List<GateAnswer> answers(Side side, int oversized) {
        List<GateAnswer> answers = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            answers.add(Gates.answer(side, i, i < oversized ? LONG : "word", 100));
        }
        return answers;
    }

    private static GateCheck check(GateJudge.Judgement judgement, String name) {
        @Nullable
        GateCheck found = judgement.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElse(null);
        assertThat(found).as(name).isNotNull();
        return java.util.Objects.requireNonNull(found);
    }
}
