package io.plumbline.monitoring.window;

import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.monitoring.projection.CallEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What the calls of a row have in common.
///
/// @param model registered version as `name@version`, else the provider's name for the model
/// @param prompt as `name@version`; empty without one
/// @param minutes length of the row's span: 1 or 60
record WindowKey(
        String team,
        String route,
        String variant,
        String model,
        String prompt,
        InputLength inputLength,
        String purpose,
        int minutes,
        Instant start) {

    static final int MINUTE = 1;
    static final int HOUR = 60;

    /// Returns the minute that an event at a time adds to.
    ///
    /// @param call the event's call
    /// @param at time of the event, which for feedback is not the call's
    static WindowKey of(CallEvent call, Instant at) {
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
                CallEvent.cut(attributes.purpose()),
                MINUTE,
                at.truncatedTo(ChronoUnit.MINUTES));
    }

    /// Returns the hour of a minute.
    WindowKey hour() {
        return new WindowKey(
                team, route, variant, model, prompt, inputLength, purpose, HOUR, start.truncatedTo(ChronoUnit.HOURS));
    }
}
