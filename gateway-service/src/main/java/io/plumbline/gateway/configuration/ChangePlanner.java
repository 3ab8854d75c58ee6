package io.plumbline.gateway.configuration;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ProductionChange;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RestsOn;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.Standing;
import io.plumbline.gateway.configuration.Authorized.Basis;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.ProductionGuard.Draft;
import io.plumbline.gateway.route.definition.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Plans what changes to routes require: compares the new configurations of a route with the previous ones, and
/// takes the status of versions and policies from the registry's current state or the snapshots. Changes nothing
/// ([ProductionChanges] does).
@Component
class ChangePlanner {

    private final ConfigurationComposer composer;
    private final ConfigurationStore store;
    private final VersionStandings standings;

    ChangePlanner(ConfigurationComposer composer, ConfigurationStore store, VersionStandings standings) {
        this.composer = composer;
        this.store = store;
        this.standings = standings;
    }

    /// Plans the configurations of a route after the drafted change.
    ///
    /// @param now whether the registry is called because its snapshot is not sufficient
    ChangePlan plan(Draft draft, boolean now) {
        RouteMemory memory = store.memory(draft.name()).orElse(null);
        boolean production = draft.environment() == Environment.PRODUCTION;
        if (!production && (memory == null || !memory.production())) {
            return new ChangePlan(
                    draft, memory, List.of(), Map.of(), RiskTier.MINIMAL, Map.of(), Map.of(), Decision.NOTHING);
        }
        Map<String, Composed> after = production ? composer.of(route(draft)) : Map.of();
        return plan(draft, memory, after, now);
    }

    /// Plans with composed configurations, by the snapshots.
    ///
    /// @param after variant → configuration
    ChangePlan plan(Draft draft, Map<String, Composed> after) {
        return plan(draft, store.memory(draft.name()).orElse(null), after, false);
    }

    private ChangePlan plan(Draft draft, @Nullable RouteMemory memory, Map<String, Composed> after, boolean now) {
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
        Map<String, RestsOn> inherited = new HashMap<>();
        Decision all = draft.environment() == Environment.PRODUCTION
                ? Decision.NOTHING
                : change.decide(ChangeKind.LEAVES_PRODUCTION, "/environment", "PRODUCTION", "DEVELOPMENT");
        for (ServedConfiguration configuration : unknown) {
            Compared compared = decide(change, before, configuration);
            Decision decision = compared.decision();
            if (memory != null && memory.grandfathered() && before.isEmpty()) {
                decision = withoutApproval(decision);
            }
            decisions.put(configuration.digest(), decision);
            inherited.put(
                    configuration.digest(),
                    compared.restsOn()
                            .and(approvedBefore(configuration.digest(), approved))
                            .ofPolicy(standings.approvalOf(configuration.policy())));
            all = all.and(decision);
        }
        return new ChangePlan(draft, memory, before, after, tier, decisions, inherited, all);
    }

    /// Plans the removal of a production route.
    ChangePlan removal(Draft present, RouteMemory memory) {
        Decision decision = new ProductionChange(standings.rules(), memory.tier(), standings.remembered(List.of()))
                .decide(ChangeKind.ROUTE_REMOVED, "/route", present.name(), null);
        return new ChangePlan(
                present,
                memory,
                bases(store.current(present.name())),
                Map.of(),
                memory.tier(),
                Map.of(),
                Map.of(),
                decision);
    }

    private static Route route(Draft draft) {
        return new Route(draft.name(), draft.team(), draft.environment(), draft.definition(), null);
    }

    /// Returns the strictest tier that the route has served or declared, or would.
    private static RiskTier tier(Draft draft, @Nullable RouteMemory memory, Map<String, Composed> after) {
        RiskTier tier = memory == null ? RiskTier.MINIMAL : memory.tier();
        RiskTier declared = draft.definition().riskTier();
        tier = declared == null ? tier : tier.or(declared);
        for (Composed composed : after.values()) {
            tier = tier.or(composed.tier());
        }
        return tier;
    }

    /// Returns the configurations that count as served until now; if there are none, the last ones served.
    private List<Authorized> before(RouteMemory memory) {
        List<Authorized> current =
                memory.removedAt() == null ? bases(store.current(memory.route())) : List.<Authorized>of();
        return current.isEmpty() ? bases(store.last(memory.route())) : current;
    }

    /// Returns the configurations that are valid for comparison: neither served under suspended rules nor based
    /// on a revoked approval.
    private List<Authorized> bases(List<Authorized> all) {
        return all.stream()
                .filter(each -> each.basis() != Basis.BREAK_GLASS && standings.revokedAt(each) == null)
                .toList();
    }

    /// @param restsOn the approvals of the configuration with which it was compared
    private record Compared(Decision decision, RestsOn restsOn) {

        Compared or(Decision other, RestsOn restsOn) {
            return decision.isNoStricterThan(other) ? this : new Compared(other, restsOn);
        }
    }

    /// Returns the approvals of exactly this configuration of the route, if they were not revoked.
    private RestsOn approvedBefore(String digest, List<Authorized> approved) {
        return approved.stream()
                .filter(each -> each.digest().equals(digest) && standings.revokedAt(each) == null)
                .map(Authorized::restsOn)
                .findFirst()
                .orElse(RestsOn.NOTHING);
    }

    /// Compares with the configuration that requires the least.
    private Compared decide(ProductionChange change, List<Authorized> before, ServedConfiguration after) {
        Compared best = null;
        if (before.isEmpty()) {
            for (ServedConfiguration each : standings.evaluated(after.target())) {
                Decision decision = change.decide(null, each, after);
                best = best == null ? new Compared(decision, RestsOn.NOTHING) : best.or(decision, RestsOn.NOTHING);
            }
            return best == null ? new Compared(change.decide(null, null, after), RestsOn.NOTHING) : best;
        }
        for (Authorized each : before) {
            Decision decision = change.decide(each.configuration(), null, after);
            best = best == null ? new Compared(decision, each.restsOn()) : best.or(decision, each.restsOn());
        }
        return Objects.requireNonNull(best);
    }

    private static Decision withoutApproval(Decision decision) {
        return decision.outcome() == Outcome.NEEDS_APPROVAL
                ? new Decision(Outcome.ALLOWED, decision.changes(), 0)
                : decision;
    }
}
