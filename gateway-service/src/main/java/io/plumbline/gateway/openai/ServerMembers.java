package io.plumbline.gateway.openai;

import java.util.Set;

/// Members of a request that change the behaviour of self-hosted servers (vLLM, SGLang, LoRAX, Ollama): adapters,
/// templates that drop the hardening text, texts outside the messages, and hosts to fetch from. A registered
/// version may have them among its parameters, since gates evaluate it with them; a caller may not send them.
final class ServerMembers {

    static final Set<String> ALL = Set.of(
            "adapter_id",
            "adapter_source",
            "adapters",
            "lora",
            "lora_path",
            "lora_request",
            "model_id",
            "engine",
            "chat_template",
            "template",
            "prompt_template",
            "prompt",
            "documents",
            "options",
            "raw",
            "kv_transfer_params",
            "bootstrap_host",
            "bootstrap_port",
            "bootstrap_room",
            "search_parameters");

    private ServerMembers() {}
}
