package io.plumbline.console.api;

import java.util.Locale;

/// The services whose APIs the console calls.
public enum RemoteService {
    GOVERNANCE,
    REGISTRY,
    GATEWAY,
    EVAL,
    MONITORING;

    /// Returns the name in the configuration, `registry`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the name for people, `registry-service`.
    public String fullName() {
        return id() + "-service";
    }
}
