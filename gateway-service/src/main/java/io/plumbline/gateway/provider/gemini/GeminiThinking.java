package io.plumbline.gateway.provider.gemini;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.kit.problem.ProblemException;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Writes how much a model reasons: as a level from Gemini 3 on, as tokens for older models. Efforts have the
/// same meaning as in Google's own API for OpenAI's clients
/// (https://ai.google.dev/gemini-api/docs/openai#thinking).
final class GeminiThinking {

    private static final Pattern NEWER = Pattern.compile("gemini-(?:[3-9]|[1-9][0-9]|[a-z-]{1,40}-latest).*");
    private static final int LOW = 1_024;
    private static final int MEDIUM = 8_192;
    private static final int HIGH = 24_576;
    /// The maximum for models named `pro`; other models accept [#HIGH].
    private static final int MOST = 32_768;
    /// The budgets from which an effort is medium or high.
    private static final int MEDIUM_BUDGET = 4_096;
    private static final int HIGH_BUDGET = 16_384;

    private GeminiThinking() {}

    /// Whether a model is Gemini 3 or later, according to its name.
    static boolean isNewer(String model) {
        return NEWER.matcher(lastOf(model)).matches();
    }

    private static String lastOf(String model) {
        return model.substring(model.lastIndexOf('/') + 1);
    }

    /// @param config may contain the output limit, which includes thoughts
    /// @throws ProblemException `invalid-call` for an unknown effort
    static void write(Reasoning reasoning, String model, ObjectNode config) {
        Integer budget = reasoning.budgetTokens();
        String effort = reasoning.effort();
        if (budget != null && !isNewer(model)) {
            int most = isPro(model) ? MOST : HIGH;
            config.putObject("thinkingConfig")
                    .put("thinkingBudget", Math.min(budget, most))
                    .put("includeThoughts", budget != 0);
        } else if (budget != null) {
            effort(effortOf(budget), reasoning.param(), model, config);
        } else if (effort != null) {
            effort(effort, reasoning.param(), model, config);
        }
    }

    private static String effortOf(int budget) {
        if (budget >= HIGH_BUDGET) {
            return "high";
        }
        return budget >= MEDIUM_BUDGET ? "medium" : budget > 0 ? "low" : "none";
    }

    private static boolean isPro(String model) {
        return lastOf(model).contains("-pro");
    }

    private static void effort(String effort, String param, String model, ObjectNode config) {
        int tokens = switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> LOW;
            case "medium" -> MEDIUM;
            case "high", "xhigh" -> HIGH;
            default -> throw InvalidCalls.at(param, "must be none, minimal, low, medium, high or xhigh");
        };
        boolean little = tokens == 0 || effort.equals("minimal");
        if (isNewer(model)) {
            String least = isPro(model) ? "low" : "minimal";
            String most = effort.equals("xhigh") ? "high" : effort;
            config.putObject("thinkingConfig")
                    .put("thinkingLevel", little ? least : most)
                    .put("includeThoughts", !little);
        } else if (tokens > 0 || lastOf(model).startsWith("gemini-2.5")) { // earlier ones do not think
            int largest = config.path("maxOutputTokens").asInt(0);
            int fitting = largest > 0 && tokens >= largest ? largest / 2 : tokens;
            config.putObject("thinkingConfig").put("thinkingBudget", fitting).put("includeThoughts", !little);
        }
    }
}
