package io.plumbline.gateway.dialect;

import io.plumbline.kit.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of a request that limit its answer, in OpenAI's words: `max_completion_tokens`, and
/// `max_tokens`, which its reasoning models refuse and most other servers alone know.
public final class OutputLimits {

    private static final String NEW = "max_completion_tokens";
    private static final String OLD = "max_tokens";
    private static final String[] NAMES = {NEW, OLD};

    /// Models that take their limit under its newer name alone.
    private static final Pattern ONLY_NEW = Pattern.compile("(?:.*/)?(?:o[1-9]|gpt-[5-9]).*");

    private OutputLimits() {}

    /// Tokens of each choice at most; null when the request does not say, or says what is none: some servers take
    /// a number below 1 for no limit.
    ///
    /// @param request or what is preset, which is in OpenAI's words whatever the target's language; null for
    ///     nothing
    public static @Nullable Long of(@Nullable JsonNode request) {
        return request == null ? null : under(request, NAMES);
    }

    /// The same under the names of another language.
    public static @Nullable Long under(JsonNode request, String... names) {
        Long limit = null;
        for (String name : names) {
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

    /// Sees to it that what a client says is a limit: null and numbers below 1 are taken out, since they say
    /// none, and a whole number is written as one.
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

    /// Limits the answer, whoever gives it: under both names, of which [#nameFor] leaves one.
    public static void set(ObjectNode request, long tokens) {
        request.put(NEW, tokens);
        request.put(OLD, tokens);
    }

    /// The member under which a model takes its limit.
    public static String nameAt(String model) {
        return ONLY_NEW.matcher(model).matches() ? NEW : OLD;
    }

    /// Of one limit that has both names, leaves the one that the model knows. What is said once, or of which
    /// two things are said, stays as it is.
    public static void nameFor(String model, ObjectNode request) {
        JsonNode limit = request.path(NEW);
        if (isLimit(limit)
                && isLimit(request.path(OLD))
                && limit.asLong() == request.path(OLD).asLong()) {
            request.remove(nameAt(model).equals(NEW) ? OLD : NEW);
        }
    }
}
