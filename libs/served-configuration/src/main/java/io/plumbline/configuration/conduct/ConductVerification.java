package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.ProductionChange;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Target;
import io.plumbline.configuration.Standing;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import io.plumbline.configuration.conduct.ConductReport.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the events of a log in order and verifies every production call. It trusts no single service: for each
/// authorised configuration it decides the change again from the log up to then, and for each call it checks that
/// the configuration was in force and its evidence held. If two services record the same fact, their events must
/// agree: a gate counts only with the events of both eval-service and the registry.
///
/// Times are those of the events; limited clock differences and replica lag are tolerated. Memory grows with
/// configurations, gates and approvals, not with calls. Not thread-safe.
public final class ConductVerification {

    private static final int MAX_VIOLATIONS = 100;
    private static final int PAGE = 2_000;
    private static final int MOST_REMEMBERED = 100_000;

    private final LoggedFacts facts = new LoggedFacts();
    private final Map<String, List<Span>> spans = new HashMap<>();
    private final Map<String, List<Window>> windows = new HashMap<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Violation>> first = new EnumMap<>(Kind.class);
    private final Map<String, Boolean> held = new HashMap<>();
    private long changes;
    private long calls;
    private long proven;
    private long lifted;
    private long earlier;
    private long aside;
    private long refused;
    private long configurations;
    private long upgraded;

    /// The time during which a route may serve by a configuration.
    private static final class Span {
        private final String digest;
        private final ServedConfiguration configuration;
        private final Instant from;
        private final boolean breakGlass;
        private final RiskTier tier;
        private final int approvers;
        private @Nullable Instant to;

        Span(
                String digest,
                ServedConfiguration configuration,
                Instant from,
                boolean breakGlass,
                RiskTier tier,
                int approvers,
                @Nullable Instant to) {
            this.digest = digest;
            this.configuration = configuration;
            this.from = from;
            this.breakGlass = breakGlass;
            this.tier = tier;
            this.approvers = approvers;
            this.to = to;
        }

        boolean covers(Instant time) {
            return !time.plus(LoggedFacts.TOLERANCE).isBefore(from)
                    && (to == null || time.isBefore(to.plus(LoggedFacts.TOLERANCE)));
        }
    }

    /// The time during which a person has lifted the rules.
    private record Window(Instant from, Instant until) {

        boolean covers(Instant time) {
            return !time.plus(LoggedFacts.TOLERANCE).isBefore(from) && time.isBefore(until.plus(LoggedFacts.TOLERANCE));
        }
    }

    /// Reads all events from an index on.
    ///
    /// @param reader with a role that sees every team
    /// @param from index of the first event to read
    /// @return the index after the last event read
    public long take(AuditReader reader, long from) {
        long next = from;
        for (List<SequencedEvent> page = reader.readFrom(next, PAGE);
                !page.isEmpty();
                page = reader.readFrom(next, PAGE)) {
            page.forEach(this::take);
            next = page.getLast().index() + 1;
        }
        return next;
    }

    /// Reads the next event of the log. An event that lacks required data is itself a violation, since nothing
    /// that depends on it can be decided.
    public void take(SequencedEvent sequenced) {
        try {
            read(sequenced);
        } catch (RuntimeException e) {
            violated(
                    Kind.EVENT_UNREADABLE,
                    sequenced,
                    sequenced.event().resource().id(),
                    null,
                    "The event " + sequenced.event().action() + " lacks what such an event has.");
        }
    }

    private void read(SequencedEvent sequenced) {
        AuditEvent event = sequenced.event();
        switch (event.action()) {
            case "gateway.call.completed", "gateway.call.blocked", "gateway.call.failed" -> call(sequenced);
            case "gateway.configuration.authorized" -> authorized(sequenced);
            case "gateway.configuration.superseded" -> superseded(event);
            case "gateway.breakGlass.opened" ->
                windows.computeIfAbsent(event.resource().id(), _ -> new ArrayList<>())
                        .add(new Window(
                                event.time(),
                                Instant.parse(String.valueOf(event.attributes().get("until")))));
            case "gateway.breakGlass.closed" -> closed(event);
            default -> {
                facts.take(event);
                changes++;
            }
        }
    }

