package io.plumbline.gateway.configuration;

import io.plumbline.clients.governance.Approval;
import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ProductionChange;
import io.plumbline.configuration.ProductionChange.Change;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.Standing;
import io.plumbline.gateway.configuration.Authorized.Basis;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.route.Environment;
import io.plumbline.gateway.route.ProductionGuard;
import io.plumbline.gateway.route.Route;
import io.plumbline.gateway.route.RouteProblem;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.production.ChangeApprovals;
import io.plumbline.kit.production.ChangeProblem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides about changes to what production routes serve by, and puts them in force: the only writer of what is
/// authorised. What a person changes is decided by what the registry says at that moment, and may be approved;
/// what changes by itself, as a pointer of the registry was moved or a policy was revised, is decided by the
/// snapshots ([ConfigurationReconciler]).
///
/// The route and what it may serve by are changed in one transaction. A decision is of the route as it was read;
/// where somebody else has changed it since, applying it fails (409).
@Component
class ProductionChanges implements ProductionGuard {

    private static final String ROUTE = "route";

    private final ConfigurationComposer composer;
    private final ConfigurationStore store;
    private final AuthorizedConfigurations authorized;
    private final VersionStandings standings;
    private final ChangeApprovals approvals;
    private final AuditTrail trail;
    private final Clock clock;

    ProductionChanges(
            ConfigurationComposer composer,
            ConfigurationStore store,
            AuthorizedConfigurations authorized,
            VersionStandings standings,
            ChangeApprovals approvals,
            AuditTrail trail,
            Clock clock) {
        this.composer = composer;
        this.store = store;
        this.authorized = authorized;
        this.standings = standings;
        this.approvals = approvals;
        this.trail = trail;
        this.clock = clock;
    }

    /// What a route served by until now, and is to serve by.
    ///
    /// @param memory null of a name that was never remembered
    /// @param before what counts as served until now
    /// @param after variant → configuration; empty of a development route
    /// @param decisions digest of each that is new → decision about it
    record Plan(
            Draft draft,
            @Nullable RouteMemory memory,
            List<Authorized> before,
            Map<String, Composed> after,
            RiskTier tier,
            Map<String, Decision> decisions,
            Decision decision) {

        boolean isLifted(Instant now) {
            return memory != null && memory.isLifted(now);
        }

        Set<String> digests() {
            return after.values().stream().map(Composed::digest).collect(Collectors.toSet());
        }

        /// Names exactly what is to be.
        String subject() {
            Map<String, Object> byVariant = new LinkedHashMap<>();
            after.forEach((variant, composed) -> byVariant.put(variant, composed.digest()));
            return draft.name() + " " + ServedConfiguration.digestOf(byVariant);
        }
    }

    @Override
    public Decided decide(Draft draft) {
        Plan plan = planNow(draft);
        if (plan.isLifted(clock.instant())) {
            return () -> apply(plan, null, Basis.BREAK_GLASS);
        }
        refuse(plan.decision());
        if (plan.decision().outcome() != Outcome.NEEDS_APPROVAL) {
            return () -> apply(plan, null, Basis.EVIDENCE);
        }
        Approval approval = require(plan, "gateway.route.change", plan.subject(), "Change route " + draft.name() + ".");
        return () -> apply(plan, approval, Basis.APPROVAL);
    }

    private Approval require(Plan plan, String action, String subject, String summary) {
        return approvals.require(new ChangeApprovals.Wanted(
                plan.draft().team(),
                action,
                ROUTE,
                subject,
                plan.decision().approvers(),
                summary + " Risk tier of the route: " + plan.tier() + ".",
                plan.decision().changes()));
    }

    @Override
    public void preview(Draft draft) {
        Plan plan = planNow(draft);
        if (!plan.isLifted(clock.instant())) {
            refuse(plan.decision());
        }
    }

