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

/// Settings of calls that wait for an approval.
///
/// @param lifetime how long a decision about a call is possible, and how long the call can resume after the
///     decision: 1 s to 7 days
/// @param maxAnswer maximum size of a parked answer; a larger one is refused
/// @param maxPending maximum number of calls of one credential that may wait for a decision
@Validated
@ConfigurationProperties("plumbline.gateway.approvals")
record ParkedCallProperties(
        @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration lifetime,

        @DefaultValue("1MB") DataSize maxAnswer,
        @DefaultValue("200") @Min(1) @Max(100_000) int maxPending) {}
