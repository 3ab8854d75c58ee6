package io.plumbline.gateway.openai;

import java.util.Set;

/// The words of the protocol. As the name of a member or as a whole value each says what it says and nothing else,
/// wherever it stands, so that nobody need look at it. What is not here is looked at.
final class Vocabulary {

    private static final Set<String> WORDS = Set.of(
            // names of a request's members, and of messages and parts
            "model", "messages", "role", "content", "name", "type", "text", "id", "index", "refusal", "reasoning",
            "reasoning_content", "reasoning_effort", "thinking", "stream", "stream_options", "include_usage",
            "temperature", "top_p", "top_k", "n", "stop", "max_tokens", "max_completion_tokens", "presence_penalty",
            "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "user", "safety_identifier",
            "prompt_cache_key", "seed", "metadata", "prediction", "service_tier", "store", "modalities", "verbosity",
            "image_url", "url", "detail", "input_audio", "audio", "voice", "data", "format", "file", "file_data",
            "file_id", "filename", "transcript", "expires_at", "annotations", "url_citation", "title", "start_index",
            "end_index", "message", "delta", "finish_reason", "native_finish_reason", "choices", "object", "created",
            "usage", "system_fingerprint", "token", "logprob", "bytes",
            // of tools and schemas
            "tools", "tool_choice", "tool_calls", "tool_call_id", "parallel_tool_calls", "function", "functions",
            "function_call", "custom", "input", "arguments", "description", "parameters", "strict",
            "response_format", "json_schema", "json_object", "schema", "properties", "required", "items", "enum",
            "const", "default", "anyOf", "allOf", "oneOf", "not", "$ref", "$defs", "definitions",
            "additionalProperties", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern",
            "examples", "nullable",
            // values
            "system", "developer", "assistant", "tool", "auto", "none", "any", "low", "medium", "high", "minimal",
            "string", "number", "integer", "boolean", "array", "null", "length", "content_filter", "chat.completion",
            "chat.completion.chunk", "date-time", "date", "email", "uri", "uuid");

    private Vocabulary() {}

    static boolean knows(String word) {
        return WORDS.contains(word);
    }
}
