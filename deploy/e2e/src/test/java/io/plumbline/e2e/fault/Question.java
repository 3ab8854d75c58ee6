package io.plumbline.e2e.fault;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client asks, with the answer that it gets from a healthy stack, by which it knows whether it has all of it.
record Question(String route, String text, int choices, String answer) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    static Question of(String route, String text) {
        return new Question(route, text, 1, "");
    }

    Question answeredBy(String known) {
        return new Question(route, text, choices, known);
    }

    /// Asks for so many answers at once: a stream of them is long.
    Question times(int wanted) {
        return new Question(route, text, wanted, answer);
    }

    String body(boolean streamed) {
        return JSON.writeValueAsString(Map.of(
                "model",
                route,
                "messages",
                List.of(Map.of("role", "user", "content", text)),
                "n",
                choices,
                "stream",
                streamed));
    }

    /// What is not as it should be in a whole answer; empty when nothing is.
    String wrongWith(JsonNode whole) {
        JsonNode choice = whole.path("choices").path(0);
        return wrongWith(
                choice.path("message").path("content").asString(""),
                choice.path("finish_reason").asString(""));
    }

    String wrongWith(String content, String finishReason) {
        if (!finishReason.equals("stop")) {
            return "ended as whole without its end, by \"" + finishReason + '"';
        }
        return answer.isEmpty() || content.equals(answer) ? "" : "ended as whole, but is another answer: " + content;
    }
}
