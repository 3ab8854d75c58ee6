package io.plumbline.clients.registry;

import java.util.Set;

/// The parameters of a registered model or prompt version that the gateway puts into calls that do not say
/// them, in OpenAI's words. A version's other parameters describe it and are nobody's request.
public final class PresetNames {

    public static final Set<String> ALL = Set.of(
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

    private PresetNames() {}
}
