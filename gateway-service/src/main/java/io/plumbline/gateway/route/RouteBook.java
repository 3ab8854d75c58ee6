package io.plumbline.gateway.route;

import java.util.Optional;
import org.springframework.stereotype.Component;

/// What rollouts may know of routes, and change in them.
@Component
public final class RouteBook {

    private final RouteCatalog catalog;
    private final RouteCheck check;
    private final TargetDirectory targets;
    private final RouteRollouts rollouts;

    RouteBook(RouteCatalog catalog, RouteCheck check, TargetDirectory targets, RouteRollouts rollouts) {
        this.catalog = catalog;
        this.check = check;
        this.targets = targets;
        this.rollouts = rollouts;
    }

    /// The route with what an open rollout makes of it. Empty when there is none that the caller sees.
    public Optional<Route> inForce(String name) {
        return catalog.find(name)
                .map(route -> route.effective(rollouts.inForce().stream()
                        .filter(rollout -> rollout.route().equals(name))
                        .findFirst()
                        .orElse(null)));
    }

    /// The route as it is written, without what rollouts make of it. Nobody else changes it, or begins a
    /// rollout of it, until the current transaction ends. Empty when the caller does not see it.
    public Optional<Route> lock(String name) {
        return catalog.lock(name).map(route -> route.effective(null));
    }

    /// Whether there is such a route that the caller sees.
    public boolean has(String name) {
        return catalog.has(name);
    }

    /// The route as it is written.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404
    public Route get(String name) {
        return catalog.get(name).effective(null);
    }

    /// Puts a variant in the place of the one of the same name, in the current transaction, and audits
    /// it.
    public void lead(String name, Variant variant) {
        catalog.lock(name).ifPresent(route -> catalog.lead(route, variant));
    }

    /// The version of a registered model to which a target leads now.
    public Optional<Integer> version(Target target, String team) {
        return targets.find(target, team).flatMap(served -> Optional.ofNullable(served.version()));
    }

    /// Whether the variant may come into the route.
    ///
    /// @param targetPointer where the request says the target, and `promptPointer` the prompt
    /// @throws io.plumbline.kit.problem.ProblemException `unknown-target` or `gate-required`
    public void check(Route route, Variant variant, String targetPointer, String promptPointer) {
        check.checkVariant(route.team(), route.environment(), variant, targetPointer, promptPointer);
    }
}
