package io.plumbline.eval.gate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Paging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemComparisonsTest {

    private static final String RULES = """
            "metrics": [{"name": "bleu"}, {"name": "rougeL", "maxRegression": 0.2}, {"name": "exactMatch"}]""";
    private static final Paging ALL = new Paging(500, null);

    private final ItemResults results = new ItemResults(MetricResolver.of(MetricCatalog.lexical()));
    private final ItemComparisons comparisons = new ItemComparisons(results, new Redactor(GuardEngine.standard()));

    @Test
    void listsFailuresThenMissingAnswersThenPasses() {
        GateDetails details = details(RULES, true, """
                right | right
                right | wrong
                right | !
                right | right of sorts
                """);
        assertThat(comparisons.list(details, null, ALL).items())
                .extracting(ItemComparison::item, ItemComparison::outcome)
                .containsExactly(
                        tuple(1, ItemOutcome.FAILED),
                        tuple(3, ItemOutcome.FAILED),
                        tuple(2, ItemOutcome.ERROR),
                        tuple(0, ItemOutcome.PASSED));
        assertThat(comparisons.counts(details))
                .isEqualTo(Map.of(ItemOutcome.FAILED, 2L, ItemOutcome.ERROR, 1L, ItemOutcome.PASSED, 1L));
        assertThat(comparisons.list(details, ItemOutcome.ERROR, ALL).items())
                .extracting(ItemComparison::error)
                .containsExactly("HTTP 500");
    }

    @Test
    void namesTheMetricWithTheLargestRelativeDrop() {
        ItemComparison worst = comparisons
                .list(details(RULES, true, "right | right of sorts"), null, ALL)
                .items()
                .getFirst();
        assertThat(worst.scores()).extracting(MetricChange::metric).containsExactly("bleu", "rougeL", "exactMatch");
        assertThat(worst.fellMost()).as("it fell by all there is").isEqualTo("exactMatch");
        assertThat(worst.scores().get(1).baseline()).isEqualTo(1);
        assertThat(worst.scores().get(1).candidate()).isEqualTo(0.5);
        assertThat(worst.scores().get(1).change()).isEqualTo(-0.5);
        assertThat(worst.baseline()).isEqualTo("right");
        assertThat(worst.candidate()).isEqualTo("right of sorts");
    }

    @Test
    void failsAnItemBelowTheFloorWithoutABaseline() {
        GateDetails details = details("\"metrics\": [{\"name\": \"rougeL\", \"floor\": 0.5}]", false, """
                        ? | right of sorts
                        ? | right of whatever sorts
                        """);
        assertThat(comparisons.list(details, ItemOutcome.FAILED, ALL).items())
                .extracting(ItemComparison::item)
                .containsExactly(1);
        assertThat(comparisons.regressions(details, results.of(details), 5)).isEmpty();
    }

    @Test
    void pagesWithoutLosingOrRepeatingAnItem() {
        GateDetails details = details(RULES, true, "right | wrong\nright | right\n".repeat(8));
        for (ItemOutcome outcome : new ItemOutcome[] {null, ItemOutcome.FAILED}) {
            List<Integer> paged = new ArrayList<>();
            String cursor = null;
            do {
                var page = comparisons.list(details, outcome, new Paging(3, cursor));
                page.items().forEach(item -> paged.add(item.item()));
                cursor = page.nextCursor();
            } while (cursor != null);
            assertThat(paged)
                    .isEqualTo(comparisons.list(details, outcome, ALL).items().stream()
                            .map(ItemComparison::item)
                            .toList());
        }
    }

    @Test
    void refusesACursorOfAnotherGate() {
        GateDetails details = details(RULES, true, "right | wrong");
        Paging paging = new Paging(3, Cursor.of(77).encoded());
        assertThatThrownBy(() -> comparisons.list(details, null, paging)).isInstanceOf(ProblemException.class);
    }

    @Test
    void listsTheWorstRegressionsFirst() {
        GateDetails details = details(RULES, true, """
                right | right of sorts
                right | right
                right | wrong
                """);
        assertThat(comparisons.regressions(details, results.of(details), 5))
                .extracting(ItemComparison::item)
                .containsExactly(2, 0);
    }

    @Test
    void redactsPersonalDataAndCredentialsInEveryText() {
        String told = comparisons
                .list(
                        details(RULES, true, "ask jane.doe@example.com | key AKIAIOSFODNN7EXAMPLE of joe@example.com"),
                        null,
                        ALL)
                .toString();
        assertThat(told)
                .contains("<EMAIL_ADDRESS>")
                .doesNotContain("jane")
                .doesNotContain("joe@")
                .doesNotContain("AKIAIOS");
    }

    @Test
    void showsNoPartialAddressAtTheLengthLimit() {
        for (int shift = 0; shift < 60; shift++) {
            String mails = "x".repeat(shift) + " jane.doe.of.the.bank@customers.example.com".repeat(25_000);
            ItemComparison item =
                    assertTimeout(Duration.ofSeconds(5), () -> only("right", mails.substring(0, 200_000)));
            assertThat(item.candidate()).doesNotContain("jane").hasSizeLessThan(2_100);
        }
    }

    private ItemComparison only(String baseline, String candidate) {
        Gate gate = Gates.gate(Gates.document("\"metrics\": []"), Candidate.ofModel("bot", 1));
        List<GateAnswer> answers =
                List.of(Gates.answer(Side.BASELINE, 0, baseline, 100), Gates.answer(Side.CANDIDATE, 0, candidate, 100));
        return comparisons
                .list(new GateDetails(gate, Gates.items(1), answers), null, ALL)
                .items()
                .getFirst();
    }

    /// @param lines of the baseline's and the candidate's answer: `?` is none yet, `!` a failure
    private static GateDetails details(String document, boolean baseline, String lines) {
        Gate gate = Gates.gate(Gates.document(document), baseline ? Candidate.ofModel("bot", 1) : null);
        List<GateAnswer> answers = new ArrayList<>();
        List<String> items = lines.lines().toList();
        for (int i = 0; i < items.size(); i++) {
            String[] said = items.get(i).split(" \\| ", -1);
            Side[] sides = {Side.BASELINE, Side.CANDIDATE};
            for (int side = 0; side < 2; side++) {
                if (said[side].equals("!")) {
                    answers.add(Gates.failure(sides[side], i));
                } else if (!said[side].equals("?")) {
                    answers.add(Gates.answer(sides[side], i, said[side], 100));
                }
            }
        }
        return new GateDetails(gate, Gates.items(items.size()), answers);
    }
}
