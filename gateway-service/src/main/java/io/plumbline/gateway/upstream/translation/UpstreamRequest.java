package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A request to upstream targets.
///
/// @param surface whose dialect the body has and the answer must have
/// @param body as the client sent it, guarded
/// @param headers of the client that matter to a provider of the same dialect, in lower case
/// @param cacheKey prompt cache key of the conversation for providers that support one, if the client has set
///     none; null for none
public record UpstreamRequest(
        Surface surface,
        ObjectNode body,
        boolean stream,
        Map<String, String> headers,
        @Nullable String cacheKey) {

    /// Creates a request without a cache key.
    public UpstreamRequest(Surface surface, ObjectNode body, boolean stream, Map<String, String> headers) {
        this(surface, body, stream, headers, null);
    }

    public Operation operation() {
        return surface.operation();
    }

    /// Returns how many choices the request wants in the answer.
    public long choicesWanted() {
        return surface.parameters().choicesWanted(body);
    }

    /// Returns how many choices the model generates, which may exceed the number wanted.
    public long choicesMade() {
        return surface.parameters().choicesMade(body);
    }

    /// Returns the maximum number of tokens per choice; null if the request sets no limit.
    public @Nullable Long largestOutput() {
        return surface.parameters().largestOutput(body);
    }

    /// Returns the request with a cache key.
    public UpstreamRequest cachedBy(@Nullable String key) {
        return new UpstreamRequest(surface, body, stream, headers, key);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "UpstreamRequest[" + surface.dialect() + " " + operation() + "]";
    }
}
