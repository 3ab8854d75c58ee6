package io.plumbline.console.route;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds routes by name.
@Component
class RouteSearch implements SearchSource {

    private final RouteClient routes;

    RouteSearch(RouteClient routes) {
        this.routes = routes;
    }

    @Override
    public List<Hit> find(String text) {
        return Listing.read(routes::list).stream()
                .filter(route -> route.name().contains(text))
                .map(route -> new Hit("Route", route.name(), "/routes/" + route.name(), route.team()))
                .toList();
    }
}
