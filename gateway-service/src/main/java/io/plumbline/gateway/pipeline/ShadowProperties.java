package io.plumbline.gateway.pipeline;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings for mirrored calls.
///
/// @param concurrency maximum number of concurrent mirrored calls in each replica, and never more than half of
///     `upstream.connections`. Further ones are dropped and counted
@Validated
@ConfigurationProperties("plumbline.gateway.shadow")
record ShadowProperties(
        @DefaultValue("64") @Min(1) @Max(10_000) int concurrency) {}
