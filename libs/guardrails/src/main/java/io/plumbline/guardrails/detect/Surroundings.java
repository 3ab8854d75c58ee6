package io.plumbline.guardrails.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of the conversation that a text is part of, for detectors that cannot judge it by itself.
///
/// @param systemPrompt the application's instructions to the model, if known
/// @param earlier what the same author wrote before in this conversation, oldest first; as much of it as [Turns]
///     gives
/// @param canaries marks that were put into the system prompt and must never come back
public record Surroundings(@Nullable String systemPrompt, List<String> earlier, List<String> canaries) {

    public static final Surroundings NONE = new Surroundings(null, List.of(), List.of());

    public Surroundings {
        earlier = List.copyOf(earlier);
        canaries = List.copyOf(canaries);
    }

    /// Never what was said.
    @Override
    public String toString() {
        return "Surroundings[earlier=" + earlier.size() + ", canaries=" + canaries.size() + "]";
    }
}
