package io.plumbline.registry.asset;

import io.plumbline.kit.security.Permission;

/// The kinds of asset.
public enum AssetType {
    MODEL(Permission.MODEL_WRITE),
    PROMPT(Permission.PROMPT_WRITE);

    private final Permission write;

    AssetType(Permission write) {
        this.write = write;
    }

    /// Returns the permission to change an asset of this type.
    Permission write() {
        return write;
    }

    /// Returns its name in audit events and approvals: `model`.
    public String noun() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Returns the name of its versions there: `model-version`.
    public String versionNoun() {
        return noun() + "-version";
    }

    /// Returns the path of the resources: `/api/v1/models`.
    public String path() {
        return "/api/v1/" + noun() + "s";
    }
}
