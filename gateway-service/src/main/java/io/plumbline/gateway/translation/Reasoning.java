package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.kit.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How much a model is to think: OpenAI's `reasoning_effort` in words, Anthropic's `thinking.budget_tokens`
/// in tokens.
final class Reasoning {

    private static final String EFFORT = "reasoning_effort";
    private static final String THINKING = "thinking";

    /// The least that Anthropic takes.
    private static final int LEAST = 1_024;

    private static final int MEDIUM = 4_096;
    private static final int HIGH = 16_384;

    private Reasoning() {}

    /// Puts OpenAI's effort into a request of Anthropic's, which may say itself what it wants.
    ///
    /// @param largest tokens that the answer may have, thinking included; 0 when that is not said
    /// @throws ProblemException `invalid-call` when they leave no room to think
    static void toMessages(ObjectNode chat, int largest, ObjectNode messages) {
        String effort = chat.path(EFFORT).asString("");
        if (effort.isEmpty() || chat.has(THINKING)) {
            return;
        }
        int budget = switch (effort) {
            case "none", "minimal" -> 0;
            case "low" -> LEAST;
            case "medium" -> MEDIUM;
            case "high", "xhigh" -> HIGH;
            default -> throw InvalidCalls.at(EFFORT, "must be none, minimal, low, medium, high or xhigh");
        };
        if (budget == 0) {
            return;
        }
        if (largest > 0 && budget >= largest) {
            budget = Math.max(LEAST, largest / 2);
            if (budget >= largest) {
                throw InvalidCalls.at(EFFORT, "needs an output limit of more than " + LEAST + " tokens for this model");
            }
        }
        messages.putObject(THINKING).put("type", "enabled").put("budget_tokens", budget);
    }

    /// Puts Anthropic's thinking into a request of OpenAI's.
    static void toChat(ObjectNode messages, ObjectNode chat) {
        String effort = messages.path("output_config").path("effort").asString("");
        JsonNode thinking = messages.path(THINKING);
        if (!effort.isEmpty()) {
            chat.put(EFFORT, effort.equals("max") ? "high" : effort);
        } else if (thinking.path("type").asString("").equals("enabled")) {
            int budget = thinking.path("budget_tokens").asInt(0);
            chat.put(EFFORT, budget >= HIGH ? "high" : budget >= MEDIUM ? "medium" : "low");
        }
    }
}
