package io.plumbline.registry.promotion;

/// Where a version stands. A new one is in NONE; at most one version of an asset is in PRODUCTION, and it is the
/// one that the alias `production` points to. The version that leaves production goes to STAGING: it stays ready
/// to go back.
public enum Stage {
    NONE,
    STAGING,
    PRODUCTION,
    ARCHIVED
}
