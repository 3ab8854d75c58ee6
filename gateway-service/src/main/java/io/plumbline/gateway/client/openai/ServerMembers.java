package io.plumbline.gateway.client.openai;

import java.util.Set;

/// Members of a request by which servers that an enterprise runs itself (vLLM, SGLang, LoRAX, Ollama) would
/// answer it otherwise: adapters, templates that leave out what hardening says, texts beside the messages, and
/// hosts to fetch from. A registered version may have them among its parameters, since gates evaluate it with
/// them; a caller may not.
public final class ServerMembers {

    public static final Set<String> ALL = Set.of(
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
