package io.plumbline.gateway.upstream;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parameters that a registered model or prompt version presets for calls that do not say them. A version's
/// other parameters describe it and are nobody's request.
public final class Presets {

    private static final Set<String> KNOWN = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "reasoning_effort",
            "verbosity",
            "response_format");

    private static final Set<String> OUTPUT_LIMITS = Set.of("max_tokens", "max_completion_tokens");

    private Presets() {}

    /// Adds to a request what is preset and not said.
    public static void apply(@Nullable JsonNode parameters, ObjectNode request) {
        if (parameters == null) {
            return;
        }
        boolean bounded = OUTPUT_LIMITS.stream().anyMatch(request::has);
        for (Map.Entry<String, JsonNode> preset : parameters.properties()) {
            String name = preset.getKey();
            if (KNOWN.contains(name) && !request.has(name) && !(bounded && OUTPUT_LIMITS.contains(name))) {
                request.set(name, preset.getValue());
            }
        }
    }
}
