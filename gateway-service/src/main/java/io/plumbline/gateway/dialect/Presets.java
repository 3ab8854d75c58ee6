package io.plumbline.gateway.dialect;

import io.plumbline.clients.registry.PresetNames;
import io.plumbline.gateway.wire.WireJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Applies the parameters that a registered model or prompt version presets, by [PresetNames]. The request's own
/// parameters take precedence.
public final class Presets {

    private Presets() {}

    /// Adds the presets that a request in OpenAI's dialect does not set.
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

    /// Adds the presets to a request in another dialect, if the dialect has a name for them.
    ///
    /// @param words the dialect's names by OpenAI's names
    public static void apply(@Nullable JsonNode parameters, ObjectNode request, Map<String, String> words) {
        if (parameters == null) {
            return;
        }
        words.forEach((name, word) -> {
            JsonNode value = parameters.get(name);
            if (value != null && !says(request, word) && isFit(name, value)) {
                request.set(word, name.equals("stop") ? listed(value) : value);
            }
        });
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
