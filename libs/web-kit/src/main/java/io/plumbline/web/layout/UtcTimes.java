package io.plumbline.web.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Formats times for pages in UTC. Every page model contains it as `utc`. Thread-safe.
public final class UtcTimes {

    private static final DateTimeFormatter MINUTE = formatter("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = formatter("yyyy-MM-dd HH:mm:ss");

    UtcTimes() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /// Returns `2026-11-24 16:29`; empty without a time.
    public String minute(@Nullable Instant time) {
        return time == null ? "" : MINUTE.format(time);
    }

    /// Returns `2026-11-24 16:29:07`; empty without a time.
    public String second(@Nullable Instant time) {
        return time == null ? "" : SECOND.format(time);
    }
}
