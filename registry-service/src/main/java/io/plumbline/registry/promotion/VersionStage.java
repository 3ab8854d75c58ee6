package io.plumbline.registry.promotion;

/// The stage of a version. A new version is in NONE. At most one version of an asset is in PRODUCTION: the one
/// that the alias `production` points to. A version that leaves production moves to STAGING, ready to return.
public enum VersionStage {
    NONE,
    STAGING,
    PRODUCTION,
    ARCHIVED
}
