package io.plumbline.gateway.dialect;

import io.plumbline.clients.registry.PresetNames;
import io.plumbline.gateway.wire.WireJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parameters that a registered model or prompt version presets for calls that do not say them, by
/// [PresetNames].
public final class Presets {

    /// OpenAI's words for what Anthropic's requests can say, and Anthropic's.
    private static final Map<String, String> ANTHROPIC = Map.of(
            "temperature", "temperature",
            "top_p", "top_p",
            "top_k", "top_k",
            "max_tokens", "max_tokens",
            "max_completion_tokens", "max_tokens",
            "stop", "stop_sequences");

    private Presets() {}

    /// Adds to a request in OpenAI's language what is preset and not said.
    public static void apply(@Nullable JsonNode parameters, ObjectNode request) {
        if (parameters == null) {
            return;
        }
        boolean bounded = OutputLimits.of(request) != null;
        for (Map.Entry<String, JsonNode> preset : parameters.properties()) {
            String name = preset.getKey();
            boolean said = OutputLimits.isName(name) ? bounded : request.has(name);
            if (PresetNames.ALL.contains(name) && !said && isFit(name, preset.getValue())) {
                request.set(name, preset.getValue());
            }
        }
    }

    /// The same for a request in any language, as far as it has words for them.
    public static void apply(@Nullable JsonNode parameters, ObjectNode request, Dialect dialect) {
        if (dialect == Dialect.OPENAI) {
            apply(parameters, request);
        } else if (parameters != null) {
            ANTHROPIC.forEach((name, anthropicName) -> {
                JsonNode value = parameters.get(name);
                if (value != null && !says(request, anthropicName) && isFit(name, value)) {
                    request.set(anthropicName, name.equals("stop") ? listed(value) : value);
                }
            });
        }
    }

    private static boolean says(ObjectNode request, String name) {
        return OutputLimits.isName(name) ? OutputLimits.isLimit(request.path(name)) : request.has(name);
    }

    private static boolean isFit(String name, JsonNode value) {
        return !OutputLimits.isName(name) || OutputLimits.isLimit(value);
    }

    private static JsonNode listed(JsonNode stop) {
        return stop.isArray() ? stop : WireJson.newObject().putArray("list").add(stop);
    }
}
