package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.instruction.Instructions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// IFEval: whether the answer follows every instruction of the prompt (`prompt…`), and the share that it follows
/// (`instruction…`).
final class InstructionTask implements BenchmarkTask {

    private static final int LONGEST = 1280;

    @Override
    public TaskPrompt prompt(BenchmarkItem item, List<BenchmarkItem> examples) {
        return TaskPrompt.of(item.question(), LONGEST);
    }

    @Override
    public ItemScore score(BenchmarkItem item, TaskAnswer answer) {
        Map<String, Double> values = new HashMap<>();
        String unknown = null;
        int parts = 1;
        for (boolean loosely : List.of(false, true)) {
            List<@Nullable Boolean> followed = followed(item, answer.text(), loosely);
            String suffix = loosely ? "Loose" : "Strict";
            long count = followed.stream().filter(Boolean.TRUE::equals).count();
            values.put("prompt" + suffix, count == followed.size() ? 1.0 : 0.0);
            values.put("instruction" + suffix, (double) count / followed.size());
            parts = followed.size();
            unknown = followed.stream().allMatch(Objects::nonNull) ? null : "an instruction is not known";
        }
        return new ItemScore(values, null, null, unknown, parts);
    }

    @SuppressWarnings("unchecked") // written by ProgramFiles
    private static List<@Nullable Boolean> followed(BenchmarkItem item, String answer, boolean loosely) {
        return Instructions.followed(
                (List<String>) Objects.requireNonNull(item.extra().get("instructions")),
                (List<Map<String, Object>>) Objects.requireNonNull(item.extra().get("arguments")),
                item.question(),
                answer,
                loosely);
    }
}
