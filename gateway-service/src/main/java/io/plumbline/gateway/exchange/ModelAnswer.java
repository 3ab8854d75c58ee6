package io.plumbline.gateway.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model's answer that is not streamed. Immutable.
///
/// @param id empty if the provider gives none
/// @param model the provider's name for the model; empty if the provider gives none
/// @param parts texts, thoughts, tool calls and refusals in order
/// @param stopSequence the one that ended the answer; null for none
public record ModelAnswer(
        String id,
        String model,
        List<Part> parts,
        FinishReason finishReason,
        @Nullable String stopSequence,
        Usage usage) {

    public ModelAnswer {
        parts = List.copyOf(parts);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ModelAnswer[" + finishReason + "]";
    }
}
