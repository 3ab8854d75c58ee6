package io.plumbline.registry.finetuning.watch;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// A text in the training data that a model must not reproduce.
///
/// @param prompt the text that leads to it
/// @param completion the text that the model must not continue with
public record Canary(
        @NotBlank @Size(max = 2000) String prompt,
        @NotBlank @Size(max = 500) String completion) {

    /// Whether an answer reproduces it, ignoring case and spaces.
    public boolean isIn(String answer) {
        return normal(answer).contains(normal(completion));
    }

    private static String normal(String text) {
        return text.replaceAll("\\s+", "").toLowerCase(java.util.Locale.ROOT);
    }
}
