package io.plumbline.eval.gate.run;

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

/// Digests of those parts of registered documents on which answers depend: two versions that differ in
/// nothing but a licence, a technique's name or where a file lies are one system to whoever counts attempts.
final class AnsweringParts {

    private static final JsonMapper JSON = JsonMapper.shared();

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

    /// Of how it is served, what is not said of model and prompt: the provider's address, the guard policy, and
    /// all that is put around. Without names and versions, so that to register a document again makes no other
    /// system.
    static @Nullable String ofServing(@Nullable Served served) {
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

    /// As maps and lists, whose members have an order when they are digested.
    private static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    private static String digest(Map<String, Object> parts) {
        return "sha256:" + HexFormat.of().formatHex(Fingerprint.digest(parts));
    }
}
