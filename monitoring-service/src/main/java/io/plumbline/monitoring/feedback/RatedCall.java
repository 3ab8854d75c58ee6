package io.plumbline.monitoring.feedback;

import org.jspecify.annotations.Nullable;

/// The call that feedback is about.
///
/// @param model what answered: a registered version as `name@version`, else `provider/model`
/// @param prompt prompt as `name@version`; null without one
/// @param subject pseudonym of the data subject; null if the caller named none
public record RatedCall(
        String route,
        String variant,
        String model,
        @Nullable String prompt,
        @Nullable String subject) {}
