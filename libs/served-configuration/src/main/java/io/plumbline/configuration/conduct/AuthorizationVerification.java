package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ProductionChange;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Target;
import io.plumbline.configuration.Standing;
import io.plumbline.configuration.conduct.AuthorizedSpans.Span;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Repeats the decision about the change to each authorised configuration, from the log up to that time. Not
/// thread-safe.
final class AuthorizationVerification {

    private final LoggedFacts facts;
    private final AuthorizedSpans spans;
    private final FoundViolations violations;
    /// Routes that the log knows from before any configuration was authorised.
    private final Set<String> earlierRoutes = new HashSet<>();

    private long configurations;
    private long upgraded;

    AuthorizationVerification(LoggedFacts facts, AuthorizedSpans spans, FoundViolations violations) {
        this.facts = facts;
        this.spans = spans;
        this.violations = violations;
    }

    /// Returns the number of authorised configurations.
    long configurations() {
        return configurations;
    }

    /// Returns how many of them already served before served configurations existed.
    long upgraded() {
        return upgraded;
    }

    /// Takes in that a route was made or changed.
    void takeRoute(String route) {
        if (configurations == 0) {
            earlierRoutes.add(route);
        }
    }

    /// Takes in a call: one that names no environment is from before there were served configurations.
    void takeCall(AuditEvent event) {
        Object route = event.attributes().get("route");
        if (configurations == 0 && route != null && event.attributes().get("environment") == null) {
            earlierRoutes.add(route.toString());
        }
    }

    void take(SequencedEvent sequenced) {
        AuditEvent event = sequenced.event();
        String route = event.resource().id();
        JsonNode attributes = LoggedFacts.attributes(event);
        String digest = attributes.path("servedConfiguration").asString();
        ServedConfiguration configuration;
        try {
            configuration = ServedConfiguration.read(attributes.path("document"));
        } catch (IllegalArgumentException e) {
            violations.add(Kind.DOCUMENT_CHANGED, sequenced, route, digest, "The event has no served configuration.");
            return;
        }
        if (!configuration.digest().equals(digest)) {
            violations.add(Kind.DOCUMENT_CHANGED, sequenced, route, digest, "The document has another digest.");
            return;
        }
        configurations++;
        String basis = attributes.path("basis").asString();
        RiskTier tier = tier(route, configuration, attributes, event.time());
        int approvers = approved(sequenced, route, configuration, attributes);
        boolean breakGlass = basis.equals("BREAK_GLASS");
        Justified justified = new Justified(true, RestsOn.NOTHING);
        if (basis.equals("UPGRADE") && isUpgrade(route, event.time())) {
            upgraded++;
        } else if (!(breakGlass && spans.isLifted(route, event.time()))) {
            UUID approval = attributes.hasNonNull("approvalId")
                    ? UUID.fromString(attributes.path("approvalId").asString())
                    : null;
            justified = decide(sequenced, route, configuration, tier, approvers, approval);
        }
        Instant expires = attributes.hasNonNull("expiresAt")
                ? Instant.parse(attributes.path("expiresAt").asString())
                : null;
        spans.begin(
                route,
                new Span(
                        digest,
                        configuration,
                        event.time(),
                        breakGlass,
                        tier,
                        approvers,
                        justified.restsOn(),
                        justified.holds(),
                        basis.equals("UPGRADE"),
                        expires));
    }

    /// Whether a route that was there before any configuration was authorised is upgraded: once, with all of its
    /// variants, before anything else of it is authorised.
    private boolean isUpgrade(String route, Instant time) {
        return earlierRoutes.contains(route)
                && spans.of(route).stream()
                        .allMatch(span -> span.upgraded()
                                && !span.from().plus(LoggedFacts.TOLERANCE).isBefore(time));
    }

    /// Whether the log has what a change took, and the approvals that the configuration rests on.
    private record Justified(boolean holds, RestsOn restsOn) {}

    /// Returns the strictest tier that the route has served or declared.
    private RiskTier tier(String route, ServedConfiguration configuration, JsonNode attributes, Instant time) {
        RiskTier tier = RiskTier.valueOf(attributes.path("riskTier").asString("MINIMAL"));
        for (Span span : spans.of(route)) {
            tier = tier.or(span.tier());
        }
        for (Target target : configuration.answering().toList()) {
            if (target.model() != null) {
                tier = tier.or(facts.tier("model:" + target.model(), time));
            }
        }
        Prompt prompt = configuration.prompt();
        return prompt == null ? tier : tier.or(facts.tier("prompt:" + prompt.name(), time));
    }

    /// Returns the number of approvers in the log of exactly this; fewer than the event claims is a violation.
    private int approved(
            SequencedEvent sequenced, String route, ServedConfiguration configuration, JsonNode attributes) {
        if (!attributes.hasNonNull("approvalId")) {
            return 0;
        }
        Instant time = sequenced.event().time().plus(LoggedFacts.TOLERANCE);
        Optional<LoggedFacts.Approval> approval =
                facts.approval(attributes.path("approvalId").asString());
        int given = approval.filter(each -> isOfRoute(each, route, configuration, attributes)
                        || provider(each, configuration).isPresent())
                .map(each -> each.at(time))
                .orElse(0);
        int claimed = attributes.path("approvers").asInt();
        if (given < claimed) {
            violations.add(
                    Kind.APPROVAL_NOT_GIVEN,
                    sequenced,
                    route,
                    configuration.digest(),
                    "The event names an approval by %d people, but the log has %d of this configuration."
                            .formatted(claimed, given));
        }
        return given;
    }

