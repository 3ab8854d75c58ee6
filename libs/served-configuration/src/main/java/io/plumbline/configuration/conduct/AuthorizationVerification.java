package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
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
import io.plumbline.configuration.conduct.AuthorizedSpans.Span;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Decides the change to each configuration that was authorised again, from what the log said by then. Not
/// thread-safe.
final class AuthorizationVerification {

    private final LoggedFacts facts;
    private final AuthorizedSpans spans;
    private final FoundViolations violations;
    private long configurations;
    private long upgraded;

    AuthorizationVerification(LoggedFacts facts, AuthorizedSpans spans, FoundViolations violations) {
        this.facts = facts;
        this.spans = spans;
        this.violations = violations;
    }

    /// How many were authorised.
    long configurations() {
        return configurations;
    }

    /// How many of them served before there were served configurations.
    long upgraded() {
        return upgraded;
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
        int approvers = approved(sequenced, route, digest, attributes);
        boolean breakGlass = basis.equals("BREAK_GLASS");
        if (basis.equals("UPGRADE")) {
            upgraded++;
        } else if (!(breakGlass && spans.isLifted(route, event.time()))) {
            decide(sequenced, route, configuration, tier, approvers);
        }
        Instant expires = attributes.hasNonNull("expiresAt")
                ? Instant.parse(attributes.path("expiresAt").asString())
                : null;
        spans.begin(route, new Span(digest, configuration, event.time(), breakGlass, tier, approvers, expires));
    }

    /// The strictest that the route has served or declared.
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

    /// How many people have approved it, as they said themselves.
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
            violations.add(
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
            violations.add(Kind.AUTHORIZED_WITHOUT_GATE, sequenced, route, after.digest(), what);
        } else if (decision.outcome() == Outcome.NEEDS_APPROVAL && approvers < decision.approvers()) {
            violations.add(
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
        List<Span> before = spans.before(route, time);
        Decision best = null;
        if (before.isEmpty()) {
            for (ServedConfiguration each : facts.evaluated(after.target().label())) {
                best = least(best, change.decide(null, each, after));
            }
            return best == null ? change.decide(null, null, after) : best;
        }
        for (Span each : before) {
            best = least(best, change.decide(each.configuration(), null, after));
        }
        return Optional.ofNullable(best).orElseThrow();
    }

    private static Decision least(@Nullable Decision one, Decision other) {
        return one != null && one.isNoStricterThan(other) ? one : other;
    }

    /// What the log said by a time.
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
            List<ServedConfiguration.Provider> evaluatedAt = facts.evaluated(target.label()).stream()
                    .map(each -> each.target().provider())
                    .distinct()
                    .toList();
            int here = approvers(each -> each.answering().anyMatch(answering -> answering.answersLike(target)));
            return of("model:" + target.label(), here, evaluatedAt);
        }

        @Override
        public OfVersion of(Prompt prompt) {
            int here = approvers(each -> prompt.equals(each.prompt()));
            return of("prompt:" + prompt.label(), here, List.of());
        }

        private OfVersion of(String version, int here, List<ServedConfiguration.Provider> evaluatedAt) {
            return new OfVersion(
                    facts.mayEnter(version, time), Math.max(here, facts.approvers(version, time)), evaluatedAt);
        }

        /// How many have approved a configuration with it on this route, at most.
        private int approvers(Predicate<ServedConfiguration> with) {
            return spans.of(route).stream()
                    .filter(span -> with.test(span.configuration()))
                    .mapToInt(Span::approvers)
                    .max()
                    .orElse(0);
        }

        /// Of two policies of different names the log has only the gateway's word, which it had from governance.
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
