package io.plumbline.gateway.provider.trial;

import org.jspecify.annotations.Nullable;

/// The result of a provider's test. Contains nothing that the provider said.
///
/// @param detail what it means and what to do
/// @param model the provider's name for the model that was called
/// @param status of the provider's HTTP response; null without one
/// @param latencyMs until the whole answer, or until the test was given up
record TrialResponse(
        TrialOutcome outcome,
        String detail,
        String model,
        @Nullable Integer status,
        long latencyMs) {}