    private void closed(AuditEvent event) {
        windows.computeIfPresent(event.resource().id(), (_, all) -> {
            List<Window> shortened = new ArrayList<>();
            all.forEach(window -> shortened.add(
                    window.until().isAfter(event.time()) ? new Window(window.from(), event.time()) : window));
            return shortened;
        });
        spans.getOrDefault(event.resource().id(), List.of()).stream()
                .filter(span -> span.breakGlass && (span.to == null || span.to.isAfter(event.time())))
                .forEach(span -> span.to = event.time());
    }

    private boolean isLifted(String route, Instant time) {
        return windows.getOrDefault(route, List.of()).stream().anyMatch(window -> window.covers(time));
    }

    private void superseded(AuditEvent event) {
        String digest = String.valueOf(event.attributes().get("servedConfiguration"));
        spans.getOrDefault(event.resource().id(), List.of()).stream()
                .filter(span -> span.digest.equals(digest) && span.to == null)
                .forEach(span -> span.to = event.time());
    }

    private void authorized(SequencedEvent sequenced) {
        AuditEvent event = sequenced.event();
        String route = event.resource().id();
        JsonNode attributes = LoggedFacts.attributes(event);
        String digest = attributes.path("servedConfiguration").asString();
        ServedConfiguration configuration;
        try {
            configuration = ServedConfiguration.read(attributes.path("document"));
        } catch (IllegalArgumentException e) {
            violated(Kind.DOCUMENT_CHANGED, sequenced, route, digest, "The event has no served configuration.");
            return;
        }
        if (!configuration.digest().equals(digest)) {
            violated(Kind.DOCUMENT_CHANGED, sequenced, route, digest, "The document has another digest.");
            return;
        }
        configurations++;
        changes++;
        String basis = attributes.path("basis").asString();
        RiskTier tier = tier(route, configuration, attributes, event.time());
        int approvers = approved(sequenced, route, digest, attributes);
        boolean breakGlass = basis.equals("BREAK_GLASS");
        if (basis.equals("UPGRADE")) {
            upgraded++;
        } else if (!(breakGlass && isLifted(route, event.time()))) {
            decide(sequenced, route, configuration, tier, approvers);
        }
        spans.computeIfAbsent(route, _ -> new ArrayList<>())
                .add(new Span(
                        digest,
                        configuration,
                        event.time(),
                        breakGlass,
                        tier,
                        approvers,
                        attributes.hasNonNull("expiresAt")
                                ? Instant.parse(attributes.path("expiresAt").asString())
                                : null));
    }

    /// Returns the strictest tier that the route has served or declared.
    private RiskTier tier(String route, ServedConfiguration configuration, JsonNode attributes, Instant time) {
        RiskTier tier = RiskTier.valueOf(attributes.path("riskTier").asString("MINIMAL"));
        for (Span span : spans.getOrDefault(route, List.of())) {
            tier = tier.or(span.tier);
        }
        for (Target target : configuration.answering().toList()) {
            if (target.model() != null) {
                tier = tier.or(facts.tier("model:" + target.model(), time));
            }
        }
        Prompt prompt = configuration.prompt();
        return prompt == null ? tier : tier.or(facts.tier("prompt:" + prompt.name(), time));
    }

    /// Returns the number of approvers in the log; fewer than the event claims is a violation.
    private int approved(SequencedEvent sequenced, String route, String digest, JsonNode attributes) {
        if (!attributes.hasNonNull("approvalId")) {
            return 0;
        }
        Instant time = sequenced.event().time().plus(LoggedFacts.TOLERANCE);
        Optional<LoggedFacts.Approval> approval =
                facts.approval(attributes.path("approvalId").asString());
        boolean ofThis = approval.map(each -> each.resource().startsWith("route:" + route + " ")
                        || each.resource().startsWith("provider:"))
                .orElse(false);
        int given = ofThis ? approval.orElseThrow().at(time) : 0;
        int claimed = attributes.path("approvers").asInt();
        if (given < claimed) {
            violated(
                    Kind.APPROVAL_NOT_GIVEN,
                    sequenced,
                    route,
                    digest,
                    "It names an approval by %d people, and the log has %d for it.".formatted(claimed, given));
        }
        return given;
    }

