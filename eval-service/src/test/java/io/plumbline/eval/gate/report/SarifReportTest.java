package io.plumbline.eval.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.comparison.ItemComparison;
import io.plumbline.eval.gate.comparison.ItemOutcome;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifReportTest {

    private final SarifReport report = new SarifReport();

    @Test
    void hasAResultForEachFailedCheckAndEachWorstItem() {
        JsonNode run = run(
                List.of(worst("[link](https://evil.example) {0}")),
                Gates.check("exactMatch.floor", "FAIL", "Below."),
                Gates.check("rougeL.regression", "INCONCLUSIVE", "Open."),
                Gates.check("bleu.floor", "PASS", "Fine."),
                GateCheck.plain("chrf", 1.0, null, "FAIL", false, "Advice."));

        assertThat(run.path("results")
                        .valueStream()
                        .map(each -> each.path("ruleId").asString() + " "
                                + each.path("level").asString()))
                .containsExactly("exactMatch.floor error", "rougeL.regression warning", "chrf warning", "item note");
        for (JsonNode result : run.path("results")) {
            JsonNode rule = run.path("tool")
                    .path("driver")
                    .path("rules")
                    .path(result.path("ruleIndex").asInt());
            assertThat(rule.path("id")).isEqualTo(result.path("ruleId"));
            assertThat(result.path("locations")
                            .path(0)
                            .path("physicalLocation")
                            .path("artifactLocation")
                            .path("uri")
                            .asString())
                    .isEqualTo("plumbline/faq");
            assertThat(result.path("partialFingerprints").size()).isEqualTo(1);
        }
        assertThat(run.path("results").path(0).path("message").path("text").asString())
                .isEqualTo("exactMatch.floor is FAIL. Below.");
        assertThat(run.path("results")
                        .path(0)
                        .path("properties")
                        .path("threshold")
                        .asDouble())
                .isEqualTo(0.8);
    }

    @Test
    void stripsLinksAndPlaceholdersFromUntrustedText() {
        String text = run(List.of(worst("[link](https://evil.example) {0} \\")))
                .path("results")
                .path(0)
                .path("message")
                .path("text")
                .asString();
        assertThat(text).contains("Candidate: \\[link\\](https://evil.example) {{0}} \\\\");
    }

    @Test
    void listsEachRuleOnceUnderAnyName() {
        JsonNode run = run(
                List.of(worst("one"), worst("two")),
                Gates.check("item", "INCONCLUSIVE", "No item has both an answer and a reference."),
                Gates.check("slice.{0} [a](b) \\.floor", "FAIL", "Below {1} [c](d) \\[e]."));

        assertThat(run.path("tool").path("driver").path("rules").size()).isEqualTo(2);
        assertThat(run.path("results")
                        .valueStream()
                        .map(each -> each.path("ruleIndex").asInt()))
                .containsExactly(0, 1, 0, 0);
    }

    @Test
    void isValidWithoutFindings() {
        JsonNode run = run(List.of(), Gates.check("bleu.floor", "PASS", "Fine."));
        assertThat(run.path("results").size()).isZero();
        assertThat(run.path("results").isArray()).isTrue();
    }

    @Test
    void violatesTheSchemaIfBroken() {
        String good = report.write(
                Gates.gate(
                        Gates.document("\"metrics\": []"),
                        null,
                        GateStatus.DONE,
                        CheckOutcome.FAIL,
                        List.of(Gates.check("a.floor", "FAIL", "Below."))),
                List.of());
        assertThat(SarifShape.faults(good)).isEmpty();
        for (String[] change : new String[][] {
            {"\"error\"", "\"fatal\""},
            {"\"ruleIndex\" : 0", "\"ruleIndex\" : 1"},
            {"plumbline/faq\"", "/plumbline/faq\""},
            {"\"message\"", "\"messages\""},
            {"Below.", "Below [x](y)."},
            {"\"2.1.0\"", "\"2.0.0\""}
        }) {
            assertThat(good).contains(change[0]);
            assertThat(SarifShape.faults(good.replace(change[0], change[1])))
                    .as(change[1])
                    .isNotEmpty();
        }
    }

    @Test
    void reportsAGateWithoutAVerdict() {
        Gate gate = Gates.gate(Gates.document("\"metrics\": []"), null, GateStatus.ERROR, null, List.of());
        JsonNode run = read(gate, List.of());
        assertThat(run.path("invocations").path(0).path("executionSuccessful").asBoolean())
                .isFalse();
        assertThat(run.path("results").path(0).path("message").path("text").asString())
                .isEqualTo("The dataset faq@1 does not exist.");
    }

    private JsonNode run(List<ItemComparison> worst, GateCheck... checks) {
        Gate gate = Gates.gate(
                Gates.document("\"metrics\": []"),
                Candidate.ofModel("bot", 1),
                GateStatus.DONE,
                CheckOutcome.FAIL,
                List.of(checks));
        return read(gate, worst);
    }

    private JsonNode read(Gate gate, List<ItemComparison> worst) {
        String text = report.write(gate, worst);
        assertThat(SarifShape.faults(text)).isEmpty();
        return JsonMapper.shared().readTree(text).path("runs").path(0);
    }

    static ItemComparison worst(String candidate) {
        return new ItemComparison(
                5,
                "q-5",
                "odd",
                ItemOutcome.FAILED,
                "the question",
                List.of("expected words"),
                candidate,
                "expected words",
                null,
                List.of(),
                "exactMatch",
                -1.0,
                null,
                null);
    }
}
