package io.plumbline.eval.optimiser.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A prompt to try.
///
/// @param change what distinguishes it from the prompt that it was made from, in words
/// @param technique the technique for its version; null if unknown
public record PromptDraft(
        Origin origin, String change, @Nullable String technique, List<TemplateMessage> messages) {

    private static final String NONE = "ZERO_SHOT";
    private static final Set<String> INSTRUCTING = Set.of("system", "developer");

    public PromptDraft {
        messages = List.copyOf(messages);
    }

    /// The origins of a prompt.
    public enum Origin {
        /// The version to improve.
        ORIGINAL,
        /// By an edit of the built-in grammar.
        EDITED,
        /// By a model that rewrites instructions.
        PROPOSED,
        /// With examples from the dataset.
        FEW_SHOT
    }

    /// Returns the place of the message with the instructions; -1 if there is none.
    int instruction() {
        for (int i = 0; i < messages.size(); i++) {
            if (INSTRUCTING.contains(messages.get(i).role())) {
                return i;
            }
        }
        return -1;
    }

    /// Returns the instructions; empty if there are none.
    public String instructions() {
        int place = instruction();
        return place < 0 ? "" : messages.get(place).content();
    }

    /// Returns a copy with other instructions, as a new first message if there were none.
    public PromptDraft instructed(Origin by, String what, @Nullable String with, String instructions) {
        int place = instruction();
        List<TemplateMessage> others = new ArrayList<>(messages);
        if (place < 0) {
            others.addFirst(new TemplateMessage("system", instructions));
        } else {
            others.set(place, new TemplateMessage(messages.get(place).role(), instructions));
        }
        return new PromptDraft(by, what, joined(with), others);
    }

    /// Returns the technique with another one: `FEW_SHOT+CHAIN_OF_THOUGHT`.
    @Nullable
    String joined(@Nullable String other) {
        if (other == null) {
            return technique;
        }
        Set<String> all = new LinkedHashSet<>(technique == null ? List.of() : List.of(technique.split("\\+", -1)));
        all.remove(NONE);
        all.add(other);
        return String.join("+", all);
    }
}
