package io.plumbline.gateway.dialect;

import io.plumbline.kit.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of a request that limit the output, in OpenAI's dialect. OpenAI's reasoning models refuse
/// `max_tokens`; most other servers know it alone and not `max_completion_tokens`.
public final class OutputLimits {

    private static final String NEW = "max_completion_tokens";
    private static final String OLD = "max_tokens";
    private static final String[] NAMES = {NEW, OLD};

    /// Models that accept only the newer name of the limit.
    private static final Pattern ONLY_NEW = Pattern.compile("(?:.*/)?(?:o[1-9]|gpt-[5-9]).*");

    private OutputLimits() {}

    /// Returns the maximum number of tokens per choice; null if the request sets no limit. Numbers below 1 count
    /// as no limit, as some servers treat them.
    ///
    /// @param request or presets, which use OpenAI's dialect for every target; null for nothing
    public static @Nullable Long of(@Nullable JsonNode request) {
        return request == null ? null : under(request, NAMES);
    }

    /// Reads the limit from the members of another dialect.
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

    /// Whether a value is a limit. Other values must not replace a preset limit.
    static boolean isLimit(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() > 0;
    }

    /// Normalises the limits of a request: removes null and numbers below 1, which set no limit, and writes whole
    /// numbers as integers.
    ///
    /// @throws ProblemException `invalid-call` for any other value that is not a whole number
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

    /// Limits the output for any model: sets both names, of which [#nameFor] keeps one.
    public static void set(ObjectNode request, long tokens) {
        request.put(NEW, tokens);
        request.put(OLD, tokens);
    }

    /// Returns the name under which a model accepts its limit.
    public static String nameAt(String model) {
        return ONLY_NEW.matcher(model).matches() ? NEW : OLD;
    }

    /// Keeps the name that the model accepts if both names set the same limit. A limit set once, or two different
    /// limits, stay unchanged.
    public static void nameFor(String model, ObjectNode request) {
        JsonNode limit = request.path(NEW);
        if (isLimit(limit)
                && isLimit(request.path(OLD))
                && limit.asLong() == request.path(OLD).asLong()) {
            request.remove(nameAt(model).equals(NEW) ? OLD : NEW);
        }
    }
}
