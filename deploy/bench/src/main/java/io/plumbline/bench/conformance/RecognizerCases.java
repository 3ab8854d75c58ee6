package io.plumbline.bench.conformance;

import io.plumbline.bench.conformance.ConformanceTable.Row;
import io.plumbline.personaldata.detect.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The expectations of Presidio's own tests of its recognizers: a case is exact if the spans found are exactly
/// the expected ones, to the character. A number with a valid checksum must be found with certainty, one with an
/// invalid checksum not at all.
final class RecognizerCases implements ConformanceCheck {

    private static final String FILE = "presidio-cases.jsonl";
    private static final double CERTAIN = 1;

    @Override
    public List<String> files() {
        return List.of(FILE);
    }

    @Override
    public ConformanceTable check(Corpora corpora) {
        Map<String, List<Boolean>> byRecognizer = new TreeMap<>();
        List<Boolean> all = new ArrayList<>();
        for (JsonNode row : corpora.rows(FILE)) {
            Boolean exact = isExact(row);
            if (exact != null) {
                String recognizer = row.path("recognizer").asString("");
                byRecognizer
                        .computeIfAbsent(
                                recognizer.isEmpty() ? row.path("file").asString("") : recognizer,
                                name -> new ArrayList<>())
                        .add(exact);
                all.add(exact);
            }
        }
        List<Row> rows = new ArrayList<>();
        byRecognizer.forEach((recognizer, cases) -> rows.add(row(shortened(recognizer), cases)));
        rows.add(row("all", all));
        return new ConformanceTable("Recognizer cases of Presidio, spans exact", List.of("exact"), rows);
    }

    private static Row row(String name, List<Boolean> cases) {
        int exact = (int) cases.stream().filter(Boolean::booleanValue).count();
        return new Row(name, cases.size(), List.of(MeasuredRate.of(exact, cases.size())));
    }

    /// Null if the case has nothing comparable.
    private static @Nullable Boolean isExact(JsonNode row) {
        String text = row.path("text").asString();
        Set<String> entities = new HashSet<>();
        row.path("entities").forEach(entity -> entities.add(entity.asString()));
        List<Finding> found = AnalysisDetectors.of(text, row.path("language").asString(""), entities);
        return switch (row.path("kind").asString()) {
            case "span" -> spans(found).equals(Set.copyOf(LabelledSpan.of(row.path("expected"))));
            case "observed" -> spans(found).equals(Set.copyOf(LabelledSpan.of(row.path("presidio_output"))));
            case "count" -> found.size() == row.path("expected_count").asInt();
            case "context" -> !found.isEmpty();
            case "checksum" ->
                row.path("valid").isNull()
                        ? null
                        : isCertain(found) == row.path("valid").asBoolean();
            default -> null;
        };
    }

    private static boolean isCertain(List<Finding> found) {
        return found.stream().anyMatch(finding -> finding.score() >= CERTAIN);
    }

    private static Set<LabelledSpan> spans(List<Finding> findings) {
        Set<LabelledSpan> spans = new HashSet<>();
        findings.forEach(finding -> spans.add(LabelledSpan.of(finding)));
        return spans;
    }

    private static String shortened(String recognizer) {
        String file = recognizer.substring(recognizer.lastIndexOf('/') + 1);
        return file.length() <= 30 ? file : file.substring(0, 30);
    }
}
