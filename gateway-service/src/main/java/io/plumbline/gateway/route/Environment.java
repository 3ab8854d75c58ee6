package io.plumbline.gateway.route;

/// What a route serves.
public enum Environment {
    DEVELOPMENT,
    /// Only what has passed its gates.
    PRODUCTION
}
