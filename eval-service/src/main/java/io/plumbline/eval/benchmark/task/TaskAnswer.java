package io.plumbline.eval.benchmark.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer of a model to a task.
///
/// @param text empty if it only calls functions
/// @param calls calls of functions
/// @param firstToken probabilities of the first token, by its text; null if the provider gives none
public record TaskAnswer(
        String text, List<FunctionCall> calls, @Nullable Map<String, Double> firstToken) {

    /// @param arguments JSON as the model wrote it
    public record FunctionCall(String name, String arguments) {}

    public static TaskAnswer text(String text) {
        return new TaskAnswer(text, List.of(), null);
    }
}
