package io.plumbline.gateway.fault;

import java.util.Locale;

/// On whose side it went wrong.
public enum FaultDomain {
    NONE,
    CALLER,
    POLICY,
    PROVIDER,
    GATEWAY;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in the audit log and in metrics.
    public String wireName() {
        return wireName;
    }
}
