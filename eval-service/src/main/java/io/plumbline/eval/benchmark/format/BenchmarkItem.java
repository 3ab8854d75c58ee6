package io.plumbline.eval.benchmark.format;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One item of a benchmark.
///
/// @param id unique in its benchmark
/// @param group subject, task or category, which has a result of its own
/// @param example whether it is only shown as an example before others
/// @param question text that is asked
/// @param choices possible answers; empty if the answer is free
/// @param correct indices of the correct choices
/// @param answer reference answer, or the tests of a program
/// @param extra what only this kind of benchmark has
public record BenchmarkItem(
        String id,
        String group,
        boolean example,
        String question,
        List<String> choices,
        List<Integer> correct,
        String answer,
        Map<String, Object> extra) {

    public BenchmarkItem {
        choices = choices == null ? List.of() : List.copyOf(choices);
        correct = correct == null ? List.of() : List.copyOf(correct);
        answer = answer == null ? "" : answer;
        extra = extra == null ? Map.of() : Map.copyOf(extra);
    }

    /// Returns an extra text; null if it has none of that name.
    public @Nullable String extraText(String name) {
        return extra.get(name) instanceof String text ? text : null;
    }

    /// Returns it with its choices in another order.
    ///
    /// @param order the old index of each choice
    public BenchmarkItem reordered(List<Integer> order) {
        return new BenchmarkItem(
                id,
                group,
                example,
                question,
                order.stream().map(choices::get).toList(),
                correct.stream().map(order::indexOf).sorted().toList(),
                answer,
                extra);
    }
}
