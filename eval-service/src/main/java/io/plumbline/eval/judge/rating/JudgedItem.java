package io.plumbline.eval.judge.rating;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a judge rates: an answer to a question, and what it may be held against.
///
/// @param references answers that are known to be good; empty for judging without
/// @param context the text that the answer must be grounded in; null for judging without
public record JudgedItem(
        String question, List<String> references, @Nullable String context, String answer) {

    public JudgedItem {
        references = List.copyOf(references);
    }

    JudgedItem withAnswer(String other) {
        return new JudgedItem(question, references, context, other);
    }

    /// All of it but the answer, by the names that the prompt uses.
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
