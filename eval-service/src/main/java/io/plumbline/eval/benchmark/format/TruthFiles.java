package io.plumbline.eval.benchmark.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// TruthfulQA: `TruthfulQA.csv`, `mc_task.json`, or JSON Lines with `mc1_targets` and `mc2_targets`. Each question is
/// two items: one with a single true choice (MC1), one with all (MC2).
final class TruthFiles {

    private static final int MOST_CHOICES = 26;

    /// The extra member that names the form of an item.
    private static final String FORM = "form";

    private TruthFiles() {}

    private record Choices(List<String> texts, List<Integer> correct) {

        private static Choices of(List<String> correct, List<String> wrong) {
            List<String> texts = Stream.concat(correct.stream(), wrong.stream())
                    .distinct()
                    .limit(MOST_CHOICES)
                    .toList();
            return new Choices(
                    texts,
                    IntStream.range(0, texts.size())
                            .filter(i -> correct.contains(texts.get(i)))
                            .boxed()
                            .toList());
        }
    }

    static List<BenchmarkItem> read(List<BenchmarkFile> files) {
        return BenchmarkReader.rows(files, List.of(), _ -> true).stream()
                .flatMap(TruthFiles::items)
                .toList();
    }

    private static Stream<BenchmarkItem> items(Row row) {
        if (row.has("mc1_targets")) {
            return items(row, row.text("question"), targets(row, "mc1_targets"), targets(row, "mc2_targets"));
        }
        boolean csv = row.has("Question");
        String best = row.text(csv ? "Best Answer" : "best_answer");
        List<String> correct = csv ? parts(row, "Correct Answers") : row.texts("correct_answers", 1, MOST_CHOICES);
        List<String> wrong = csv ? parts(row, "Incorrect Answers") : row.texts("incorrect_answers", 1, MOST_CHOICES);
        return items(
                row,
                row.text(csv ? "Question" : "question"),
                Choices.of(List.of(best), wrong),
                Choices.of(correct, wrong));
    }

    private static Stream<BenchmarkItem> items(Row row, String question, Choices single, Choices all) {
        if (single.correct().size() != 1
                || all.correct().isEmpty()
                || all.correct().size() == all.texts().size()) {
            throw row.malformed("needs true and false answers, and one best answer");
        }
        String id = row.optional("id").orElseGet(() -> row.file().stem() + "-" + row.line());
        String group = row.optional("Category", "category").orElse("all");
        return Stream.of(
                item(id + "/mc1", group, question, single, "mc1"), item(id + "/mc2", group, question, all, "mc2"));
    }

    private static BenchmarkItem item(String id, String group, String question, Choices choices, String form) {
        return new BenchmarkItem(
                id, group, false, question, choices.texts(), choices.correct(), "", Map.of(FORM, form));
    }

    private static List<String> parts(Row row, String name) {
        List<String> parts = Stream.of(row.text(name).split(";", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.isEmpty() || parts.size() > MOST_CHOICES) {
            throw row.malformed("needs 1 to " + MOST_CHOICES + " answers in " + name);
        }
        return parts;
    }

    /// Reads an object from answer to 0 or 1, or the lists `choices` and `labels`.
    private static Choices targets(Row row, String name) {
        JsonNode node = row.node().path(name);
        List<String> texts = new ArrayList<>();
        List<Integer> correct = new ArrayList<>();
        if (node.path("choices").isArray()) {
            Row inner = new Row(row.file(), row.line(), node);
            texts.addAll(inner.texts("choices", 2, MOST_CHOICES));
            JsonNode labels = node.path("labels");
            if (labels.size() != texts.size()) {
                throw row.malformed("has not one label for each choice in " + name);
            }
            for (int i = 0; i < texts.size(); i++) {
                if (labels.path(i).asInt(0) == 1) {
                    correct.add(i);
                }
            }
        } else {
            node.properties().forEach(entry -> {
                if (entry.getValue().asInt(0) == 1) {
                    correct.add(texts.size());
                }
                texts.add(entry.getKey());
            });
        }
        if (texts.size() < 2 || texts.size() > MOST_CHOICES || texts.stream().anyMatch(String::isBlank)) {
            throw row.malformed("needs 2 to " + MOST_CHOICES + " answers in " + name);
        }
        return new Choices(texts, correct);
    }
}