    @Override
    public Decided decideRemoval(Draft present) {
        RouteMemory memory = store.memory(present.name()).orElse(null);
        if (present.environment() != Environment.PRODUCTION || memory == null) {
            return () -> forget(present);
        }
        List<Authorized> before = bases(store.current(present.name()));
        Decision decision = new ProductionChange(standings.rules(), memory.tier(), standings.remembered(List.of()))
                .decide(ChangeKind.ROUTE_REMOVED, "/route", present.name(), null);
        Plan plan = new Plan(present, memory, before, Map.of(), memory.tier(), Map.of(), decision);
        if (!memory.isLifted(clock.instant())) {
            refuse(decision);
            if (decision.outcome() == Outcome.NEEDS_APPROVAL) {
                String subject = present.name() + " removal "
                        + ServedConfiguration.digestOf(
                                before.stream().map(Authorized::digest).sorted().toList());
                require(plan, "gateway.route.remove", subject, "Remove route " + present.name() + ".");
            }
        }
        return () -> forget(present);
    }

    @Override
    public @Nullable String lastPolicy(String name) {
        return store.memory(name)
                .filter(memory -> memory.removedAt() != null)
                .map(RouteMemory::policy)
                .orElse(null);
    }

    @Override
    public boolean isOverridden(String route) {
        return authorized.isLifted(route);
    }

    private Plan planNow(Draft draft) {
        return plan(draft, true);
    }

    /// @param now whether the registry is asked, and its snapshot is not enough
    Plan plan(Draft draft, boolean now) {
        RouteMemory memory = store.memory(draft.name()).orElse(null);
        boolean production = draft.environment() == Environment.PRODUCTION;
        if (!production && (memory == null || !memory.production())) {
            return new Plan(draft, memory, List.of(), Map.of(), RiskTier.MINIMAL, Map.of(), Decision.NOTHING);
        }
        Map<String, Composed> after = production ? composer.of(route(draft)) : Map.of();
        return plan(draft, memory, after, now);
    }

    /// The same for configurations that are composed already.
    Plan plan(Draft draft, @Nullable RouteMemory memory, Map<String, Composed> after, boolean now) {
        RiskTier tier = tier(draft, memory, after);
        List<Authorized> before = memory == null ? List.of() : before(memory);
        List<Authorized> approved = memory == null ? List.of() : store.approved(draft.name());
        Set<String> known = before.stream().map(Authorized::digest).collect(Collectors.toSet());
        boolean fresh = memory == null || memory.removedAt() != null;
        List<ServedConfiguration> unknown = after.values().stream()
                .filter(composed -> fresh || !known.contains(composed.digest()))
                .map(Composed::configuration)
                .distinct()
                .toList();
        Standing standing = now ? standings.now(unknown, approved) : standings.remembered(approved);
        ProductionChange change = new ProductionChange(standings.rules(), tier, standing);
        Map<String, Decision> decisions = new LinkedHashMap<>();
        Decision all = draft.environment() == Environment.PRODUCTION
                ? Decision.NOTHING
                : change.decide(ChangeKind.LEAVES_PRODUCTION, "/environment", "PRODUCTION", "DEVELOPMENT");
        for (ServedConfiguration configuration : unknown) {
            Decision decision = decide(change, before, configuration);
            if (memory != null && memory.grandfathered() && before.isEmpty()) {
                decision = withoutApproval(decision);
            }
            decisions.put(configuration.digest(), decision);
            all = all.and(decision);
        }
        return new Plan(draft, memory, before, after, tier, decisions, all);
    }

    private static Route route(Draft draft) {
        return new Route(draft.name(), draft.team(), draft.environment(), draft.definition(), null);
    }

    /// The strictest that the route has served or declared, or would.
    private static RiskTier tier(Draft draft, @Nullable RouteMemory memory, Map<String, Composed> after) {
        RiskTier tier = memory == null ? RiskTier.MINIMAL : memory.tier();
        RiskTier declared = draft.definition().riskTier();
        tier = declared == null ? tier : tier.or(declared);
        for (Composed composed : after.values()) {
            tier = tier.or(composed.tier());
        }
        return tier;
    }

