package io.plumbline.gateway.route;

/// A route as calls use it. Immutable.
public record Route(String name, String team, Environment environment, RouteDefinition definition) {

    boolean isProduction() {
        return environment == Environment.PRODUCTION;
    }
}
