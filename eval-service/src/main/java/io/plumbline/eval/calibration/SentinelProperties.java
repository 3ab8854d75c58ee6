package io.plumbline.eval.calibration;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param every how often a judge rates the sentinels of its calibrations with known texts, 1 s to 90 d
@Validated
@ConfigurationProperties("plumbline.eval.sentinels")
record SentinelProperties(
        @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 90)
        Duration every) {}
