package io.plumbline.registry.knowledge.extraction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Limits of the processes that read files.
///
/// @param processes number of files that are read at the same time
/// @param timeout time limit of a file
/// @param heapMegabytes Java heap of a process
@Validated
@ConfigurationProperties("plumbline.registry.extraction")
record ExtractionProperties(
        @Min(1) @Max(16) @DefaultValue("2") int processes,

        @DurationMin(seconds = 1) @DurationMax(minutes = 30) @DefaultValue("60s")
        Duration timeout,

        @Min(64) @Max(4096) @DefaultValue("256") int heapMegabytes) {}
