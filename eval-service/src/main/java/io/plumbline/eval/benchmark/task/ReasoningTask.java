package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// BIG-bench Hard, with the published chain-of-thought examples of each task if they are there. `exactMatch` compares
/// what the reference harness extracts: the text after "the answer is" without its last character, which is a full
/// stop (`bbh/cot_fewshot` at 4e7e0d47). `flexibleMatch` also accepts an answer without the full stop.
public final class ReasoningTask implements BenchmarkTask {

    private static final int LONGEST = 1024;
    private static final Pattern ANSWER = Pattern.compile("(?<=the answer is )(.*)(?=.)");
    private static final Pattern LENIENT = Pattern.compile("(?i)answer is:?\\s{0,3}([^\\n]*)");

    @Override
    public TaskPrompt prompt(BenchmarkItem item, List<BenchmarkItem> examples) {
        StringBuilder text = new StringBuilder();
        examples.forEach(example -> text.append(example.question()).append("\n\n"));
        text.append("Q: ").append(item.question()).append("\nA: Let's think step by step.\n");
        return TaskPrompt.of(text.toString(), LONGEST);
    }

    @Override
    public ItemScore score(BenchmarkItem item, TaskAnswer answer) {
        String extracted = extracted(answer.text());
        String lenient = lenient(answer.text());
        return new ItemScore(
                Map.of(
                        "exactMatch", item.answer().equals(extracted) ? 1.0 : 0.0,
                        "flexibleMatch",
                                item.answer().equals(extracted) || item.answer().equals(lenient) ? 1.0 : 0.0),
                null,
                lenient,
                null);
    }

    /// Returns what the reference harness extracts; null if there is none.
    public static @Nullable String extracted(String answer) {
        Matcher matcher = ANSWER.matcher(answer);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static @Nullable String lenient(String answer) {
        Matcher matcher = LENIENT.matcher(answer);
        String last = null;
        while (matcher.find()) {
            last = matcher.group(1).strip();
        }
        return last != null && last.endsWith(".") ? last.substring(0, last.length() - 1) : last;
    }
}
