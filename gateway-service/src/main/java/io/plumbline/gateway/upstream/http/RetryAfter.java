package io.plumbline.gateway.upstream.http;

import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads when to retry: `retry-after-ms`, otherwise `retry-after` in seconds or as a date (RFC 9110).
public final class RetryAfter {

    private static final String MILLIS = "retry-after-ms";
    private static final String SECONDS = "retry-after";
    private static final String[] HEADERS = {SECONDS, MILLIS, "x-should-retry"};
    private static final double MAX_SECONDS = Duration.ofDays(365).toSeconds();

    private RetryAfter() {}

    /// Returns the headers that are passed to the client.
    ///
    /// @param stated seconds from the body; null for none
    public static Map<String, String> headers(UpstreamResponse response, @Nullable Long stated) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : HEADERS) {
            response.header(name).ifPresent(value -> found.put(name, value));
        }
        if (stated != null) {
            found.putIfAbsent(SECONDS, stated.toString());
        }
        return found;
    }

    public static @Nullable Duration parse(Map<String, String> headers, Clock clock) {
        String millis = headers.get(MILLIS);
        Duration parsed = millis == null ? null : number(millis, 1_000);
        String seconds = headers.get(SECONDS);
        if (parsed != null || seconds == null) {
            return parsed;
        }
        parsed = number(seconds, 1);
        return parsed == null ? date(seconds, clock) : parsed;
    }

    private static @Nullable Duration number(String text, int perSecond) {
        try {
            double seconds = Double.parseDouble(text.strip()) / perSecond;
            return seconds >= 0 && seconds <= MAX_SECONDS ? Duration.ofNanos((long) (seconds * 1e9)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration date(String text, Clock clock) {
        try {
            ZonedDateTime at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration left = Duration.between(clock.instant(), at.toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
