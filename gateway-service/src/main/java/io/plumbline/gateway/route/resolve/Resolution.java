package io.plumbline.gateway.route.resolve;

import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The routing of a call.
///
/// @param route name of the route; [#REGISTRY] or [#DIRECT] for calls without one
/// @param variant name of the variant; [#NO_VARIANT] for calls without a route
/// @param team whose call it is
/// @param production whether only targets that have passed their gates may answer
/// @param prompt `name@version` that the variant inserts before the messages
/// @param targets tried in this order; never empty
/// @param policy name of the route's guard policy
/// @param rollout in which the variant was drawn; null if the variant was named or there is no rollout
/// @param way the resolved options of the route
public record Resolution(
        String route,
        String variant,
        String team,
        boolean production,
        @Nullable String prompt,
        List<ServedTarget> targets,
        int retries,
        @Nullable String policy,
        @Nullable RouteLimits limits,
        @Nullable CallRollout rollout,
        CallWay way) {

    public static final String REGISTRY = "registry";
    public static final String DIRECT = "direct";
    public static final String NO_VARIANT = "none";

    public Resolution {
        targets = List.copyOf(targets);
    }

    /// Whether the call bypasses routes.
    public boolean isRound() {
        return !production && variant.equals(NO_VARIANT) && (route.equals(REGISTRY) || route.equals(DIRECT));
    }

    /// Returns all targets that may answer it, including fallbacks.
    public List<ServedTarget> everyTarget() {
        if (way.fallbacksBy().isEmpty()) {
            return targets;
        }
        List<ServedTarget> all = new ArrayList<>(targets);
        way.fallbacksBy().values().forEach(all::addAll);
        return all;
    }

    /// Whether a call with the other resolution is served in the same way.
    public boolean servesLike(Resolution other) {
        return route.equals(other.route)
                && variant.equals(other.variant)
                && team.equals(other.team)
                && production == other.production
                && targets.equals(other.targets)
                && way.servesLike(other.way);
    }

    /// Returns the matching element of [#everyTarget].
    ///
    /// @throws NoSuchElementException if there is none
    public ServedTarget served(UpstreamTarget upstream) {
        for (ServedTarget target : everyTarget()) {
            if (target.upstream().equals(upstream)) {
                return target;
            }
        }
        throw new NoSuchElementException("nobody whom the call may be put to");
    }

    /// Resolves a registered version under a route's rules for texts.
    static Resolution evaluated(String team, ServedTarget target, RouteDefinition terms) {
        CallWay way = new CallWay(terms.options().ofTexts(), null, Map.of(), null);
        return new Resolution(
                REGISTRY, NO_VARIANT, team, false, null, List.of(target), 0, terms.policy(), null, null, way);
    }

    static Resolution round(String way, String team, ServedTarget target) {
        return new Resolution(way, NO_VARIANT, team, false, null, List.of(target), 0, null, null, null, CallWay.PLAIN);
    }
}
