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

/// What is held of the services that this one follows.
///
/// @param maxStaleness for how long keys, policies and versions are decided by while their owner is not heard of,
///     1 min to 24 h. A quiet owner is heard of every 20 s
/// @param directory a folder of this replica's own, on a volume that survives a restart, for encrypted copies from
///     which it starts while an owner is away; without one it waits for its owners
@Validated
@ConfigurationProperties("plumbline.snapshots")
public record SnapshotProperties(
        @DefaultValue("15m") @NotNull @DurationMin(minutes = 1) @DurationMax(hours = 24)
        Duration maxStaleness,

        @Nullable Path directory) {}
