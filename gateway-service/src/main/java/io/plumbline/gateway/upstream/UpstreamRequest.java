package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What is asked.
///
/// @param surface in whose language the body is, and the answer is wanted
/// @param body as the client sent it, guarded
/// @param headers of the client's that mean something to a provider of the same language, in lower case
/// @param cacheKey by which a provider that knows such a key finds the conversation's prompt again, where the
///     client has given none; null for none
public record UpstreamRequest(
        Surface surface,
        ObjectNode body,
        boolean stream,
        Map<String, String> headers,
        @Nullable String cacheKey) {

    /// A request without a key of its own.
    public UpstreamRequest(Surface surface, ObjectNode body, boolean stream, Map<String, String> headers) {
        this(surface, body, stream, headers, null);
    }

    public Operation operation() {
        return surface.operation();
    }

    /// How many answers are wanted.
    public long choicesWanted() {
        return surface.choicesWanted(body);
    }

    /// How many answers are made, some perhaps to choose from.
    public long choicesMade() {
        return surface.choicesMade(body);
    }

    /// Tokens of each answer at most; null when it does not say.
    public @Nullable Long largestOutput() {
        return surface.largestOutput(body);
    }

    /// The same, with a key.
    public UpstreamRequest cachedBy(@Nullable String key) {
        return new UpstreamRequest(surface, body, stream, headers, key);
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "UpstreamRequest[" + surface.dialect() + " " + operation() + "]";
    }
}
