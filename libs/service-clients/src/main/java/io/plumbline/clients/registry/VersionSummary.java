package io.plumbline.clients.registry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A model version, as siblings need it.
///
/// @param stage `NONE`, `STAGING`, `PRODUCTION` or `ARCHIVED`
/// @param digest digest of the whole version; null if the registry does not send it
/// @param provider the gateway's provider of the model
/// @param upstreamModel the provider's name for the model
/// @param parameters default call parameters and descriptive facts
/// @param artifacts an array of its files, some with a `digest`
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
