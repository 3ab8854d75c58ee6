package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.gateway.route.definition.FallbacksBy;
import io.plumbline.gateway.route.definition.ProductionGuard;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.Shadow;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Finds the targets that currently answer for a variant, from memory. In production, these are only targets that
/// have passed their gates. A target that already served may continue for the policy's grace period after its
/// evidence was withdrawn.
@Component
public final class ServedTargets {

    private final TargetDirectory directory;
    private final GuardPolicies policies;
    private final ObjectProvider<ProductionGuard> guard;
    private final Clock clock;

    ServedTargets(
            TargetDirectory directory, GuardPolicies policies, ObjectProvider<ProductionGuard> guard, Clock clock) {
        this.directory = directory;
        this.policies = policies;
        this.guard = guard;
        this.clock = clock;
    }

    /// @param targets tried in this order; empty if none may answer
    /// @param fallbacksBy fallbacks by class of failure
    /// @param shadow receives copies; null for none
    /// @param ungated whether a target exists but may not answer
    public record Found(
            List<ServedTarget> targets,
            Map<FailureClass, List<ServedTarget>> fallbacksBy,
            @Nullable ServedTarget shadow,
            boolean ungated) {}

    public Found of(Route route, Variant variant) {
        RouteDefinition definition = route.definition();
        List<Target> wanted = new ArrayList<>();
        wanted.add(variant.target());
        wanted.addAll(definition.fallbacks());
        List<ServedTarget> served = new ArrayList<>(wanted.size());
        boolean ungated = false;
        for (Target target : wanted) {
            Optional<ServedTarget> found = directory.find(target, route.team());
            if (found.isPresent()) {
                if (mayServe(route, found.get())) {
                    served.add(found.get());
                } else {
                    ungated = true;
                }
            }
        }
        FallbacksBy by = definition.options().fallbacksBy();
        Shadow shadow = definition.options().shadow();
        return new Found(
                List.copyOf(served),
                by == null ? Map.of() : fallbacks(route, by),
                shadow == null
                        ? null
                        : directory.find(shadow.target(), route.team()).orElse(null),
                ungated);
    }

    private Map<FailureClass, List<ServedTarget>> fallbacks(Route route, FallbacksBy by) {
        Map<FailureClass, List<ServedTarget>> fallbacks = new EnumMap<>(FailureClass.class);
        for (FailureClass why : FailureClass.values()) {
            List<Target> wanted = by.of(why);
            if (wanted != null) {
                fallbacks.put(
                        why,
                        wanted.stream()
                                .flatMap(target -> directory.find(target, route.team()).stream())
                                .filter(served -> mayServe(route, served))
                                .toList());
            }
        }
        return fallbacks;
    }

    private boolean mayServe(Route route, ServedTarget served) {
        if (!route.isProduction()) {
            return true;
        }
        if ((served.mayServeProduction() && !served.isWithdrawn())
                || guard.getObject().isOverridden(route.name())) {
            return true;
        }
        long grace = policies.inForce(route.definition().policy(), route.team())
                .revision()
                .graceSeconds();
        return served.mayServeProduction(clock.instant(), grace);
    }
}
