package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Target;
import io.plumbline.configuration.conduct.AuthorizedSpans.Span;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Verifies for each call that its configuration was in force and its evidence held. Not thread-safe.
final class CallVerification {

    private static final int MOST_REMEMBERED = 100_000;

    private final LoggedFacts facts;
    private final AuthorizedSpans spans;
    private final FoundViolations violations;
    private final Map<String, Boolean> held = new HashMap<>();
    private long calls;
    private long proven;
    private long lifted;
    private long earlier;
    private long aside;
    private long refused;

    CallVerification(LoggedFacts facts, AuthorizedSpans spans, FoundViolations violations) {
        this.facts = facts;
        this.spans = spans;
        this.violations = violations;
    }

    /// @param changes number of all other events in the log so far
    void take(SequencedEvent sequenced, long changes) {
        AuditEvent event = sequenced.event();
        JsonNode attributes = LoggedFacts.attributes(event);
        String purpose = attributes.path("purpose").asString();
        String environment = attributes.path("environment").asString("");
        String route = attributes.path("route").asString();
        boolean denied = event.outcome().name().equals("DENIED");
        if (denied || (route.equals("unresolved") && environment.isEmpty())) {
            refused++;
            return;
        }
        if (environment.isEmpty()) {
            earlier++;
            return;
        }
        if (purpose.equals("evaluation") || !environment.equals("PRODUCTION")) {
            aside++;
            boolean was = environment.equals("DEVELOPMENT")
                    && !purpose.equals("evaluation")
                    && spans.of(route).stream()
                            .anyMatch(span ->
                                    span.from().plus(LoggedFacts.TOLERANCE).isBefore(event.time()));
            if (was && !spans.isLifted(route, event.time())) {
                violations.add(
                        Kind.LEFT_PRODUCTION,
                        sequenced,
                        route,
                        attributes.path("servedConfiguration").asString(null),
                        "The route served production before.");
            }
            return;
        }
        if (isStoppedBefore(event, attributes, route)) {
            refused++;
            return;
        }
        calls++;
        if (spans.isLifted(route, event.time())) {
            lifted++;
        } else if (isProven(sequenced, route, attributes, purpose.equals("shadow"), changes)) {
            proven++;
        }
    }

    /// Whether a call by an unauthorised configuration was stopped before it reached a provider: a guard may stop
    /// a call while its route changes.
    private boolean isStoppedBefore(AuditEvent event, JsonNode attributes, String route) {
        String digest = attributes.path("servedConfiguration").asString(null);
        return !event.outcome().name().equals("SUCCESS")
                && attributes.path("attempts").asInt(1) == 0
                && digest != null
                && spans.find(route, digest, event.time()).isEmpty();
    }

    private boolean isProven(
            SequencedEvent sequenced, String route, JsonNode attributes, boolean shadow, long changes) {
        String digest = attributes.path("servedConfiguration").asString(null);
        if (digest == null) {
            boolean served = sequenced.event().outcome().name().equals("SUCCESS");
            if (served) {
                violations.add(Kind.CONFIGURATION_UNKNOWN, sequenced, route, null, "The call names no configuration.");
            }
            return !served;
        }
        Span span = spans.find(route, digest, sequenced.event().time()).orElse(null);
        if (span == null) {
            violations.add(
                    Kind.CONFIGURATION_NOT_AUTHORIZED,
                    sequenced,
                    route,
                    digest,
                    "The route was not authorised to use the configuration at that time.");
            return false;
        }
        return isAllowed(sequenced, route, span)
                && isServedBy(sequenced, route, span, attributes, shadow)
                && (shadow
                        || !attributes.hasNonNull("model")
                        || isGated(sequenced, route, span, labelOf(attributes), changes));
    }

    /// Whether the change to the configuration was allowed and its approvals hold.
    private boolean isAllowed(SequencedEvent sequenced, String route, Span span) {
        if (!span.justified()) {
            violations.add(
                    Kind.CONFIGURATION_NOT_AUTHORIZED,
                    sequenced,
                    route,
                    span.digest(),
                    "The configuration was authorised without the gates or approvals that the change requires.");
            return false;
        }
        Instant revoked = facts.revokedAt(span.restsOn());
        boolean over = revoked != null
                && revoked.plusSeconds(span.configuration().policy().graceSeconds())
                        .plus(LoggedFacts.TOLERANCE)
                        .isBefore(sequenced.event().time());
        if (over) {
            violations.add(
                    Kind.APPROVAL_NOT_GIVEN,
                    sequenced,
                    route,
                    span.digest(),
                    "An approval that the configuration depends on was revoked, and the grace period was over.");
        }
        return !over;
    }

    private static String labelOf(JsonNode attributes) {
        return attributes.path("model").asString() + "@"
                + attributes.path("modelVersion").asString();
    }

    private boolean isServedBy(SequencedEvent sequenced, String route, Span span, JsonNode attributes, boolean shadow) {
        String label = attributes.hasNonNull("model")
                ? labelOf(attributes)
                : attributes.path("provider").asString() + "/"
                        + attributes.path("upstreamModel").asString();
        ServedConfiguration configuration = span.configuration();
        Stream<Target> targets = shadow ? configuration.everyTarget() : configuration.answering();
        boolean named = targets.anyMatch(target -> target.label().equals(label)
                && target.provider().name().equals(attributes.path("provider").asString()));
        if (!named) {
            violations.add(
                    Kind.SERVED_BY_ANOTHER,
                    sequenced,
                    route,
                    span.digest(),
                    label + " answered, which is not in the configuration.");
        }
        return named;
    }

    /// @param label label of the version that answered
    private boolean isGated(SequencedEvent sequenced, String route, Span span, String label, long changes) {
        Instant time = sequenced.event().time();
        if (held.size() > MOST_REMEMBERED) {
            held.clear();
        }
        // The result is the same for all calls of a minute unless something changes in between.
        boolean holds = held.computeIfAbsent(
                span.digest() + " " + label + " " + changes + " " + time.getEpochSecond() / 60,
                _ -> evidenceHolds(span, label, time));
        if (!holds) {
            violations.add(
                    Kind.GATE_MISSING,
                    sequenced,
                    route,
                    span.digest(),
                    "The newest gates of " + label
                            + " or of its prompt had not passed, and the grace period was over.");
        }
        return holds;
    }

    private boolean evidenceHolds(Span span, String label, Instant time) {
        ServedConfiguration configuration = span.configuration();
        long grace = configuration.policy().graceSeconds();
        Stream<String> versions = Stream.concat(
                Stream.of("model:" + label),
                Stream.ofNullable(configuration.prompt()).map(prompt -> "prompt:" + prompt.label()));
        return versions.allMatch(version -> Stream.of(
                        time, time.plus(LoggedFacts.TOLERANCE), time.minus(LoggedFacts.TOLERANCE))
                .anyMatch(each -> {
                    Instant since = facts.ungatedSince(version, each);
                    return since == null
                            || (!since.equals(Instant.MIN)
                                    && each.isBefore(since.plusSeconds(grace).plus(LoggedFacts.TOLERANCE)))
                            || (since.equals(Instant.MIN) && facts.mayEnter(version, each));
                }));
    }

    /// Returns the report on all calls, including that on all authorisations.
    ConductReport report(AuthorizationVerification authorizations) {
        return new ConductReport(
                calls,
                proven,
                lifted,
                earlier,
                aside,
                refused,
                authorizations.configurations(),
                authorizations.upgraded(),
                violations.counts(),
                violations.first());
    }
}
