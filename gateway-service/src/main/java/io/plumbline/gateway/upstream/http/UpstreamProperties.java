package io.plumbline.gateway.upstream.http;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings for calls to providers.
///
/// @param connectTimeout timeout for a connection, 10 ms to 1 min
/// @param responseTimeout longest silence of a provider before or during its answer, 100 ms to 30 min
/// @param callTimeout longest duration of a call including all attempts, 1 s to 2 h
/// @param retryBudget retries of one target per call to it, 0 to 1; ten more are in reserve
/// @param connections maximum number of connections to one host. Further calls wait for one, at most for the
///     connect timeout
@Validated
@ConfigurationProperties("plumbline.gateway.upstream")
public record UpstreamProperties(
        @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration connectTimeout,

        @DefaultValue("120s") @DurationMin(millis = 100) @DurationMax(minutes = 30)
        Duration responseTimeout,

        @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 2)
        Duration callTimeout,

        @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1")
        double retryBudget,

        @DefaultValue("400") @Min(1) @Max(10_000) int connections) {}
