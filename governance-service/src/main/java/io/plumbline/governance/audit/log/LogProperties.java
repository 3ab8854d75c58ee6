package io.plumbline.governance.audit.log;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the audit log is anchored, and how long what hangs on its events is kept.
///
/// @param anchorFile a file that stores the newest checkpoint, preferably on another disk than the database.
///     With it, a database restored from an old backup is not signed again. Not written unless set
/// @param keepPayloads how long the content of calls is kept, 1 day to 10 years; a started day counts as a
///     whole day. Content is destroyed within the next hour, and the log records it. Events are kept
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
