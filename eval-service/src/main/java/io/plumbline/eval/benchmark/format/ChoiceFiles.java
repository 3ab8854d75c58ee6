package io.plumbline.eval.benchmark.format;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// MMLU: `SUBJECT_dev.csv`, `SUBJECT_test.csv` and `SUBJECT_val.csv` without a header, or JSON Lines with `question`,
/// `subject`, `choices` and `answer`. HellaSwag: JSON Lines with `ctx_a`, `ctx_b`, `endings` and `label`, or `ctx`.
final class ChoiceFiles {

    private static final List<String> MMLU_COLUMNS = List.of("question", "A", "B", "C", "D", "answer");
    private static final Pattern SPLIT = Pattern.compile("[_-](dev|test|val|validation)$");
    private static final Pattern STEP_TITLE = Pattern.compile(" \\[title\\]");
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]{0,1000}\\]");
    private static final int MOST_CHOICES = 26;

    private ChoiceFiles() {}

    static List<BenchmarkItem> mmlu(List<BenchmarkFile> files) {
        return BenchmarkReader.rows(files, MMLU_COLUMNS, _ -> true).stream()
                .map(ChoiceFiles::mmlu)
                .toList();
    }

    private static BenchmarkItem mmlu(Row row) {
        String stem = row.file().stem();
        List<String> choices = row.has("choices")
                ? row.texts("choices", 2, MOST_CHOICES)
                : List.of(row.text("A"), row.text("B"), row.text("C"), row.text("D"));
        String subject = row.optional("subject", "Subject")
                .orElseGet(() -> SPLIT.matcher(stem).replaceFirst(""));
        boolean example = row.optional("split")
                .map(split -> split.equals("dev"))
                .orElseGet(() -> stem.toLowerCase(Locale.ROOT).endsWith("dev"));
        return new BenchmarkItem(
                row.optional("id").orElseGet(() -> stem + "-" + row.line()),
                subject,
                example,
                row.text("question").strip(),
                choices,
                List.of(row.choice("answer", choices.size())),
                "",
                Map.of());
    }

    static List<BenchmarkItem> hellaSwag(List<BenchmarkFile> files) {
        return BenchmarkReader.rows(files, List.of(), _ -> true).stream()
                .map(ChoiceFiles::hellaSwag)
                .toList();
    }

    private static BenchmarkItem hellaSwag(Row row) {
        String context = row.has("ctx_a")
                ? row.text("ctx_a")
                        + row.optional("ctx_b").map(b -> " " + capitalized(b)).orElse("")
                : row.text("ctx");
        String activity =
                row.optional("activity_label").map(label -> label + ": ").orElse("");
        List<String> endings = row.texts("endings", 2, MOST_CHOICES);
        boolean example = row.file().stem().toLowerCase(Locale.ROOT).contains("train");
        return new BenchmarkItem(
                row.optional("id", "ind").orElseGet(() -> row.file().stem() + "-" + row.line()),
                row.optional("split_type").orElse("all"),
                example,
                cleaned(activity + context),
                endings.stream().map(ChoiceFiles::cleaned).toList(),
                List.of(row.choice("label", endings.size())),
                "",
                Map.of());
    }

    /// Capitalises as Python does: the rest in lower case.
    private static String capitalized(String text) {
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /// Removes the marks of WikiHow, as the reference harness does.
    static String cleaned(String text) {
        String sentences = STEP_TITLE.matcher(text.strip()).replaceAll(". ");
        return BRACKETS.matcher(sentences).replaceAll("").replace("  ", " ");
    }
}
