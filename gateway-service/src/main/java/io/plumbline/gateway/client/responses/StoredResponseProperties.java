package io.plumbline.gateway.client.responses;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Settings of stored responses, which are encrypted and which clients can continue.
///
/// @param retention for how long a response is stored; 0 stores none
/// @param maxSize the largest conversation that is stored: one response and all that it continues
/// @param maxTurns how many responses one conversation may have
@Validated
@ConfigurationProperties("plumbline.gateway.responses")
record StoredResponseProperties(
        @DefaultValue("30d") @DurationMin @DurationMax(days = 3650)
        Duration retention,

        @DefaultValue("4MB") DataSize maxSize,
        @DefaultValue("1000") @Min(1) @Max(10_000) int maxTurns) {

    boolean isOn() {
        return !retention.isZero();
    }
}