    private void decide(
            SequencedEvent sequenced, String route, ServedConfiguration after, RiskTier tier, int approvers) {
        Instant time = sequenced.event().time();
        Decision best = null;
        for (Instant each : List.of(time, time.plus(LoggedFacts.TOLERANCE), time.minus(LoggedFacts.TOLERANCE))) {
            Decision decision = decide(route, after, tier, time, each, sequenced);
            best = best == null || decision.isNoStricterThan(best) ? decision : best;
        }
        Decision decision = Optional.ofNullable(best).orElseThrow();
        String what = decision.changes().stream()
                .map(change -> change.kind() + " " + change.place() + " → " + change.after())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        if (decision.outcome() == Outcome.NEEDS_GATE || decision.outcome() == Outcome.REFUSED) {
            violated(Kind.AUTHORIZED_WITHOUT_GATE, sequenced, route, after.digest(), what);
        } else if (decision.outcome() == Outcome.NEEDS_APPROVAL && approvers < decision.approvers()) {
            violated(
                    Kind.AUTHORIZED_WITHOUT_APPROVAL,
                    sequenced,
                    route,
                    after.digest(),
                    "It takes %d people, and %d have approved: %s".formatted(decision.approvers(), approvers, what));
        }
    }

    private Decision decide(
            String route,
            ServedConfiguration after,
            RiskTier tier,
            Instant time,
            Instant factsAt,
            SequencedEvent sequenced) {
        ProductionChange change =
                new ProductionChange(facts.table(factsAt), tier, new AtTime(route, factsAt, sequenced));
        List<Span> before = before(route, time);
        Decision best = null;
        if (before.isEmpty()) {
            for (ServedConfiguration each : facts.evaluated(after.target().label())) {
                best = least(best, change.decide(null, each, after));
            }
            return best == null ? change.decide(null, null, after) : best;
        }
        for (Span each : before) {
            best = least(best, change.decide(each.configuration, null, after));
        }
        return Optional.ofNullable(best).orElseThrow();
    }

    private static Decision least(@Nullable Decision one, Decision other) {
        return one != null && one.isNoStricterThan(other) ? one : other;
    }

    /// Returns the configurations that the route served by until then; if none, those it served by last.
    private List<Span> before(String route, Instant time) {
        List<Span> all = spans.getOrDefault(route, List.of()).stream()
                .filter(span -> !span.breakGlass)
                .toList();
        List<Span> open = all.stream().filter(span -> span.to == null).toList();
        if (!open.isEmpty()) {
            return open;
        }
        Instant last = all.stream()
                .map(span -> span.to)
                .filter(to -> to != null && !to.isAfter(time.plus(LoggedFacts.TOLERANCE)))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        return all.stream()
                .filter(span ->
                        span.to != null && !span.to.isBefore(last.equals(Instant.MIN) ? last : last.minusMillis(100)))
                .toList();
    }

    private void call(SequencedEvent sequenced) {
        AuditEvent event = sequenced.event();
        JsonNode attributes = LoggedFacts.attributes(event);
        String purpose = attributes.path("purpose").asString();
        String environment = attributes.path("environment").asString("");
        String route = attributes.path("route").asString();
        boolean denied = event.outcome().name().equals("DENIED");
        if (denied || route.equals("unresolved")) {
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
                    && spans.getOrDefault(route, List.of()).stream()
                            .anyMatch(span ->
                                    span.from.plus(LoggedFacts.TOLERANCE).isBefore(event.time()));
            if (was && !isLifted(route, event.time())) {
                violated(
                        Kind.LEFT_PRODUCTION,
                        sequenced,
                        route,
                        attributes.path("servedConfiguration").asString(null),
                        "The route served production before.");
            }
            return;
        }
        calls++;
        if (isLifted(route, event.time())) {
            lifted++;
        } else if (isProven(sequenced, route, attributes, purpose.equals("shadow"))) {
            proven++;
        }
    }

    private boolean isProven(SequencedEvent sequenced, String route, JsonNode attributes, boolean shadow) {
        Instant time = sequenced.event().time();
        String digest = attributes.path("servedConfiguration").asString(null);
        if (digest == null) {
            boolean served = sequenced.event().outcome().name().equals("SUCCESS");
            if (served) {
                violated(Kind.CONFIGURATION_UNKNOWN, sequenced, route, null, "The call names no configuration.");
            }
            return !served;
        }
        Span span = spans.getOrDefault(route, List.of()).stream()
                .filter(each -> each.digest.equals(digest) && each.covers(time))
                .findFirst()
                .orElse(null);
        if (span == null) {
            violated(
                    Kind.CONFIGURATION_NOT_AUTHORIZED,
                    sequenced,
                    route,
                    digest,
                    "The route was not allowed to serve by it at that time.");
            return false;
        }
        return isServedBy(sequenced, route, span, attributes, shadow)
                && (shadow || !attributes.hasNonNull("model") || isGated(sequenced, route, span, labelOf(attributes)));
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
        ServedConfiguration configuration = span.configuration;
        Stream<Target> targets = shadow ? configuration.everyTarget() : configuration.answering();
        boolean named = targets.anyMatch(target -> target.label().equals(label)
                && target.provider().name().equals(attributes.path("provider").asString()));
        if (!named) {
            violated(
                    Kind.SERVED_BY_ANOTHER,
                    sequenced,
                    route,
                    span.digest,
                    label + " answered, which the configuration does not name.");
        }
        return named;
    }

