package io.plumbline.gateway.change;

/// Published when this replica has changed the gateway's configuration and the transaction has committed.
public record ConfigurationChanged() {}
