package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The limits of a route per minute, or concurrently, over all replicas. Unset members are unlimited.
///
/// @param tokensPerMinute input and output together
/// @param concurrency concurrent calls
/// @param inputTokensPerMinute including tokens that the provider caches
/// @param outputTokensPerMinute including reasoning; known only when a call has ended, so calls in progress may
///     exceed it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteLimits(
        @Min(1) @Max(1_000_000_000) @Nullable Integer requestsPerMinute,
        @Min(1) @Max(1_000_000_000) @Nullable Integer tokensPerMinute,
        @Min(1) @Max(1_000_000) @Nullable Integer concurrency,
        @Min(1) @Max(1_000_000_000) @Nullable Integer inputTokensPerMinute,
        @Min(1) @Max(1_000_000_000) @Nullable Integer outputTokensPerMinute) {

    public RouteLimits(
            @Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute, @Nullable Integer concurrency) {
        this(requestsPerMinute, tokensPerMinute, concurrency, null, null);
    }

    /// Returns each limit as `name=value`, for the log.
    public List<String> described() {
        List<String> all = new ArrayList<>(5);
        add(all, "requestsPerMinute", requestsPerMinute);
        add(all, "tokensPerMinute", tokensPerMinute);
        add(all, "inputTokensPerMinute", inputTokensPerMinute);
        add(all, "outputTokensPerMinute", outputTokensPerMinute);
        add(all, "concurrency", concurrency);
        return all;
    }

    private static void add(List<String> all, String name, @Nullable Integer value) {
        if (value != null) {
            all.add(name + "=" + value);
        }
    }
}
