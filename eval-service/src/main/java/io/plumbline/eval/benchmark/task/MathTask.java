package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// GSM8K. Strictly, the number after `####` counts; flexibly, the last number of the answer. Both are compared without
/// commas, dollar signs and a final full stop, as the reference harness does (`gsm8k.yaml` at 4e7e0d47).
public final class MathTask implements BenchmarkTask {

    private static final int LONGEST = 512;
    private static final Pattern STRICT = Pattern.compile("#### (-?[0-9.,]+)");
    private static final Pattern FLEXIBLE = Pattern.compile("-?[$0-9.,]{2,}|-?[0-9]+");
    private static final Pattern BEFORE_SOLUTION = Pattern.compile("(?s)^.*#### ");
    private static final String INVALID = "[invalid]";
    private static final String NEXT_QUESTION = "Question:";

    @Override
    public TaskPrompt prompt(BenchmarkItem item, List<BenchmarkItem> examples) {
        StringBuilder text = new StringBuilder();
        examples.forEach(example -> text.append("Question: ")
                .append(example.question())
                .append("\nAnswer: ")
                .append(example.answer())
                .append("\n\n"));
        text.append("Question: ").append(item.question()).append("\nAnswer:");
        return TaskPrompt.of(text.toString(), LONGEST);
    }

    @Override
    public ItemScore score(BenchmarkItem item, TaskAnswer answer) {
        int next = answer.text().indexOf(NEXT_QUESTION);
        String text = next < 0 ? answer.text() : answer.text().substring(0, next);
        String strict = strict(text);
        String flexible = flexible(text);
        String wanted = normal(item.answer());
        return new ItemScore(
                Map.of(
                        "strictMatch", normal(strict).equals(wanted) ? 1.0 : 0.0,
                        "flexibleExtract", normal(flexible).equals(wanted) ? 1.0 : 0.0),
                null,
                flexible.equals(INVALID) ? null : flexible,
                null);
    }

    public static String strict(String answer) {
        Matcher matcher = STRICT.matcher(answer);
        return matcher.find() ? matcher.group(1) : INVALID;
    }

    public static String flexible(String answer) {
        Matcher matcher = FLEXIBLE.matcher(answer);
        String last = INVALID;
        while (matcher.find()) {
            last = matcher.group();
        }
        return last.strip();
    }

    /// Whether an extracted number is that of a reference answer.
    public static boolean isSame(String extracted, String answer) {
        return normal(extracted).equals(normal(answer));
    }

    private static String normal(String text) {
        String number = BEFORE_SOLUTION
                .matcher(text)
                .replaceFirst("")
                .replace(",", "")
                .replace("$", "")
                .toLowerCase(Locale.ROOT);
        return number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
    }
}
