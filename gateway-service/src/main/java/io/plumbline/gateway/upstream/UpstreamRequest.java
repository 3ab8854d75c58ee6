package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.OutputLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What is asked.
///
/// @param dialect in which the body is, and in which the answer is wanted
/// @param body as the client sent it, guarded
/// @param headers of the client's that mean something to a provider of the same language, in lower case
/// @param cacheKey by which a provider that knows such a key finds the conversation's prompt again, where the
///     client has given none; null for none
public record UpstreamRequest(
        Dialect dialect,
        Operation operation,
        ObjectNode body,
        boolean stream,
        Map<String, String> headers,
        @Nullable String cacheKey) {

    /// A request without a key of its own.
    public UpstreamRequest(
            Dialect dialect, Operation operation, ObjectNode body, boolean stream, Map<String, String> headers) {
        this(dialect, operation, body, stream, headers, null);
    }

    /// How many answers are wanted. A message is one.
    public long choicesWanted() {
        return choices("n");
    }

    /// How many answers are made, some perhaps to choose from.
    public long choicesMade() {
        return Math.max(choicesWanted(), choices("best_of"));
    }

    private long choices(String member) {
        return dialect == Dialect.OPENAI ? Math.max(1, body.path(member).asInt(1)) : 1;
    }

    /// Tokens of each answer at most; null when it does not say.
    public @Nullable Long largestOutput() {
        return OutputLimits.of(body, dialect);
    }

    UpstreamRequest with(Dialect newDialect, ObjectNode newBody) {
        return new UpstreamRequest(newDialect, operation, newBody, stream, headers, cacheKey);
    }

    /// The same, with a key.
    public UpstreamRequest cachedBy(@Nullable String key) {
        return new UpstreamRequest(dialect, operation, body, stream, headers, key);
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "UpstreamRequest[" + dialect + " " + operation + "]";
    }
}
