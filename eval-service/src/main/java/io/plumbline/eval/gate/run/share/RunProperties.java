package io.plumbline.eval.gate.run.share;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param callsAtOnce maximum number of concurrent calls of all gates on all replicas of eval-service, 1 to 90
@Validated
@ConfigurationProperties("plumbline.eval.runs")
public record RunProperties(
        @DefaultValue("64") @Min(1) @Max(90) int callsAtOnce) {}
