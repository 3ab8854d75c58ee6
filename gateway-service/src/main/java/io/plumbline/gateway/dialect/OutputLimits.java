package io.plumbline.gateway.dialect;

import io.plumbline.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of a request that limit its answer, in OpenAI's words: `max_completion_tokens`, and
/// `max_tokens`, which its reasoning models refuse and most other servers alone know.
public final class OutputLimits {

    private static final String NEW = "max_completion_tokens";
    private static final String OLD = "max_tokens";
    private static final String[] NAMES = {NEW, OLD};
    private static final String[] ONLY_NEW = {"gpt-5", "o1", "o3", "o4"};

    private OutputLimits() {}

    /// Tokens of each choice at most; null when the request does not say, or says what is none: some servers
    /// take a number below 1 for no limit.
    public static @Nullable Long of(@Nullable JsonNode request) {
        if (request == null) {
            return null;
        }
        Long limit = null;
        for (String name : NAMES) {
            JsonNode value = request.path(name);
            if (isLimit(value)) {
                limit = limit == null ? value.asLong() : Math.max(limit, value.asLong());
            }
        }
        return limit;
    }

    static boolean isName(String name) {
        return name.equals(NEW) || name.equals(OLD);
    }

    /// Whether a limit is one. What is none must not stand in the place of one that is preset.
    static boolean isLimit(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() > 0;
    }

    /// Sees to it that what a client says is a limit: null and numbers below 1 are taken out, since they say none,
    /// and a whole number is written as one.
    ///
    /// @throws ProblemException `invalid-call` for what is no whole number
    public static void check(ObjectNode request) {
        for (String name : NAMES) {
            JsonNode value = request.path(name);
            if (value.isMissingNode() || isLimit(value)) {
                continue;
            }
            boolean whole = value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
            if (!whole && !value.isNull()) {
                throw InvalidCalls.at(name, "must be a positive integer");
            }
            request.remove(name);
            if (whole && value.asLong() > 0) {
                request.put(name, value.asLong());
            }
        }
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
