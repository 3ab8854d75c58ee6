package io.plumbline.gateway.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model answered, in one piece. Immutable.
///
/// @param id empty where the provider gives none
/// @param model as the provider calls it; empty where it does not say
/// @param parts texts, thoughts, calls of tools and refusals in their order
/// @param stopSequence the one that ended it; null for none
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

    /// Never what it says.
    @Override
    public String toString() {
        return "ModelAnswer[" + finishReason + "]";
    }
}
