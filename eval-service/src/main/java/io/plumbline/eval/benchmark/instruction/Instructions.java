package io.plumbline.eval.benchmark.instruction;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether an answer follows the instructions of an IFEval prompt. Strictly, as it is. Loosely, also without its first
/// or last line, or without asterisks: an introduction or emphasis then does not count.
public final class Instructions {

    private Instructions() {}

    /// Whether the answer follows each instruction, in their order; null for an instruction that is not known.
    ///
    /// @param ids such as `keywords:existence`
    /// @param arguments one for each instruction
    /// @param prompt the whole prompt
    public static List<@Nullable Boolean> followed(
            List<String> ids, List<Map<String, Object>> arguments, String prompt, String answer, boolean loosely) {
        Set<String> forms = loosely ? looseForms(answer) : Set.of(answer);
        List<@Nullable Boolean> followed = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            InstructionCheck check = InstructionCheck.of(ids.get(i));
            InstructionArguments given = new InstructionArguments(arguments.get(i), prompt);
            followed.add(
                    check == null
                            ? null
                            : forms.stream().anyMatch(form -> !form.isBlank() && check.holds(form, given)));
        }
        return followed;
    }

    private static Set<String> looseForms(String answer) {
        String[] lines = answer.split("\n", -1);
        Set<String> cuts = new LinkedHashSet<>();
        cuts.add(answer);
        cuts.add(joined(lines, 1, lines.length));
        cuts.add(joined(lines, 0, lines.length - 1));
        cuts.add(joined(lines, 1, lines.length - 1));
        Set<String> forms = new LinkedHashSet<>(cuts);
        cuts.forEach(form -> forms.add(form.replace("*", "")));
        return forms;
    }

    private static String joined(String[] lines, int from, int to) {
        return from >= to
                ? ""
                : String.join("\n", List.of(lines).subList(from, to)).strip();
    }
}
