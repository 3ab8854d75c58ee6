package io.plumbline.gateway.change;

/// Providers or routes have changed on this replica, and the transaction has committed.
public record ConfigurationChanged() {}