    /// @param label of the version that answered
    private boolean isGated(SequencedEvent sequenced, String route, Span span, String label) {
        Instant time = sequenced.event().time();
        if (held.size() > MOST_REMEMBERED) {
            held.clear();
        }
        // The result is the same for all calls of a minute unless something changes in between.
        boolean holds = held.computeIfAbsent(
                span.digest + " " + label + " " + changes + " " + time.getEpochSecond() / 60,
                _ -> evidenceHolds(span, label, time));
        if (!holds) {
            violated(
                    Kind.GATE_MISSING,
                    sequenced,
                    route,
                    span.digest,
                    "The newest gates of " + label + " or of its prompt had not passed, and the grace was over.");
        }
        return holds;
    }

    private boolean evidenceHolds(Span span, String label, Instant time) {
        ServedConfiguration configuration = span.configuration;
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

    private void violated(Kind kind, SequencedEvent sequenced, String route, @Nullable String digest, String detail) {
        counts.merge(kind, 1L, Long::sum);
        List<Violation> known = first.computeIfAbsent(kind, _ -> new ArrayList<>());
        if (known.size() < MAX_VIOLATIONS) {
            AuditEvent event = sequenced.event();
            known.add(new Violation(kind, sequenced.index(), event.id(), event.time(), route, digest, detail));
        }
    }

    /// Returns the result for all events read so far.
    public ConductReport report() {
        return new ConductReport(
                calls,
                proven,
                lifted,
                earlier,
                aside,
                refused,
                configurations,
                upgraded,
                counts,
                first.values().stream().flatMap(List::stream).toList());
    }

    /// The standing according to the log at a given time.
    private final class AtTime implements Standing {

        private final String route;
        private final Instant time;
        private final SequencedEvent sequenced;

        AtTime(String route, Instant time, SequencedEvent sequenced) {
            this.route = route;
            this.time = time;
            this.sequenced = sequenced;
        }

        @Override
        public OfVersion of(Target target) {
            if (target.model() == null) {
                return OfVersion.NONE;
            }
            String version = "model:" + target.label();
            List<ServedConfiguration.Provider> evaluatedAt = facts.evaluated(target.label()).stream()
                    .map(each -> each.target().provider())
                    .distinct()
                    .toList();
            int here = spans.getOrDefault(route, List.of()).stream()
                    .filter(span -> span.configuration.answering().anyMatch(each -> each.answersLike(target)))
                    .mapToInt(span -> span.approvers)
                    .max()
                    .orElse(0);
            return new OfVersion(
                    facts.mayEnter(version, time), Math.max(here, facts.approvers(version, time)), evaluatedAt);
        }

        @Override
        public OfVersion of(Prompt prompt) {
            String version = "prompt:" + prompt.label();
            int here = spans.getOrDefault(route, List.of()).stream()
                    .filter(span -> prompt.equals(span.configuration.prompt()))
                    .mapToInt(span -> span.approvers)
                    .max()
                    .orElse(0);
            return new OfVersion(
                    facts.mayEnter(version, time), Math.max(here, facts.approvers(version, time)), List.of());
        }

        /// For policies of different names, the log has only the gateway's statement, taken from governance.
        @Override
        public boolean isAtLeastAsStrict(Policy policy, Policy than) {
            return facts.isStricter(policy, than)
                    .orElseGet(() -> LoggedFacts.attributes(sequenced.event())
                            .path("changes")
                            .valueStream()
                            .noneMatch(change -> change.path("kind").asString().equals("POLICY_LOOSER")));
        }

        @Override
        public int approvers(Policy policy) {
            return facts.approvers(policy);
        }
    }
}
