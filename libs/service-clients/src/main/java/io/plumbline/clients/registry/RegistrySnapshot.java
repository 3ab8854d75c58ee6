package io.plumbline.clients.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The changes in the registry up to `version`. If `complete`, it replaces the reader's state.
public record RegistrySnapshot(long version, boolean complete, List<ModelEntry> models, List<PromptEntry> prompts) {

    /// A registered model with all its versions.
    ///
    /// @param aliases pointer name → version
    public record ModelEntry(
            String name,
            String team,
            String riskTier,
            Map<String, Integer> aliases,
            List<ModelVersionEntry> versions) {}

    /// A model version, as the gateway serves it.
    ///
    /// @param provider name of the gateway's provider
    /// @param mayServeProduction whether its gates passed and its promotion was approved, or it was in production
    ///     before
    /// @param digest digest of the version's document; null from a registry of the previous release
    /// @param standing its production standing; null likewise
    public record ModelVersionEntry(
            int version,
            String kind,
            String provider,
            String upstreamModel,
            String stage,
            boolean mayServeProduction,
            @Nullable JsonNode parameters,
            @Nullable String digest,
            @Nullable VersionStanding standing) {

        /// A version without further data.
        public ModelVersionEntry(
                int version,
                String kind,
                String provider,
                String upstreamModel,
                String stage,
                boolean mayServeProduction,
                @Nullable JsonNode parameters) {
            this(version, kind, provider, upstreamModel, stage, mayServeProduction, parameters, null, null);
        }
    }

    /// A prompt with all its versions.
    ///
    /// @param riskTier null from a registry of the previous release
    public record PromptEntry(
            String name,
            String team,
            Map<String, Integer> aliases,
            List<PromptVersionEntry> versions,
            @Nullable String riskTier) {

        /// A prompt of unknown tier.
        public PromptEntry(String name, String team, Map<String, Integer> aliases, List<PromptVersionEntry> versions) {
            this(name, team, aliases, versions, null);
        }
    }

    /// @param messages the template, an array of {role, content}
    /// @param variables JSON Schema of the variables
    /// @param digest digest of the version's document; null from a registry of the previous release
    /// @param standing its production standing; null likewise
    public record PromptVersionEntry(
            int version,
            JsonNode messages,
            JsonNode variables,
            @Nullable JsonNode parameters,
            String stage,
            boolean mayServeProduction,
            @Nullable String digest,
            @Nullable VersionStanding standing) {

        /// A version without further data.
        public PromptVersionEntry(
                int version,
                JsonNode messages,
                JsonNode variables,
                @Nullable JsonNode parameters,
                String stage,
                boolean mayServeProduction) {
            this(version, messages, variables, parameters, stage, mayServeProduction, null, null);
        }
    }
}
