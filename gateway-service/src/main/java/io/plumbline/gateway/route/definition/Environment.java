package io.plumbline.gateway.route.definition;

/// What a route serves.
public enum Environment {
    DEVELOPMENT,
    /// Serves only versions that have passed their gates.
    PRODUCTION
}
