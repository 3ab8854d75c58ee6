package io.plumbline.monitoring.projection;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.clients.gateway.CallRetrieval;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// An event of a call through the gateway, with attributes that a gateway could have written.
///
/// @param attributes with all required members, and numbers within bounds
public record CallEvent(AuditEvent event, CallAttributes attributes) {

    private static final Logger log = LoggerFactory.getLogger(CallEvent.class);
    private static final String CALLS = "gateway.call.";
    private static final String BLOCKED = "gateway.call.blocked";
    private static final String COMPLETED = "gateway.call.completed";
    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final BigDecimal HIGHEST_COST_USD = BigDecimal.valueOf(1_000_000_000);
    private static final int LONGEST_NAME = 200;
    private static final String ALLOW = "allow";
    private static final double REPORTED_FROM = 0.5;
    /// Ignores unknown members because a newer gateway may send more.
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public static boolean isCall(AuditEvent event) {
        return event.action().startsWith(CALLS);
    }

    /// Reads the event of a call; empty if a member is missing or impossible. The log cannot be repaired, so the
    /// caller skips such an event.
    public static Optional<CallEvent> read(AuditEvent event) {
        try {
            CallAttributes call = JSON.convertValue(event.attributes(), CallAttributes.class);
            check(call);
            return Optional.of(new CallEvent(event, call));
        } catch (RuntimeException e) { // whatever the reason, the log cannot be mended
            log.atWarn()
                    .addKeyValue("event", event.id())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Event of a call cannot be read");
            return Optional.empty();
        }
    }

    private static void check(CallAttributes call) {
        Objects.requireNonNull(call.route());
        Objects.requireNonNull(call.variant());
        Objects.requireNonNull(call.purpose());
        Objects.requireNonNull(call.fault().faultDomain());
        Objects.requireNonNull(call.served().provider());
        Objects.requireNonNull(call.served().upstreamModel());
        checkRetrieval(call.served().retrieval());
        BigDecimal cost = call.usage().costUsd();
        if (isNoCount(call.usage().inputTokens())
                || isNoCount(call.usage().outputTokens())
                || isNoTime(call.timing().latencyMs())
                || isNoTime(call.timing().upstreamMs())
                || isNoTime(call.timing().guardMs())
                || (cost != null && (cost.signum() < 0 || cost.compareTo(HIGHEST_COST_USD) > 0))) {
            throw new IllegalArgumentException("A call has other numbers");
        }
    }

    private static void checkRetrieval(@Nullable CallRetrieval retrieval) {
        if (retrieval == null) {
            return;
        }
        Objects.requireNonNull(retrieval.knowledgeBase());
        Objects.requireNonNullElse(retrieval.passages(), List.<CallRetrieval.CitedChunk>of())
                .forEach(passage -> {
                    Objects.requireNonNull(passage.chunk());
                    Objects.requireNonNull(passage.document());
                });
    }

    private static boolean isNoCount(long tokens) {
        return tokens < 0 || tokens > MOST_TOKENS;
    }

    private static boolean isNoTime(double millis) {
        return !(millis >= 0) || Double.isInfinite(millis);
    }

    /// Whether the call was answered.
    public boolean isCompleted() {
        return event.action().equals(COMPLETED);
    }

    /// Whether a guard, or a refused approval, stopped the call.
    public boolean isBlocked() {
        return event.action().equals(BLOCKED);
    }

    /// Whether the provider failed.
    public boolean isProviderError() {
        return attributes.fault().faultDomain().equals("provider");
    }

    /// Whether the gateway failed.
    public boolean isGatewayError() {
        return attributes.fault().faultDomain().equals("gateway");
    }

    /// Whether tokens were used at an unknown price.
    public boolean isUnpriced() {
        CallAttributes.Usage usage = attributes.usage();
        return usage.costUsd() == null && usage.inputTokens() + usage.outputTokens() > 0;
    }

    /// Returns what answered: the registered version as `name@version`, else `provider/model`.
    public String target() {
        CallAttributes.Served served = attributes.served();
        return cut(
                served.model() == null
                        ? served.provider() + "/" + served.upstreamModel()
                        : served.model() + "@" + served.modelVersion());
    }

    /// Returns the findings that count: those on which the policy acted, and those that are certain enough to be
    /// reported. Empty in old events, which have only numbers.
    public List<CallFinding> findings() {
        List<CallFinding> found = attributes.guards().found();
        return found == null
                ? List.of()
                : found.stream()
                        .filter(finding -> !finding.action().equals(ALLOW) || finding.score() >= REPORTED_FROM)
                        .toList();
    }

    /// Truncates a name to the length that an index takes; no route or model reaches it.
    public static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
