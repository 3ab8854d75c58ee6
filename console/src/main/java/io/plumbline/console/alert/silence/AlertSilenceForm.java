package io.plumbline.console.alert.silence;

import io.plumbline.console.page.FormErrors;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form that creates a silence.
///
/// @param source what raises the alerts; `ANY` for all
/// @param alertName of a monitor, an objective or a baseline; empty for all
/// @param startsAt local date and time in UTC; empty for now
/// @param endsAt likewise, not empty
record AlertSilenceForm(
        @Nullable String team,
        @Nullable String source,
        @Nullable String severity,
        @Nullable String alertName,
        @Nullable String route,
        @Nullable String startsAt,
        @Nullable String endsAt,
        @Nullable String reason) {

    static final String ANY = "ANY";
    static final List<String> SOURCES = List.of(ANY, "MONITOR", "SLO", "COST", "DRIFT");
    static final List<String> SEVERITIES = List.of(ANY, "PAGE", "TICKET");

    private static final String TIME = "must be a date and time such as 2026-12-01T09:00";

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        if (!text(startsAt).isEmpty() && time(startsAt) == null) {
            return FormErrors.at("startsAt", TIME);
        }
        return time(endsAt) == null ? FormErrors.at("endsAt", TIME) : null;
    }

    private static @Nullable Instant time(@Nullable String value) {
        try {
            return LocalDateTime.parse(text(value)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    Map<String, Object> body() {
        Map<String, Object> matcher = new LinkedHashMap<>();
        select(matcher, "sources", source);
        select(matcher, "severities", severity);
        select(matcher, "names", alertName);
        select(matcher, "routes", route);
        Map<String, Object> body = new LinkedHashMap<>();
        if (!text(team).isEmpty()) {
            body.put("team", text(team));
        }
        body.put("matcher", matcher);
        Instant start = time(startsAt);
        if (start != null) {
            body.put("startsAt", start);
        }
        body.put("endsAt", Objects.requireNonNull(time(endsAt)));
        body.put("reason", text(reason));
        return body;
    }

    private static void select(Map<String, Object> matcher, String member, @Nullable String value) {
        String text = text(value);
        if (!text.isEmpty() && !text.equals(ANY)) {
            matcher.put(member, List.of(text));
        }
    }
}
