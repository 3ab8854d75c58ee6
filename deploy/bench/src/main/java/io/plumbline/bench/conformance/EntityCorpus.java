package io.plumbline.bench.conformance;

import io.plumbline.bench.conformance.ConformanceTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// A corpus with labelled personal data: how much of it is found, by entity and overall.
///
/// @param title     of the table
/// @param file      of the corpus; rows have `text` and `spans`
/// @param wanted    selects its rows
/// @param threshold the minimum score that counts
/// @param perEntity whether there is a row for each entity too
record EntityCorpus(String title, String file, Predicate<JsonNode> wanted, double threshold, boolean perEntity)
        implements ConformanceCheck {

    @Override
    public List<String> files() {
        return List.of(file);
    }

    @Override
    public ConformanceTable check(Corpora corpora) {
        List<LabelledText> texts = new ArrayList<>();
        for (JsonNode row : corpora.rows(file)) {
            if (wanted.test(row)) {
                List<LabelledSpan> found = AnalysisDetectors.of(row.path("text").asString(), threshold).stream()
                        .map(LabelledSpan::of)
                        .toList();
                texts.add(new LabelledText(LabelledSpan.of(row.path("spans")), found));
            }
        }
        List<Row> rows = new ArrayList<>();
        if (perEntity) {
            entities(texts).forEach(entity -> rows.add(row(entity, texts, text -> text.of(entity))));
        }
        rows.add(row("any", texts, LabelledText::ofAny));
        return new ConformanceTable(
                "%s, score from %s".formatted(title, threshold),
                List.of("precision", "recall", "F1", "F2", "touched"),
                rows);
    }

    private static Set<String> entities(List<LabelledText> texts) {
        Set<String> entities = new TreeSet<>();
        texts.forEach(text -> text.labels().forEach(label -> entities.add(label.entity())));
        return entities;
    }

    private static Row row(String name, List<LabelledText> texts, Function<LabelledText, Counts> count) {
        List<Counts> counts = texts.stream()
                .map(count)
                .filter(each -> !each.equals(Counts.NONE))
                .toList();
        return new Row(
                name,
                Counts.sum(counts).labels(),
                List.of(
                        Counts.measure(counts, Counts::precision),
                        Counts.measure(counts, Counts::recall),
                        Counts.measure(counts, each -> each.f(1)),
                        Counts.measure(counts, each -> each.f(2)),
                        Counts.measure(counts, Counts::touch)));
    }
}
