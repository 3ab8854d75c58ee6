package io.plumbline.kit.tenancy;

import java.util.Set;

/// Opens and closes the current thread's tenancy for a request. No transaction is under way when a handler is
/// entered, so that every connection which it takes knows the teams.
public final class TenantScope {

    public void open(Set<String> teams) {
        Tenancy.enter(teams);
    }

    public void close() {
        Tenancy.leave();
    }
}
