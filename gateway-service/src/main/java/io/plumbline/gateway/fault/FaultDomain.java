package io.plumbline.gateway.fault;

import java.util.Locale;

/// The origin of a failure.
public enum FaultDomain {
    NONE,
    CALLER,
    POLICY,
    PROVIDER,
    GATEWAY;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// Returns the name in the audit log and in metrics.
    public String wireName() {
        return wireName;
    }
}
