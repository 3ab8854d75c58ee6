package io.plumbline.eval.benchmark.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// BIG-bench Hard: `TASK.json` with `examples`, and `TASK.txt` with the published prompt of its chain-of-thought
/// examples; or JSON Lines with `task`, `input` and `target`. GSM8K: `train.jsonl` and `test.jsonl`. XSTest:
/// `xstest_prompts.csv`, or JSON Lines.
final class TextFiles {

    private static final Pattern SOLUTION = Pattern.compile("#### -?[0-9][0-9.,]{0,40}");
    private static final String SEPARATOR = "-----";
    private static final int MOST_PROMPT = 50_000;

    private TextFiles() {}

    static List<BenchmarkItem> bigBenchHard(List<BenchmarkFile> files) {
        List<BenchmarkItem> items = new ArrayList<>();
        for (BenchmarkFile file : files) {
            if (file.isNamed(".txt")) {
                items.add(prompt(file));
            }
        }
        for (Row row : BenchmarkReader.rows(files, List.of(), file -> !file.isNamed(".txt"))) {
            String task = row.optional("task").orElseGet(() -> row.file().stem());
            items.add(new BenchmarkItem(
                    row.optional("id").orElseGet(() -> task + "-" + row.line()),
                    task,
                    false,
                    row.text("input"),
                    List.of(),
                    List.of(),
                    row.text("target"),
                    Map.of()));
        }
        return items;
    }

    /// The examples of a task come as one text, below the canary and a line of hyphens.
    private static BenchmarkItem prompt(BenchmarkFile file) {
        int at = file.text().indexOf(SEPARATOR);
        String text = (at < 0 ? file.text() : file.text().substring(at + SEPARATOR.length())).strip();
        if (text.isEmpty() || text.length() > MOST_PROMPT || text.indexOf(0) >= 0) {
            throw new MalformedBenchmarkException(file.name(), 1, "must have 1 to " + MOST_PROMPT + " characters");
        }
        return new BenchmarkItem("prompt-" + file.stem(), file.stem(), true, text, List.of(), List.of(), "", Map.of());
    }

    static List<BenchmarkItem> gsm8k(List<BenchmarkFile> files) {
        return BenchmarkReader.rows(files, List.of(), _ -> true).stream()
                .map(TextFiles::gsm8k)
                .toList();
    }

    private static BenchmarkItem gsm8k(Row row) {
        String answer = row.text("answer");
        if (!SOLUTION.matcher(answer).find()) {
            throw row.malformed("has no solution after #### in answer");
        }
        return new BenchmarkItem(
                row.optional("id").orElseGet(() -> row.file().stem() + "-" + row.line()),
                "all",
                row.file().stem().toLowerCase(Locale.ROOT).contains("train"),
                row.text("question"),
                List.of(),
                List.of(),
                answer,
                Map.of());
    }

    static List<BenchmarkItem> xstest(List<BenchmarkFile> files) {
        return BenchmarkReader.rows(files, List.of(), _ -> true).stream()
                .map(TextFiles::xstest)
                .toList();
    }

    private static BenchmarkItem xstest(Row row) {
        String type = row.text("type");
        // Older files have no label.
        String label = row.optional("label").orElse(type.startsWith("contrast") ? "unsafe" : "safe");
        if (!label.equals("safe") && !label.equals("unsafe")) {
            throw row.malformed("has a label other than safe and unsafe");
        }
        return new BenchmarkItem(
                row.optional("id", "id_v2").orElseGet(() -> row.file().stem() + "-" + row.line()),
                type,
                false,
                row.text("prompt"),
                List.of(),
                List.of(),
                label,
                Map.of());
    }
}
