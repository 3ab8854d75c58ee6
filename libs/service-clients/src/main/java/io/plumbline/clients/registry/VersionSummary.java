package io.plumbline.clients.registry;

import java.util.Objects;

/// What a reader of a model or prompt version needs to know of it.
///
/// @param stage `NONE`, `STAGING`, `PRODUCTION` or `ARCHIVED`
public record VersionSummary(String name, int version, String team, String stage) {

    public VersionSummary {
        Objects.requireNonNull(team, "team");
    }
}
