package io.plumbline.clients.gateway;

import java.util.Objects;

/// A route, as siblings need it.
public record RouteSummary(String name, String team) {

    public RouteSummary {
        Objects.requireNonNull(team, "team");
    }
}
