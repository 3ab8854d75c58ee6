package io.plumbline.gateway.pipeline.delivery;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings for streamed answers.
///
/// @param keepAlive silence after which the gateway sends a keep-alive in a started stream, 100 ms to 10 min
@Validated
@ConfigurationProperties("plumbline.gateway.streams")
public record StreamProperties(
        @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration keepAlive) {}