    /// Whether it is the approval of the configurations that the route's variants were given together with this one.
    private static boolean isOfRoute(
            LoggedFacts.Approval approval, String route, ServedConfiguration configuration, JsonNode attributes) {
        Map<String, String> variants = new HashMap<>();
        attributes
                .path("variants")
                .properties()
                .forEach(each -> variants.put(each.getKey(), each.getValue().asString("")));
        return approval.action().equals("gateway.route.change")
                && variants.containsValue(configuration.digest())
                && approval.resource().equals("route:" + route + " " + ServedConfiguration.digestOf(variants));
    }

    /// The provider whose address in this configuration it approves, if it is the approval of one.
    private static Optional<ServedConfiguration.Provider> provider(
            LoggedFacts.Approval approval, ServedConfiguration configuration) {
        return approval.action().equals("gateway.provider.change")
                ? configuration
                        .everyTarget()
                        .map(Target::provider)
                        .filter(each -> approval.resource()
                                .equals("provider:" + each.name() + " "
                                        + ServedConfiguration.digestOf(
                                                Map.of("kind", each.kind(), "baseUrl", each.baseUrl()))))
                        .findFirst()
                : Optional.empty();
    }

    private Justified decide(
            SequencedEvent sequenced,
            String route,
            ServedConfiguration after,
            RiskTier tier,
            int approvers,
            @Nullable UUID approval) {
        Instant time = sequenced.event().time();
        Compared best = null;
        for (Instant each : List.of(time, time.plus(LoggedFacts.TOLERANCE), time.minus(LoggedFacts.TOLERANCE))) {
            Compared compared = compare(route, after, tier, each, sequenced);
            best = best == null ? compared : best.or(compared);
        }
        Decision decision = Objects.requireNonNull(best).decision();
        String what = decision.changes().stream()
                .map(change -> change.kind() + " " + change.place() + " → " + change.after())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        boolean holds = true;
        if (decision.outcome() == Outcome.NEEDS_GATE || decision.outcome() == Outcome.REFUSED) {
            holds = false;
            violations.add(Kind.AUTHORIZED_WITHOUT_GATE, sequenced, route, after.digest(), what);
        } else if (decision.outcome() == Outcome.NEEDS_APPROVAL
                && (approvers < decision.approvers() || !isOfThese(approval, after, decision))) {
            holds = false;
            violations.add(
                    Kind.AUTHORIZED_WITHOUT_APPROVAL,
                    sequenced,
                    route,
                    after.digest(),
                    "%d people are required, but %d have approved: %s"
                            .formatted(decision.approvers(), approvers, what));
        }
        RestsOn restsOn = best.restsOn().after(decision, approval).ofPolicy(facts.approvalOf(after.policy()));
        return new Justified(holds, restsOn);
    }

    /// A provider's approval is of its address alone.
    private boolean isOfThese(@Nullable UUID approval, ServedConfiguration after, Decision decision) {
        String moved = Optional.ofNullable(approval)
                .flatMap(id -> facts.approval(id.toString()))
                .flatMap(each -> provider(each, after))
                .map(ServedConfiguration.Provider::name)
                .orElse(null);
        return moved == null
                || decision.changes().stream()
                        .filter(change -> change.missingApprovers() > 0)
                        .allMatch(change -> change.kind() == ChangeKind.PROVIDER_ADDRESS
                                && change.place().equals("/providers/" + moved));
    }

    /// @param restsOn the approvals of the configuration compared with
    private record Compared(Decision decision, RestsOn restsOn) {

        Compared or(Compared other) {
            return decision.isNoStricterThan(other.decision) ? this : other;
        }
    }

    /// Compares with the configuration that requires the least.
    private Compared compare(
            String route, ServedConfiguration after, RiskTier tier, Instant factsAt, SequencedEvent sequenced) {
        ProductionChange change =
                new ProductionChange(facts.table(factsAt), tier, new AtTime(route, factsAt, sequenced));
        Instant time = sequenced.event().time();
        List<Span> before = spans.before(route, time, span -> counts(span, time));
        if (!before.isEmpty()) {
            return before.stream()
                    .map(each -> new Compared(change.decide(each.configuration(), null, after), each.restsOn()))
                    .reduce(Compared::or)
                    .orElseThrow();
        }
        return facts.evaluated("model:" + after.target().label()).stream()
                .map(each -> new Compared(change.decide(null, each, after), RestsOn.NOTHING))
                .reduce(Compared::or)
                .orElseGet(() -> new Compared(change.decide(null, null, after), RestsOn.NOTHING));
    }

    /// Whether a configuration is a valid base of comparison: the change to it was allowed, and none of its
    /// approvals was revoked by then.
    private boolean counts(Span span, Instant time) {
        Instant revoked = facts.revokedAt(span.restsOn());
        return span.justified()
                && (revoked == null || !revoked.plus(LoggedFacts.TOLERANCE).isBefore(time));
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
            int here = approvers(each -> each.answering().anyMatch(answering -> answering.answersLike(target)));
            return of("model:" + target.label(), here, facts.evaluated("model:" + target.label()));
        }

        @Override
        public OfVersion of(Prompt prompt) {
            int here = approvers(each -> prompt.equals(each.prompt()));
            return of("prompt:" + prompt.label(), here, facts.evaluated("prompt:" + prompt.label()));
        }

        private OfVersion of(String version, int here, List<ServedConfiguration> evaluated) {
            return new OfVersion(
                    facts.mayEnter(version, time), Math.max(here, facts.approvers(version, time)), evaluated);
        }

        /// Returns the largest number of people who approved a configuration with this part on this route.
        private int approvers(Predicate<ServedConfiguration> with) {
            return spans.of(route).stream()
                    .filter(span -> with.test(span.configuration()))
                    .mapToInt(Span::approvers)
                    .max()
                    .orElse(0);
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
            return facts.approvers(policy, time);
        }
    }
}
