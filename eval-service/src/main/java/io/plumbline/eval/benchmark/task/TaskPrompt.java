package io.plumbline.eval.benchmark.task;

import java.util.List;
import java.util.Map;

/// A prompt to send.
///
/// @param text the user's message
/// @param maxTokens longest answer
/// @param tools definitions of functions, in the format of OpenAI; empty for none
/// @param wantsProbabilities whether the probabilities of the first token matter
public record TaskPrompt(String text, int maxTokens, List<Map<String, Object>> tools, boolean wantsProbabilities) {

    static TaskPrompt of(String text, int maxTokens) {
        return new TaskPrompt(text, maxTokens, List.of(), false);
    }
}
