package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// How much may go through a route, in each replica of the gateway. What is absent is not limited.
///
/// @param tokensPerMinute input and output together
/// @param concurrency calls at once
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteLimits(
        @Min(1) @Max(1_000_000_000) @Nullable Integer requestsPerMinute,
        @Min(1) @Max(1_000_000_000) @Nullable Integer tokensPerMinute,
        @Min(1) @Max(1_000_000) @Nullable Integer concurrency) {}
