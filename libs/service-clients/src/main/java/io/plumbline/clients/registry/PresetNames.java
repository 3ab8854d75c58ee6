package io.plumbline.clients.registry;

import java.util.Set;

/// The parameters of a registered model or prompt version that the gateway adds to calls without them, under
/// OpenAI's names. Other parameters only describe the version.
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
