package io.plumbline.gateway.upstream;

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

/// How providers are called.
///
/// @param connectTimeout to get a connection, 10 ms to 1 min
/// @param responseTimeout longest silence of a provider, before its answer or in it, 100 ms to 30 min
/// @param callTimeout longest call in all, attempts included, 1 s to 2 h
/// @param retryBudget retries of one target for each call to it, 0..1; ten are in reserve
/// @param connections most connections to one host: calls beyond wait for one, at most the connect timeout
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
