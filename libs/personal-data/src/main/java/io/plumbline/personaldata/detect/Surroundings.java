package io.plumbline.personaldata.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conversation that a text is part of, for detectors that need more than the text.
///
/// @param systemPrompt the application's instructions to the model, if known
/// @param earlier what the same author wrote before in this conversation, oldest first; its length is the caller's to
/// limit
/// @param canaries marks that were put into the system prompt and must never come back
public record Surroundings(@Nullable String systemPrompt, List<String> earlier, List<String> canaries) {

    public static final Surroundings NONE = new Surroundings(null, List.of(), List.of());

    public Surroundings {
        earlier = List.copyOf(earlier);
        canaries = List.copyOf(canaries);
    }

    /// Never contains the conversation.
    @Override
    public String toString() {
        return "Surroundings[earlier=" + earlier.size() + ", canaries=" + canaries.size() + "]";
    }
}
