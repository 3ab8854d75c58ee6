package io.plumbline.clients.gateway;

import java.util.Objects;

/// What a reader of a route needs to know of it.
public record RouteSummary(String name, String team) {

    public RouteSummary {
        Objects.requireNonNull(team, "team");
    }
}