    /// What counts as served until now; of a route that was removed, what it served in the end.
    private List<Authorized> before(RouteMemory memory) {
        Instant removedAt = memory.removedAt();
        return bases(removedAt == null ? store.current(memory.route()) : store.last(memory.route(), removedAt));
    }

    /// What served because the rules were lifted is no measure of anything.
    private static List<Authorized> bases(List<Authorized> all) {
        return all.stream().filter(each -> each.basis() != Basis.BREAK_GLASS).toList();
    }

    /// Compared with whichever it takes the least from.
    private Decision decide(ProductionChange change, List<Authorized> before, ServedConfiguration after) {
        Decision best = null;
        if (before.isEmpty()) {
            List<ServedConfiguration> evaluated = standings.evaluated(after.target());
            for (ServedConfiguration each : evaluated) {
                best = least(best, change.decide(null, each, after));
            }
            return best == null ? change.decide(null, null, after) : best;
        }
        for (Authorized each : before) {
            best = least(best, change.decide(each.configuration(), null, after));
        }
        return Optional.ofNullable(best).orElseThrow();
    }

    private static Decision least(@Nullable Decision one, Decision other) {
        return one != null && one.isNoStricterThan(other) ? one : other;
    }

    private static Decision withoutApproval(Decision decision) {
        return decision.outcome() == Outcome.NEEDS_APPROVAL
                ? new Decision(Outcome.ALLOWED, decision.changes(), 0)
                : decision;
    }

    /// @throws ProblemException for what no approval allows
    private static void refuse(Decision decision) {
        if (decision.outcome() == Outcome.REFUSED) {
            throw ChangeProblem.PRODUCTION_CHANGE_REFUSED
                    .because("This change is not allowed to a production route, or to a name that was one.")
                    .with("changes", ChangeApprovals.described(decision.changes()));
        }
        if (decision.outcome() == Outcome.NEEDS_GATE) {
            ProblemException problem = RouteProblem.GATE_REQUIRED.because(
                    "Let each version pass the gate of every suite that it requires, in the suite's newest revision."
                            + " Then repeat the request.");
            decision.changes().stream()
                    .filter(Change::missingGate)
                    .forEach(change -> problem.at(change.place(), change.after() + " has not passed its gates"));
            throw problem.with("changes", ChangeApprovals.described(decision.changes()));
        }
    }

    /// Puts a plan in force, in the current transaction.
    ///
    /// @throws ProblemException 409 when the route was changed since
    void apply(Plan plan, @Nullable Approval approval, Basis basis) {
        Draft draft = plan.draft();
        if (draft.environment() != Environment.PRODUCTION && plan.memory() == null) {
            return;
        }
        RouteMemory memory = store.lock(draft.name(), draft.team());
        if (memory.revision() != (plan.memory() == null ? 0 : plan.memory().revision())) {
            throw RequestProblem.CONFLICT.because("The route was changed at the same time. Repeat the request.");
        }
        boolean lifted = basis == Basis.BREAK_GLASS;
        authorize(plan, plan.decisions().keySet(), approval, lifted ? memory.lifting() : null, basis);
        // What was lifted leaves what it stands in for as the measure of what comes after it.
        if (!lifted) {
            Set<String> kept = plan.digests();
            supersede(
                    memory,
                    store.current(memory.route()).stream()
                            .map(Authorized::digest)
                            .filter(digest -> !kept.contains(digest))
                            .collect(Collectors.toSet()));
        }
        store.remember(new RouteMemory(
                draft.name(),
                draft.team(),
                memory.production() || draft.environment() == Environment.PRODUCTION,
                plan.tier().or(memory.tier()),
                draft.definition().policy(),
                false,
                memory.lifting(),
                null,
                memory.revision() + 1));
    }

