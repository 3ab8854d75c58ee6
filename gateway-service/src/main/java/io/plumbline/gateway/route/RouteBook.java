package io.plumbline.gateway.route;

import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteRollouts;
import io.plumbline.gateway.route.definition.RouteTerms;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.gateway.route.resolve.TargetDirectory;
import io.plumbline.gateway.route.restraint.RouteRestraint;
import io.plumbline.gateway.route.restraint.RouteRestraints;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Reads and changes routes for rollouts.
@Component
public final class RouteBook {

    private final RouteCatalog catalog;
    private final RouteCheck check;
    private final TargetDirectory targets;
    private final RouteRollouts rollouts;
    private final RouteRestraints restraints;

    RouteBook(
            RouteCatalog catalog,
            RouteCheck check,
            TargetDirectory targets,
            RouteRollouts rollouts,
            RouteRestraints restraints) {
        this.catalog = catalog;
        this.check = check;
        this.targets = targets;
        this.rollouts = rollouts;
        this.restraints = restraints;
    }

    /// Returns the route with the changes of an open rollout and its restraints; empty if the caller sees no such
    /// route.
    public Optional<Route> inForce(String name) {
        return catalog.find(name)
                .map(route -> RouteTerms.effective(
                        route,
                        rollouts.inForce().stream()
                                .filter(rollout -> rollout.route().equals(name))
                                .findFirst()
                                .orElse(null)))
                .map(route -> RouteRestraint.applyAll(route, restraints.inForce()));
    }

    /// Returns the route as stored, without rollout changes, and locks it: until the current transaction ends, no
    /// one else changes it or begins a rollout of it. Empty if the caller does not see it.
    public Optional<Route> lock(String name) {
        return catalog.lock(name).map(route -> RouteTerms.effective(route, null));
    }

    /// Requires that a team may use a guard policy.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException `unknown-target`
    public void checkPolicy(String team, String policy) {
        check.checkPolicy(team, policy);
    }

    /// Whether the caller sees a route of this name.
    public boolean has(String name) {
        return catalog.find(name).isPresent();
    }

    /// Returns the route as stored.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404
    public Route get(String name) {
        return RouteTerms.effective(catalog.get(name), null);
    }

    /// Replaces the variant of the same name in the current transaction, and audits the change.
    public void lead(String name, Variant variant) {
        catalog.lock(name).ifPresent(route -> catalog.lead(route, variant));
    }

    /// Returns the version of a registered model that a target currently serves.
    public Optional<Integer> version(Target target, String team) {
        return targets.find(target, team).flatMap(served -> Optional.ofNullable(served.version()));
    }

    /// Checks that a variant may be added to the route.
    ///
    /// @param targetPointer the target's place in the request; `promptPointer` is the prompt's
    /// @throws io.plumbline.kit.problem.ProblemException `unknown-target` or `gate-required`
    public void check(Route route, Variant variant, String targetPointer, String promptPointer) {
        check.checkVariant(route.team(), route.environment(), variant, targetPointer, promptPointer);
    }
}
