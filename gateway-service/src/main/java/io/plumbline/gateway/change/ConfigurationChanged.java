package io.plumbline.gateway.change;

/// Something that the gateway is configured with has changed on this replica, and the transaction has
/// committed.
public record ConfigurationChanged() {}
