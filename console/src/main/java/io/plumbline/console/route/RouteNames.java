package io.plumbline.console.route;

import io.plumbline.console.api.Parts;
import io.plumbline.console.route.RouteClient.Route;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The names of routes, for forms that select one.
@Component
public class RouteNames {

    private static final int MOST = 500;

    private final RouteClient routes;

    RouteNames(RouteClient routes) {
        this.routes = routes;
    }

    /// A route and its team.
    public record Owned(String name, String team) {}

    /// Returns the routes of the teams in which the user has a permission, at most 500; none if gateway-service does
    /// not answer.
    public List<Owned> ofTeamsWith(Permission permission) {
        Page<Route> found = Parts.now(() -> routes.list(MOST, null)).value();
        return found == null
                ? List.of()
                : found.items().stream()
                        .filter(route -> Callers.current().may(permission, route.team()))
                        .map(route -> new Owned(route.name(), route.team()))
                        .toList();
    }

    /// Returns the team of a route that is among these; null for another.
    public static @Nullable String team(List<Owned> routes, @Nullable String name) {
        return routes.stream()
                .filter(route ->
                        route.name().equals(Objects.requireNonNullElse(name, "").strip()))
                .map(Owned::team)
                .findFirst()
                .orElse(null);
    }
}
