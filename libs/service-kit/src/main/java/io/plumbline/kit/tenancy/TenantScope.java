package io.plumbline.kit.tenancy;

import java.util.Set;

/// Opens and closes the tenancy of the current thread for a request. No transaction is active when a handler
/// starts, so every connection it takes has the right teams.
public final class TenantScope {

    public void open(Set<String> teams) {
        Tenancy.enter(teams);
    }

    public void close() {
        Tenancy.leave();
    }
}
