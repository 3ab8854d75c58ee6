package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.PresetNames;
import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.VersionSummary;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Digests of those parts of registered documents on which answers depend: two versions that differ in
/// nothing but a licence, a technique's name or where a file lies are one system to whoever counts attempts.
final class AnsweringParts {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// What a gate says itself, so that no version presets it.
    private static final Set<String> SAID_BY_GATES = Set.of("temperature", "seed");

    private AnsweringParts() {}

    /// Of what serves a model: provider, name there, the parameters that calls are made with, and the digests
    /// of its files. The whole document's where the registry does not say; null where it says neither.
    static @Nullable String ofModel(VersionSummary version) {
        if (version.provider() == null || version.upstreamModel() == null) {
            return version.digest();
        }
        Map<String, Object> parts = new HashMap<>();
        parts.put("provider", version.provider());
        parts.put("upstreamModel", version.upstreamModel());
        parts.put("parameters", sent(version.parameters()));
        parts.put("artifacts", digests(version.artifacts()));
        return digest(parts);
    }

    /// Of a prompt: messages, the names of its variables, and the parameters that calls are made with.
    static @Nullable String ofPrompt(PromptVersion version) {
        if (version.messages() == null) {
            return version.digest();
        }
        Map<String, Object> parts = new HashMap<>();
        parts.put("messages", plain(version.messages()));
        parts.put("variables", new TreeSet<>(version.variableNames()));
        parts.put("parameters", sent(version.parameters()));
        return digest(parts);
    }

    private static Map<String, Object> sent(@Nullable JsonNode parameters) {
        Map<String, Object> sent = new TreeMap<>();
        if (parameters != null) {
            parameters.properties().forEach(parameter -> {
                String name = parameter.getKey();
                if (PresetNames.ALL.contains(name) && !SAID_BY_GATES.contains(name)) {
                    sent.put(name, plain(parameter.getValue()));
                }
            });
        }
        return sent;
    }

    private static List<String> digests(@Nullable JsonNode artifacts) {
        Set<String> digests = new TreeSet<>();
        if (artifacts != null) {
            artifacts.forEach(artifact -> digests.add(artifact.path("digest").asString("")));
        }
        digests.remove("");
        return List.copyOf(digests);
    }

    /// As maps and lists, whose members have an order when they are digested.
    private static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    private static String digest(Map<String, Object> parts) {
        return "sha256:" + HexFormat.of().formatHex(Fingerprint.digest(parts));
    }
}
