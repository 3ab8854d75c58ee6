package io.plumbline.gateway.upstream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of a request that limit its answer, in OpenAI's words: `max_completion_tokens`, and
/// `max_tokens`, which its reasoning models refuse and most other servers alone know.
public final class OutputLimits {

    private static final String NEW = "max_completion_tokens";
    private static final String OLD = "max_tokens";
    private static final String[] ONLY_NEW = {"gpt-5", "o1", "o3", "o4"};

    private OutputLimits() {}

    /// Tokens of each choice at most; null when the request does not say, or says what is none: some servers
    /// take a number below 1 for no limit.
    public static @Nullable Long of(@Nullable JsonNode request) {
        if (request == null) {
            return null;
        }
        Long limit = null;
        for (String name : new String[] {NEW, OLD}) {
            JsonNode value = request.path(name);
            if (value.isIntegralNumber() && value.canConvertToLong() && value.asLong() > 0) {
                limit = limit == null ? value.asLong() : Math.max(limit, value.asLong());
            }
        }
        return limit;
    }

    /// Limits the answer.
    public static void set(ObjectNode request, String model, long tokens) {
        request.remove(NEW);
        request.remove(OLD);
        for (String prefix : ONLY_NEW) {
            if (model.startsWith(prefix)) {
                request.put(NEW, tokens);
                return;
            }
        }
        request.put(OLD, tokens);
    }
}
