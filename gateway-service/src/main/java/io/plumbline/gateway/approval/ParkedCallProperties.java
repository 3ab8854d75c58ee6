package io.plumbline.gateway.approval;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How calls wait for a person's decision.
///
/// @param lifetime for how long a call can be decided about, and for how long it can go on from then: 1 s to 7 days
/// @param maxAnswer the longest answer that is kept meanwhile; a longer one is refused
/// @param maxPending how many calls of one credential may wait for a decision at a time
@Validated
@ConfigurationProperties("plumbline.gateway.approvals")
public record ParkedCallProperties(
        @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration lifetime,

        @DefaultValue("1MB") DataSize maxAnswer,
        @DefaultValue("200") @Min(1) @Max(100_000) int maxPending) {}
