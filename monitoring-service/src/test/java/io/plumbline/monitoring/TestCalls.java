package io.plumbline.monitoring;

import java.util.HashMap;
import java.util.Map;

/// Attributes of events of calls, as the gateway writes them.
public final class TestCalls {

    private TestCalls() {}

    /// A call that was answered.
    public static Map<String, Object> call(String route, String variant, double latencyMs) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("route", route),
                Map.entry("variant", variant),
                Map.entry("provider", "simulator"),
                Map.entry("upstreamModel", "m"),
                Map.entry("model", "support"),
                Map.entry("modelVersion", 1),
                Map.entry("findings", Map.of()),
                Map.entry("inputTokens", 10),
                Map.entry("outputTokens", 20),
                Map.entry("costUsd", 0.001),
                Map.entry("latencyMs", latencyMs),
                Map.entry("upstreamMs", latencyMs),
                Map.entry("guardMs", 0.1),
                Map.entry("status", 200),
                Map.entry("faultDomain", "none"),
                Map.entry("stream", false),
                Map.entry("purpose", "production"),
                Map.entry("attempts", 1)));
    }
}
