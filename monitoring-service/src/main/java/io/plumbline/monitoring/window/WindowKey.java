package io.plumbline.monitoring.window;

import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.monitoring.projection.CallEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the calls of a row have in common.
///
/// @param model registered version as `name@version`, else the provider's name for the model
/// @param prompt as `name@version`; empty without one
/// @param language of the input: two letters or `other`; empty if unknown
/// @param tags as `name=value,name=value`; empty without tags, `other` beyond the bound of [WindowTags]
/// @param minutes length of the row's span: 1, 60 or 1,440
record WindowKey(
        String team,
        String route,
        String variant,
        String model,
        String prompt,
        InputLength inputLength,
        String language,
        String tags,
        String purpose,
        int minutes,
        Instant start) {

    static final int MINUTE = 1;
    static final int HOUR = 60;
    static final int DAY = 24 * HOUR;

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}|other");

    /// Returns the minute that an event at a time adds to.
    ///
    /// @param call the event's call
    /// @param at time of the event, which for feedback is not the call's
    /// @param tags bounds the number of tags
    static WindowKey of(CallEvent call, Instant at, WindowTags tags) {
        CallAttributes attributes = call.attributes();
        CallAttributes.Served served = attributes.served();
        String model = served.model() == null ? served.upstreamModel() : served.model() + "@" + served.modelVersion();
        String prompt = served.prompt();
        return new WindowKey(
                call.event().team(),
                CallEvent.cut(attributes.route()),
                CallEvent.cut(attributes.variant()),
                CallEvent.cut(model),
                prompt == null ? "" : CallEvent.cut(prompt),
                InputLength.of(attributes.usage().inputTokens()),
                language(attributes.request().language()),
                tags.bounded(
                        call.event().team(),
                        at,
                        WindowTags.joined(attributes.request().segmentTags())),
                CallEvent.cut(attributes.purpose()),
                MINUTE,
                at.truncatedTo(ChronoUnit.MINUTES));
    }

    private static String language(@Nullable String code) {
        return code != null && LANGUAGE.matcher(code).matches() ? code : "";
    }

    /// Returns the hour of a minute.
    WindowKey hour() {
        return spanning(HOUR, ChronoUnit.HOURS);
    }

    /// Returns the day in UTC of a minute.
    WindowKey day() {
        return spanning(DAY, ChronoUnit.DAYS);
    }

    private WindowKey spanning(int longer, ChronoUnit unit) {
        return new WindowKey(
                team,
                route,
                variant,
                model,
                prompt,
                inputLength,
                language,
                tags,
                purpose,
                longer,
                start.truncatedTo(unit));
    }
}
