package io.plumbline.eval.judge.rating;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The material of a rating: an answer to a question, and what to compare it with.
///
/// @param references known good answers; may be empty
/// @param context the text that must support the answer; null for none
public record JudgedItem(
        String question, List<String> references, @Nullable String context, String answer) {

    public JudgedItem {
        references = List.copyOf(references);
    }

    JudgedItem withAnswer(String other) {
        return new JudgedItem(question, references, context, other);
    }

    /// Returns everything except the answer, by the names in the prompt.
    Map<String, Object> material() {
        Map<String, Object> material = new LinkedHashMap<>();
        material.put("question", question);
        if (context != null) {
            material.put("context", context);
        }
        if (!references.isEmpty()) {
            material.put("references", references);
        }
        return material;
    }
}