    /// Authorises those of a plan that nothing speaks against, and leaves everything else as it is.
    void applyAllowed(Plan plan) {
        RouteMemory memory = store.lock(plan.draft().name(), plan.draft().team());
        Set<String> allowed = plan.decisions().entrySet().stream()
                .filter(decision -> decision.getValue().outcome() == Outcome.ALLOWED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> present =
                store.current(memory.route()).stream().map(Authorized::digest).collect(Collectors.toSet());
        allowed.removeAll(present);
        if (allowed.isEmpty()) {
            return;
        }
        authorize(plan, allowed, null, null, memory.grandfathered() ? Basis.UPGRADE : Basis.EVIDENCE);
        store.remember(new RouteMemory(
                memory.route(),
                memory.team(),
                true,
                plan.tier().or(memory.tier()),
                memory.policy(),
                false,
                memory.lifting(),
                memory.removedAt(),
                memory.revision()));
    }

    private void authorize(
            Plan plan,
            Set<String> digests,
            @Nullable Approval approval,
            RouteMemory.@Nullable Lifting lifting,
            Basis basis) {
        Set<String> done = new HashSet<>();
        plan.after().forEach((variant, composed) -> {
            String digest = composed.digest();
            if (!digests.contains(digest) || !done.add(digest)) {
                return;
            }
            Decision decision = plan.decisions().getOrDefault(digest, Decision.NOTHING);
            Authorized now = new Authorized(
                    plan.draft().name(),
                    digest,
                    composed.configuration(),
                    basis,
                    approval == null ? null : approval.id(),
                    approval == null ? 0 : approval.approved(),
                    now(),
                    lifting == null ? null : lifting.until(),
                    null,
                    null);
            store.authorize(now, plan.draft().team());
            trail.append(event(now, plan, variant, decision));
        });
    }

    private AuditEntry event(Authorized now, Plan plan, String variant, Decision decision) {
        AuditEntry entry = AuditEntry.of(
                        ConfigurationAction.AUTHORIZED, plan.draft().team(), ROUTE, now.route())
                .with("variant", variant)
                .with("servedConfiguration", now.digest())
                .with("document", now.configuration().document())
                .with("environment", now.configuration().environment().name())
                .with("riskTier", plan.tier().name())
                .with("basis", now.basis().name())
                .with("changes", ChangeApprovals.described(decision.changes()));
        UUID approval = now.approvalId();
        if (approval != null) {
            entry = entry.with("approvalId", approval.toString()).with("approvers", now.approvers());
        }
        Instant expires = now.expiresAt();
        return expires == null ? entry : entry.with("expiresAt", expires.toString());
    }

    /// The route is no longer served by these.
    void supersede(String route, String team, Set<String> digests) {
        supersede(store.lock(route, team), digests);
    }

    private void supersede(RouteMemory memory, Set<String> digests) {
        for (String digest : store.supersede(memory.route(), digests, now())) {
            trail.append(AuditEntry.of(ConfigurationAction.SUPERSEDED, memory.team(), ROUTE, memory.route())
                    .with("servedConfiguration", digest));
        }
    }

    /// The route is gone; its name is remembered where anything speaks for that.
    private void forget(Draft present) {
        boolean production = present.environment() == Environment.PRODUCTION;
        String policy = present.definition().policy();
        Optional<RouteMemory> known = store.memory(present.name());
        if (!production && policy == null && known.isEmpty()) {
            return;
        }
        RouteMemory memory = store.lock(present.name(), present.team());
        Instant now = now();
        List<String> served =
                store.current(present.name()).stream().map(Authorized::digest).toList();
        for (String digest : store.supersede(present.name(), served, now)) {
            trail.append(AuditEntry.of(ConfigurationAction.SUPERSEDED, memory.team(), ROUTE, memory.route())
                    .with("servedConfiguration", digest));
        }
        store.remember(new RouteMemory(
                present.name(),
                present.team(),
                memory.production() || production,
                memory.tier(),
                policy,
                false,
                memory.lifting(),
                now,
                memory.revision() + 1));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
