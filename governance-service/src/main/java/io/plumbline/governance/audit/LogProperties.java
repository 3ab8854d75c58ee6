package io.plumbline.governance.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of the audit log: its external anchor and the retention of payloads.
///
/// @param anchorFile a file that stores the newest checkpoint, preferably on another disk than the database; it
///     prevents signing a database restored from an old backup. Default: none
/// @param keepPayloads retention of the content of calls, 1 day to 10 years, rounded up to whole days. Content is
///     destroyed within the following hour, and the log records it. Events remain
@Validated
@ConfigurationProperties("plumbline.audit")
record LogProperties(
        @Nullable Path anchorFile,

        @DefaultValue("90d") @DurationMin(days = 1) @DurationMax(days = 3_650)
        Duration keepPayloads) {

    int keepPayloadsDays() {
        return Math.toIntExact(keepPayloads.plusDays(1).minusNanos(1).toDays());
    }
}
