package io.plumbline.eval.online;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.eval.metric.CallFigures;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What served a finished production call, without its content.
///
/// @param model registered version as `name@version`, else the provider's name for the model
/// @param prompt as `name@version`; empty without one
record LiveCall(String route, String variant, String model, String prompt, CallFigures figures) {

    private static final String COMPLETED = "gateway.call.completed";
    private static final String PRODUCTION = "production";
    private static final int LONGEST_NAME = 200;
    /// Ignores unknown members because a newer gateway may send more.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// Returns the call of an event; empty for other events, for calls that are not of production or did not reach
    /// their end, and for answers of a fallback, which say nothing about the variant.
    static Optional<LiveCall> of(AuditEvent event) {
        if (!event.action().equals(COMPLETED)) {
            return Optional.empty();
        }
        try {
            CallAttributes call = JSON.convertValue(event.attributes(), CallAttributes.class);
            CallAttributes.Served served = call.served();
            if (!PRODUCTION.equals(call.purpose()) || Boolean.TRUE.equals(served.fallback())) {
                return Optional.empty();
            }
            String model =
                    served.model() == null ? served.upstreamModel() : served.model() + "@" + served.modelVersion();
            CallAttributes.Usage usage = call.usage();
            return Optional.of(new LiveCall(
                    cut(call.route()),
                    cut(call.variant()),
                    cut(model),
                    served.prompt() == null ? "" : cut(served.prompt()),
                    new CallFigures(
                            call.timing().latencyMs(),
                            usage.inputTokens(),
                            usage.outputTokens(),
                            usage.costUsd() == null ? null : usage.costUsd().doubleValue())));
        } catch (RuntimeException e) { // the log cannot be repaired: such an event is no call
            return Optional.empty();
        }
    }

    private static String cut(String name) {
        String stored = name.replace('\0', '\uFFFD');
        return stored.length() <= LONGEST_NAME ? stored : stored.substring(0, LONGEST_NAME);
    }
}
