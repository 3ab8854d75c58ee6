package io.plumbline.eval.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.ledger.result.FlakyItems;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateFindings;
import io.plumbline.eval.gate.ledger.result.GateSlice;
import io.plumbline.eval.gate.ledger.result.SliceCheck;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.guardrails.GuardEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {

    private static final String METRICS = "\"metrics\": [{\"name\": \"exactMatch\", \"maxRegression\": 0.1}]";

    private final MarkdownReport report = new MarkdownReport(new Redactor(GuardEngine.standard()));

    @Test
    void showsVerdictChecksAndTheFiveWorstRegressions() {
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 20, 12);
        answers.addAll(Gates.answers(Side.BASELINE, 20, 20));

        String text = write(answers, Gates.check("exactMatch.regression", "FAIL", "It is worse | by <much>."));

        assertThat(text)
                .startsWith("## ❌ FAIL · faq\n")
                .contains("Candidate: ` bot@2 ` · baseline: ` bot@1 `")
                .contains("| exactMatch.regression | FAIL | 0.500 | 0.400 … 0.600 | 0.800 |"
                        + " It is worse \\| by &#60;much>. |\n");
        assertThat(text).contains("- Tiers: ` metrics; not used: judge, human panel, red team `\n");
        assertThat(text.lines().filter(line -> line.startsWith("- `"))).hasSize(5);
        assertThat(text)
                .contains("- ` 12 `: -1.000 (exactMatch 1.000 → 0.000)\n")
                .contains("  - baseline: ` right `\n")
                .contains("  - candidate: ` wrong `\n");
    }

    @Test
    void showsTheLowestScoresWithoutABaseline() {
        List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, 8, 6);
        answers.add(Gates.failure(Side.CANDIDATE, 8));
        Gate gate = Gates.gate(Gates.document(METRICS), null, GateStatus.DONE, CheckOutcome.FAIL, List.of());

        String text = report.write(
                gate,
                new ItemResults(MetricResolver.of(MetricCatalog.lexical()))
                        .of(new GateDetails(gate, Gates.items(9), answers)));

        assertThat(text).contains("### Items that scored lowest").contains("  - error: ` HTTP 500 `");
        assertThat(text.lines().filter(line -> line.startsWith("- `")))
                .containsExactly("- ` 6 `", "- ` 7 `", "- ` 8 `");
    }

    @Test
    void showsSlicesFlakyItemsAndTheNumberOfRuns() {
        SliceCheck check =
                new SliceCheck("exactMatch", 12, 0.7, 0.5, 0.9, 0.9, -0.2, -0.35, -0.05, "FAIL", "Only 12 items.");
        GateFindings findings = new GateFindings(
                List.of(
                        new GateSlice("calm", 500, false, false, List.of(check.decided("PASS", "Fine."))),
                        new GateSlice("a | b <img> @all", 12, true, true, List.of(check))),
                new FlakyItems(20, 1, List.of(new FlakyItems.Item(7, "q-7", "exactMatch", 4, 0, 1, 2))),
                new Evidence(3, 3, 0.99));
        Gate gate = Gates.with(
                Gates.gate(Gates.document(METRICS), null, GateStatus.DONE, CheckOutcome.FAIL, List.of()),
                findings,
                null);

        String text = report.write(gate, List.of());

        assertThat(text)
                .contains("Verdict of attempt 3, evidence of 3 runs.")
                .contains(
                        "| ` a \\| b <img> @all ` (blocks) | 12 (few) | exactMatch | FAIL | 0.700 | 0.500 … 0.900 | -0.200 |"
                                + " -0.350 … -0.050 |")
                .contains("1 of 20 items answered more than once are flaky.")
                .contains("- ` q-7 `: exactMatch 0.000 to 1.000, 2 of 4 answers good");
        assertThat(text.indexOf("(blocks)")).isLessThan(text.indexOf("` calm `"));
    }

    @Test
    void redactsPersonalDataAndCredentials() {
        List<GateAnswer> answers = new ArrayList<>(Gates.answers(Side.BASELINE, 1, 1));
        answers.add(Gates.answer(Side.CANDIDATE, 0, "Ask jane.doe@example.com, key AKIAIOSFODNN7EXAMPLE", 100));
        assertThat(write(answers))
                .contains("<EMAIL_ADDRESS>")
                .doesNotContain("jane")
                .doesNotContain("AKIAIOS");
    }

    /// They are whatever the records say.
    @Test
    void redactsPersonalDataInNamesOfItemsAndSlices() {
        GateItem item = GateItem.of(
                0,
                Map.of(
                        "id", "jane.doe@example.com",
                        "slice", "john.roe@example.com",
                        "input", "q",
                        "references", List.of("right")));
        Gate gate = Gates.gate(Gates.document(METRICS), null, GateStatus.DONE, CheckOutcome.FAIL, List.of());

        String text = report.write(
                gate,
                new ItemResults(MetricResolver.of(MetricCatalog.lexical()))
                        .of(new GateDetails(gate, List.of(item), Gates.answers(Side.CANDIDATE, 1, 0))));

        assertThat(text)
                .contains("- ` <EMAIL_ADDRESS> ` of slice ` <EMAIL_ADDRESS> `")
                .doesNotContain("example.com");
    }

    @Test
    void marksAGateOfARouteAsInformative() {
        Candidate route = new Candidate(null, null, null, "faq-bot");
        Gate gate = Gates.gate(Gates.document(METRICS), null, GateStatus.DONE, CheckOutcome.PASS, List.of());
        assertThat(report.write(Gates.on(route, gate), List.of()))
                .contains("For information only: only a version can be promoted to production, not a route");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# heading\n\n| a | b |\n|---|---|\n",
                "`` ` ``` <img src=x onerror=alert(1)> [link](https://evil.example) @everyone #1",
                "```\n~~~\n</details><script>",
                "`",
                "````````",
                "line\u2028separated\u0085\u0000\u202Eesrever"
            })
    void showsAnAnswerAsCodeThatItCannotEnd(String answer) {
        List<GateAnswer> answers = new ArrayList<>(Gates.answers(Side.BASELINE, 1, 1));
        answers.add(Gates.answer(Side.CANDIDATE, 0, answer, 100));

        String line = write(answers)
                .lines()
                .filter(each -> each.startsWith("  - candidate: "))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();

        String span = line.substring("  - candidate: ".length());
        String fence = span.substring(0, span.indexOf(' '));
        String inside = span.substring(fence.length() + 1, span.length() - fence.length() - 1);
        assertThat(fence).matches("`+");
        assertThat(span).endsWith(" " + fence);
        assertThat(inside).doesNotContain(fence).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
    }

    @Test
    void cutsLongAnswersBetweenCharacters() {
        assertThat(MarkdownReport.code("😀".repeat(1000))).isEqualTo("` " + "😀".repeat(400) + "… `");
        assertThat(MarkdownReport.code(" \n ")).isEqualTo("(empty)");
    }

    private String write(List<GateAnswer> answers, GateCheck... checks) {
        Gate gate = Gates.gate(
                Gates.document(METRICS),
                Candidate.ofModel("bot", 1),
                GateStatus.DONE,
                CheckOutcome.FAIL,
                List.of(checks));
        int items = answers.stream().mapToInt(GateAnswer::item).max().orElse(0) + 1;
        return report.write(
                gate,
                new ItemResults(MetricResolver.of(MetricCatalog.lexical()))
                        .of(new GateDetails(gate, Gates.items(items), answers)));
    }
}
