package io.plumbline.gateway.retrieval;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings for searches in knowledge bases.
///
/// @param timeout longest wait for a search, and before that for a free slot, 50 ms to 1 min
/// @param concurrency maximum number of concurrent searches in each replica
@Validated
@ConfigurationProperties("plumbline.gateway.retrieval")
record RetrievalProperties(
        @DefaultValue("5s") @DurationMin(millis = 50) @DurationMax(minutes = 1)
        Duration timeout,

        @DefaultValue("64") @Min(1) @Max(1_000) int concurrency) {}
