package io.plumbline.gateway.scope;

import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.RoutedModels;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds names in a scope that do not exist here. Routes belong to the gateway, so an unknown one is refused.
/// Only providers know the names of their models, so an unknown model causes a warning. Thread-safe.
@Component
public final class ScopeCheck {

    private static final Set<String> ROUND_ROUTES = Set.of(Resolution.REGISTRY, Resolution.DIRECT);

    private final RouteBook routes;
    private final RoutedModels models;

    ScopeCheck(RouteBook routes, RoutedModels models) {
        this.routes = routes;
        this.models = models;
    }

    /// Returns the owner of a budget or limit: the named team, otherwise the scope's; otherwise `*`, for one of the
    /// platform.
    ///
    /// @param noun such as `limit`
    /// @throws ProblemException 400 if the owner differs from the scope's team, or the scope names a route that the
    ///     caller does not see; 403 if the caller may not write budgets for the owner
    public String owner(String noun, @Nullable String named, CallScope scope) {
        String scoped = scope.team();
        String team = named == null ? scoped : named;
        if (team != null && scoped != null && !team.equals(scoped)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A team's " + noun + " covers only its own calls.")
                    .at("/scope/team", "must be the " + noun + "'s team");
        }
        String owner = Callers.current().teamFor(Permission.BUDGET_WRITE, team == null ? Caller.EVERY_TEAM : team);
        requireRoute(scope);
        return owner;
    }

    private void requireRoute(CallScope scope) {
        String route = scope.route();
        if (route != null && !ROUND_ROUTES.contains(route) && !routes.has(route)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("No route has this name. Create it first.")
                    .at("/scope/route", "must be a route's name, registry or direct");
        }
    }

    /// Returns possible mistakes in the scope, as sentences.
    public List<String> warnings(CallScope scope) {
        String model = scope.model();
        if (model == null || models.isRegistered(model) || models.isServed(null, model::equals)) {
            return List.of();
        }
        return List.of("No route uses a model with this name, no provider lists it and none is registered with it."
                + " Currently only direct calls to it count.");
    }
}
