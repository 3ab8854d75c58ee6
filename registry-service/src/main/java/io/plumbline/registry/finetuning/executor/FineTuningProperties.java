package io.plumbline.registry.finetuning.executor;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The settings of fine-tuning jobs.
///
/// @param allowPrivateAddresses whether jobs may call private and loopback addresses and use plain HTTP. For a single
///     machine or a closed network only: otherwise everyone who can write a model can reach internal hosts
/// @param pollInterval how often the progress of a job is read
/// @param folder the directory, shared by all replicas, in which commands work and leave their artifacts, as an
///     absolute path
/// @param commands the programs that jobs may run on this machine, by name. Everyone who can write a model can run them
///     with the records of their datasets. Default: none
@Validated
@ConfigurationProperties("plumbline.registry.fine-tuning")
public record FineTuningProperties(
        @DefaultValue("false") boolean allowPrivateAddresses,

        @DurationMin(millis = 10) @DurationMax(minutes = 10) @DefaultValue("5s")
        Duration pollInterval,

        @Nullable @Size(min = 1, max = 1000) String folder,

        @DefaultValue @Size(max = 100) Map<String, @Valid TrainingCommand> commands) {

    /// A program that trains.
    ///
    /// @param line the program as an absolute path, and its arguments; no shell reads them
    /// @param timeLimit after which the program is stopped
    public record TrainingCommand(
            @NotEmpty @Size(max = 100) List<@NotBlank String> line,

            @DurationMin(seconds = 1) @DurationMax(days = 30) @DefaultValue("24h")
            Duration timeLimit) {}
}
