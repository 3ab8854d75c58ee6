package io.plumbline.clients.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a reader of a model version needs to know of it.
///
/// @param stage `NONE`, `STAGING`, `PRODUCTION` or `ARCHIVED`
/// @param digest of all that it is made of; null from a registry that does not say
/// @param provider the gateway's provider that serves it
/// @param upstreamModel its name there
/// @param parameters defaults of calls, and facts
/// @param artifacts an array of files that belong to it, some with a `digest`
public record VersionSummary(
        String name,
        int version,
        String team,
        String stage,
        @Nullable String digest,
        @Nullable String provider,
        @Nullable String upstreamModel,
        @Nullable JsonNode parameters,
        @Nullable JsonNode artifacts) {

    public VersionSummary {
        Objects.requireNonNull(team, "team");
    }
}
