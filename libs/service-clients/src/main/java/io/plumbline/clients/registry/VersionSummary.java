package io.plumbline.clients.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a reader of a model or prompt version needs to know of it.
///
/// @param stage `NONE`, `STAGING`, `PRODUCTION` or `ARCHIVED`
/// @param digest of all that it is made of; null from a registry that does not say
public record VersionSummary(
        String name,
        int version,
        String team,
        String stage,
        @Nullable String digest) {

    public VersionSummary {
        Objects.requireNonNull(team, "team");
    }
}
