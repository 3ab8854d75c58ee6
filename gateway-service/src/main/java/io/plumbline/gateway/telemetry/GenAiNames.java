package io.plumbline.gateway.telemetry;

import io.plumbline.gateway.provider.ProviderKind;

/// OpenTelemetry's names for generative AI, and Plumbline's own. The former are those of the repository
/// `semantic-conventions-genai`, which continues the `gen_ai.*` of the semantic conventions 1.42 and is still
/// marked as under development. They are defined only here. The latter begin with `plumbline.`.
final class GenAiNames {

    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String MODEL = "gen_ai.request.model";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String ERROR_TYPE = "error.type";
    static final String ROUTE = "plumbline.route";
    static final String PROVIDER_ENTRY = "plumbline.provider";

    static final String REQUEST_STREAM = "gen_ai.request.stream";
    static final String RESPONSE_ID = "gen_ai.response.id";
    static final String RESPONSE_MODEL = "gen_ai.response.model";
    static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    static final String TIME_TO_FIRST_CHUNK = "gen_ai.response.time_to_first_chunk";
    static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    static final String CACHE_READ_TOKENS = "gen_ai.usage.cache_read.input_tokens";
    static final String CACHE_CREATION_TOKENS = "gen_ai.usage.cache_creation.input_tokens";
    static final String SERVER_ADDRESS = "server.address";
    static final String SERVER_PORT = "server.port";

    static final String CALL_ID = "plumbline.call.id";
    static final String VARIANT = "plumbline.variant";
    static final String POLICY = "plumbline.policy";
    static final String ATTEMPTS = "plumbline.attempts";
    static final String FAULT_DOMAIN = "plumbline.fault.domain";

    /// Values of [#TOKEN_TYPE].
    static final String INPUT = "input";

    static final String OUTPUT = "output";

    /// The value of a metric label without a value, which labels must have. Spans leave out such attributes.
    static final String NONE = "none";

    private GenAiNames() {}

    /// Returns the value of [#PROVIDER]: the provider's API in the terms of the conventions. The name of the
    /// configured provider is in [#PROVIDER_ENTRY].
    static String of(ProviderKind kind) {
        return switch (kind) {
            case OPENAI -> "openai";
            case AZURE_OPENAI -> "azure.ai.openai";
            case ANTHROPIC -> "anthropic";
            case BEDROCK -> "aws.bedrock";
            case GEMINI -> "gcp.gemini";
        };
    }
}
