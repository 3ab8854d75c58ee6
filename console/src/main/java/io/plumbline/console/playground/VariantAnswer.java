package io.plumbline.console.playground;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of a variant.
///
/// @param text what the model said; may be empty
/// @param problem why there is no complete answer; null if there is one
/// @param facts cost, latency, tokens and guards, for people
/// @param callId the id of the call; null if the gateway did not answer
record VariantAnswer(
        String text,
        @Nullable String problem,
        List<Fact> facts,
        @Nullable String callId) {

    /// A figure with its name.
    record Fact(String label, String value) {}
}
