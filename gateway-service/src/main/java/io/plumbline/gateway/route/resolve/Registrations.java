package io.plumbline.gateway.route.resolve;

import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.gateway.route.resolve.ServedTarget.Registration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the version details of served configurations from the registry's snapshot. Registries of the previous
/// edition send no digests; digests are then computed from the data that they send.
public final class Registrations {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Object> ANY = new TypeReference<>() {};

    private Registrations() {}

    static Registration of(ModelEntry model, ModelVersionEntry version) {
        String digest = version.digest();
        return new Registration(
                digest == null ? made(version) : digest, tier(model.riskTier()), withdrawn(version.standing()));
    }

    private static String made(ModelVersionEntry version) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("kind", version.kind());
        known.put("provider", version.provider());
        known.put("upstreamModel", version.upstreamModel());
        known.put("parameters", plain(version.parameters()));
        return ServedConfiguration.digestOf(known);
    }

    /// Returns the reference of a prompt version in served configurations.
    public static Prompt of(String name, PromptVersionEntry version) {
        String digest = version.digest();
        return new Prompt(name, version.version(), digest == null ? made(version) : digest);
    }

    private static String made(PromptVersionEntry version) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("messages", plain(version.messages()));
        known.put("variables", plain(version.variables()));
        known.put("parameters", plain(version.parameters()));
        return ServedConfiguration.digestOf(known);
    }

    private static @Nullable Object plain(@Nullable JsonNode node) {
        return node == null ? null : JSON.convertValue(node, ANY);
    }

    /// Returns the tier; MINIMAL if the registry gives none.
    public static RiskTier tier(@Nullable String name) {
        return name == null ? RiskTier.MINIMAL : RiskTier.valueOf(name);
    }

    public static @Nullable Instant withdrawn(@Nullable VersionStanding standing) {
        return standing == null || standing.withdrawal() == null
                ? null
                : standing.withdrawal().since();
    }
}
