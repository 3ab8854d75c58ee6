package io.plumbline.gateway.limit.counter;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings for limits that replicas share.
///
/// @param longestWait how long a call waits for the shared counters before its replica limits on its own: 10 ms
///     to 30 s
@Validated
@ConfigurationProperties("plumbline.gateway.limits")
record LimitLedgerProperties(
        @DefaultValue("500ms") @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration longestWait) {}
