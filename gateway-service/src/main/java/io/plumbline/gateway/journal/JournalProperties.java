package io.plumbline.gateway.journal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// The journal of records that are not in the database yet.
///
/// @param journalDirectory a folder of this replica only, on a volume that survives a restart
/// @param audit how the journal is kept
@Validated
@ConfigurationProperties("plumbline.gateway")
public record JournalProperties(
        @NotNull Path journalDirectory, @DefaultValue @Valid Audit audit) {

    /// How the journal is kept.
    ///
    /// @param durability what a recorded call survives: a crash of the process, or of the machine as well
    /// @param unavailable what happens to calls when more than `maxPending` is waiting for the database
    /// @param maxPending maximum size of records that wait for the database
    /// @param segmentSize size at which the journal starts a new file
    /// @param drainInterval pause between two reads of the journal, 10 ms to 1 h; under load up to five times as
    ///     long, until a batch is full
    /// @param batch maximum number of records per database write, 1 to 10,000
    public record Audit(
            @DefaultValue("PROCESS") Durability durability,
            @DefaultValue("REJECT") Unavailable unavailable,
            @DefaultValue("1GB") DataSize maxPending,
            @DefaultValue("16MB") DataSize segmentSize,

            @DefaultValue("200ms") @DurationMin(millis = 10) @DurationMax(hours = 1)
            Duration drainInterval,

            @DefaultValue("500") @Min(1) @Max(10_000) int batch) {}

    /// What a recorded call survives.
    public enum Durability {
        /// The end of the process, including kill -9: the operating system has the record.
        PROCESS,
        /// The end of the machine: the record is on the disk. Calls that end together share one flush.
        DISK
    }

    /// What happens if too many records wait for the database.
    public enum Unavailable {
        /// Calls are refused until there are fewer.
        REJECT,
        /// Calls continue as long as the disk has room.
        JOURNAL
    }
}
