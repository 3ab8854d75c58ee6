package io.plumbline.eval.gate.run.system;

import io.plumbline.clients.registry.PresetNames;
import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.VersionSummary;
import io.plumbline.eval.gate.ledger.Served;
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
import tools.jackson.databind.node.ObjectNode;

/// Digests of the parts of registered documents that affect answers. Versions that differ only in a licence, the
/// name of a technique or a file location count as one system for attempts.
public final class AnsweringParts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private AnsweringParts() {}

    /// Returns the digest of a model: provider, name there, call parameters, and the digests of its files. The
    /// digest of the whole document if the registry sends no details; null if it sends neither.
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

    /// Returns the digest of a prompt: messages, names of variables, and call parameters.
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

    /// Returns the digest of the served configuration besides model and prompt: the provider's address, the guard
    /// policy, and everything added around the prompt. Without names and versions, so that registering a document
    /// again makes no other system.
    public static @Nullable String ofServing(@Nullable Served served) {
        if (served == null || !(served.document() instanceof ObjectNode document)) {
            return served == null ? null : served.digest();
        }
        ObjectNode parts = document.deepCopy();
        parts.remove("prompt");
        if (parts.get("target") instanceof ObjectNode target) {
            target.remove(List.of("model", "version", "digest"));
        }
        if (parts.get("policy") instanceof ObjectNode policy) {
            policy.remove(List.of("name", "version", "graceSeconds"));
        }
        return digest(Map.of("served", plain(parts)));
    }

    private static Map<String, Object> sent(@Nullable JsonNode parameters) {
        Map<String, Object> sent = new TreeMap<>();
        if (parameters != null) {
            parameters.properties().forEach(parameter -> {
                String name = parameter.getKey();
                if (PresetNames.ALL.contains(name)) {
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

    /// Returns maps and lists, whose members are ordered for the digest.
    private static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    private static String digest(Map<String, Object> parts) {
        return "sha256:" + HexFormat.of().formatHex(JsonFingerprint.digest(parts));
    }
}
