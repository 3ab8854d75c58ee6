package io.plumbline.monitoring.otlp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A call of a model that a received span describes. It holds no content.
///
/// @param provider the instrumentation's name for it; `unknown` if it has none
/// @param responseModel the model that answered; null if unknown
/// @param errorType null for a call that succeeded
/// @param tokens null if the span has none
record ReceivedCall(
        Origin origin,
        String provider,
        String model,
        @Nullable String responseModel,
        Instant start,
        double latencyMs,
        @Nullable Double firstTokenMs,
        @Nullable String errorType,
        @Nullable Tokens tokens) {

    /// Where the span comes from.
    ///
    /// @param server `host` or `host:port` that was called; null if unknown
    record Origin(
            String traceId,
            String spanId,
            SpanDialect dialect,
            String service,
            @Nullable String operation,
            @Nullable String server) {}

    /// Tokens of a call.
    ///
    /// @param input all, with those that the provider had cached
    record Tokens(long input, long cached, long output) {}

    String target() {
        return provider + "/" + model;
    }

    /// Returns the model that has the price.
    String pricedModel() {
        return responseModel == null ? model : responseModel;
    }
}
