package io.plumbline.eval.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.verdict.AnswerStatistics;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.guardrails.GuardEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reports of a gate that was read without its texts.
class GateReportsTest {

    private static final int ITEMS = 450;
    private static final Gate GATE = Gates.gate(
            Gates.document("\"metrics\": [{\"name\": \"exactMatch\", \"floor\": 0.8}]"),
            null,
            GateStatus.DONE,
            CheckOutcome.PASS,
            List.of());

    private final MetricResolver metrics = MetricResolver.of(MetricCatalog.lexical());
    private final Redactor redactor = new Redactor(GuardEngine.standard());
    private final ItemResults results = new ItemResults(metrics);
    private final GateReports reports = new GateReports(
            results,
            new ItemComparisons(results, redactor),
            new MarkdownReport(redactor),
            new JUnitReport(),
            new SarifReport(),
            new HtmlReport(HtmlReportTest.templates(), redactor));
    private final List<GateItem> items = Gates.items(ITEMS);
    private final List<GateAnswer> answers = Gates.answers(Side.CANDIDATE, ITEMS, ITEMS - 20);
    private final List<Integer> read = new ArrayList<>();

    @Test
    void readOnlyTheTextsOfTheWorstItems() {
        String markdown = reports.markdown(details());
        assertThat(markdown).contains("wrong", "q430", "q434").doesNotContain("q435");
        assertThat(read).containsExactly(430, 431, 432, 433, 434);
        read.clear();
        assertThat(reports.sarif(details())).contains("wrong", "q430");
        assertThat(read).containsExactly(430, 431, 432, 433, 434);
    }

    @Test
    void streamTheTextsOfAllItems() {
        GateReports.JsonReport report = reports.json(details());
        assertThat(read).as("none before it is written").isEmpty();

        JsonNode written = JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(report));

        assertThat(written.path("items").size()).isEqualTo(ITEMS);
        assertThat(written.path("items").path(7).path("candidate").asString()).isEqualTo("right");
        assertThat(written.path("items").path(449).path("input").asString()).isEqualTo("q449");
        assertThat(written.path("items")
                        .path(449)
                        .path("scores")
                        .path("exactMatch")
                        .asDouble())
                .isZero();
        assertThat(read).as("each once, in their order").hasSize(ITEMS).isSorted();
    }

    private GateDetails details() {
        Metric metric = metrics.metric(GATE.document().metrics().getFirst().definition());
        Map<AnswerKey, Map<String, double[]>> statistics =
                AnswerStatistics.of(new ArrayList<>(List.of(metric)), items, answers, List.of());
        return new GateDetails(
                GATE,
                items.stream().map(GateItem::withoutTexts).toList(),
                answers.stream()
                        .map(answer ->
                                answer.scored(statistics.get(answer.key())).withoutText())
                        .toList(),
                this::whole,
                Map.of());
    }

    private GateDetails whole(Collection<Integer> places) {
        read.addAll(places);
        return new GateDetails(
                GATE,
                places.stream().map(items::get).toList(),
                places.stream().map(answers::get).toList());
    }
}
