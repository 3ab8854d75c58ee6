package io.plumbline.bench.conformance;

import io.plumbline.bench.conformance.ConformanceTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Measures whether personal data is also found in disguised forms: the recall for each way of writing, beside
/// that of plain text.
final class Spellings implements ConformanceCheck {

    private static final String FILE = "pii-anon-eval.jsonl";
    private static final double THRESHOLD = 0.4;

    @Override
    public List<String> files() {
        return List.of(FILE);
    }

    @Override
    public ConformanceTable check(Corpora corpora) {
        Map<String, List<Counts>> bySpelling = new TreeMap<>();
        for (JsonNode row : corpora.rows(FILE)) {
            List<LabelledSpan> found = AnalysisDetectors.of(row.path("text").asString(), THRESHOLD).stream()
                    .map(LabelledSpan::of)
                    .toList();
            String spelling = row.path("adversarial").asString("");
            bySpelling
                    .computeIfAbsent(spelling.isEmpty() ? "(plain)" : spelling, name -> new ArrayList<>())
                    .add(new LabelledText(LabelledSpan.of(row.path("spans")), found).ofAny());
        }
        List<Row> rows = new ArrayList<>();
        bySpelling.forEach((spelling, counts) -> rows.add(new Row(
                spelling,
                Counts.sum(counts).labels(),
                List.of(Counts.measure(counts, Counts::recall), Counts.measure(counts, Counts::touch)))));
        return new ConformanceTable(
                "Spellings, any entity, score from " + THRESHOLD, List.of("recall", "touched"), rows);
    }
}
