package io.plumbline.gateway.limit.counter;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The limits of one credential in each replica, over all routes.
///
/// @param requestsPerMinute calls per minute, 1 to 1,000,000,000
/// @param concurrency concurrent calls, 1 to 1,000,000
@Validated
@ConfigurationProperties("plumbline.gateway.key-limits")
record LimitProperties(
        @DefaultValue("600000") @Min(1) @Max(1_000_000_000) int requestsPerMinute,
        @DefaultValue("512") @Min(1) @Max(1_000_000) int concurrency) {}
