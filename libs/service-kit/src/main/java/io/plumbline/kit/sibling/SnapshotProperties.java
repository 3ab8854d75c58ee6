package io.plumbline.kit.sibling;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings for the snapshots of followed services.
///
/// @param maxStaleness how long keys, policies and versions are used without contact with their owner, 1 min to
///     24 h. An owner without changes still answers every 20 s
/// @param directory a directory of this replica only, on a volume that survives a restart, for encrypted copies;
///     with it the service starts while an owner is unavailable, without it the service waits for its owners
@Validated
@ConfigurationProperties("plumbline.snapshots")
public record SnapshotProperties(
        @DefaultValue("15m") @NotNull @DurationMin(minutes = 1) @DurationMax(hours = 24)
        Duration maxStaleness,

        @Nullable Path directory) {}
