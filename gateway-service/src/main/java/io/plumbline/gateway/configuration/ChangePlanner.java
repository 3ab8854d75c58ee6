package io.plumbline.gateway.configuration;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ProductionChange;
import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.Standing;
import io.plumbline.gateway.configuration.Authorized.Basis;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.route.Environment;
import io.plumbline.gateway.route.ProductionGuard.Draft;
import io.plumbline.gateway.route.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Plans what changes to routes take: compares what a route would serve by with what it served by until now, and
/// decides by how versions and policies stand, as the registry says at that moment or by the snapshots. Changes
/// nothing ([ProductionChanges] does).
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

    /// What a route serves by once it is as drafted.
    ///
    /// @param now whether the registry is asked, and its snapshot is not enough
    ChangePlan plan(Draft draft, boolean now) {
        RouteMemory memory = store.memory(draft.name()).orElse(null);
        boolean production = draft.environment() == Environment.PRODUCTION;
        if (!production && (memory == null || !memory.production())) {
            return new ChangePlan(draft, memory, List.of(), Map.of(), RiskTier.MINIMAL, Map.of(), Decision.NOTHING);
        }
        Map<String, Composed> after = production ? composer.of(route(draft)) : Map.of();
        return plan(draft, memory, after, now);
    }

    /// The same for configurations that are composed already, by the snapshots.
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
        return new ChangePlan(draft, memory, before, after, tier, decisions, all);
    }

    /// The removal of a production route.
    ChangePlan removal(Draft present, RouteMemory memory) {
        Decision decision = new ProductionChange(standings.rules(), memory.tier(), standings.remembered(List.of()))
                .decide(ChangeKind.ROUTE_REMOVED, "/route", present.name(), null);
        return new ChangePlan(
                present, memory, bases(store.current(present.name())), Map.of(), memory.tier(), Map.of(), decision);
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
}
