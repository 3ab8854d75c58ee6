package io.plumbline.monitoring.otlp;

import io.plumbline.monitoring.otlp.ReceivedCall.Tokens;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dialects in which instrumentations describe a call of a model, and the attributes of each: one table, written
/// from recorded exports. The first attribute that is present counts. Attributes that hold prompts, answers or names
/// of people are in no column, so they are never read.
///
/// | | marker | calls |
/// |---|---|---|
/// | OpenTelemetry | `gen_ai.operation.name` | `chat`, `text_completion`, `generate_content`, `embeddings` |
/// | Traceloop | its scopes | the same, or `llm.request.type` |
/// | OpenInference | `openinference.span.kind` | `LLM`, `EMBEDDING` |
/// | Langfuse | `langfuse.observation.type` | `generation`, `embedding` |
///
/// @see <a href="https://github.com/open-telemetry/semantic-conventions-genai">GenAI semantic conventions</a>
@SuppressWarnings("ImmutableEnumChecker") // unmodifiable collections
enum SpanDialect {
    OPENTELEMETRY(
            List.of("gen_ai.operation.name"),
            Set.of("chat", "text_completion", "generate_content", "embeddings"),
            List.of("gen_ai.provider.name", "gen_ai.system"),
            List.of("gen_ai.request.model"),
            List.of("gen_ai.response.model"),
            new TokenKeys(
                    List.of("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
                    List.of("gen_ai.usage.cache_read.input_tokens"),
                    List.of("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"))),
    TRACELOOP(
            List.of("gen_ai.operation.name", "llm.request.type"),
            Set.of("chat", "text_completion", "generate_content", "embeddings", "completion", "embedding"),
            List.of("gen_ai.provider.name", "gen_ai.system"),
            List.of("gen_ai.request.model"),
            List.of("gen_ai.response.model"),
            new TokenKeys(
                    List.of("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
                    List.of("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens"),
                    List.of("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"))),
    OPENINFERENCE(
            List.of("openinference.span.kind"),
            Set.of("LLM", "EMBEDDING"),
            List.of("llm.provider", "llm.system"),
            List.of("llm.model_name", "embedding.model_name"),
            List.of(),
            new TokenKeys(
                    List.of("llm.token_count.prompt"),
                    List.of("llm.token_count.prompt_details.cache_read"),
                    List.of("llm.token_count.completion"))),
    LANGFUSE(
            List.of("langfuse.observation.type"),
            Set.of("generation", "embedding"),
            List.of("gen_ai.provider.name", "gen_ai.system"),
            List.of("langfuse.observation.model.name"),
            List.of(),
            new TokenKeys(List.of(), List.of(), List.of())) {
        // A JSON document whose parts are apart: the input without cached tokens, the output without reasoning.
        @Override
        @Nullable
        Tokens tokens(Attributes span) {
            String details = span.text(List.of("langfuse.observation.usage_details"));
            if (details == null) {
                return null;
            }
            try {
                JsonNode parts = JSON.readTree(details);
                long input = sum(parts, "input");
                long output = sum(parts, "output");
                return input + output == 0 ? null : new Tokens(input, sum(parts, "input_cached"), output);
            } catch (JacksonException _) {
                return null;
            }
        }

        @Override
        @Nullable
        String error(Attributes span, boolean failed) {
            boolean bad = "ERROR".equals(span.text(List.of("langfuse.observation.level")));
            return super.error(span, failed || bad);
        }

        // The time of the first token as a JSON string.
        @Override
        @Nullable
        Double firstTokenMs(Attributes span, Instant start) {
            String time = span.text(List.of("langfuse.observation.completion_start_time"));
            if (time == null) {
                return null;
            }
            try {
                double millis = java.time.Duration.between(start, Instant.parse(time.replace("\"", "")))
                                .toNanos()
                        / 1e6;
                return millis < 0 ? null : Double.valueOf(millis);
            } catch (DateTimeParseException | ArithmeticException _) {
                return null;
            }
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GATEWAY = "plumbline.call.id";
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final List<String> TRACELOOP_SCOPES =
            List.of("@traceloop/", "traceloop", "opentelemetry.instrumentation.");

    private final List<String> operation;
    private final Set<String> calls;
    private final List<String> provider;
    private final List<String> model;
    private final List<String> responseModel;
    private final TokenKeys tokens;

    SpanDialect(
            List<String> operation,
            Set<String> calls,
            List<String> provider,
            List<String> model,
            List<String> responseModel,
            TokenKeys tokens) {
        this.operation = operation;
        this.calls = calls;
        this.provider = provider;
        this.model = model;
        this.responseModel = responseModel;
        this.tokens = tokens;
    }

    /// The attributes of tokens.
    private record TokenKeys(List<String> input, List<String> cached, List<String> output) {}

    /// Returns the dialect of a span that describes a call of a model; empty for other spans, such as those of agents
    /// and tools, whose tokens are those of the calls below them, and those of the gateway itself.
    static Optional<SpanDialect> of(String scope, Attributes span) {
        if (span.has(GATEWAY)) {
            return Optional.empty();
        }
        SpanDialect dialect;
        if (span.has("langfuse.observation.type")) {
            dialect = LANGFUSE;
        } else if (span.has("openinference.span.kind")) {
            dialect = OPENINFERENCE;
        } else {
            dialect = TRACELOOP_SCOPES.stream().anyMatch(scope::startsWith) ? TRACELOOP : OPENTELEMETRY;
        }
        String operation = dialect.operation(span);
        return operation != null && dialect.calls.contains(operation) ? Optional.of(dialect) : Optional.empty();
    }

    /// Returns the operation in the dialect's own word.
    @Nullable
    String operation(Attributes span) {
        return span.name(operation);
    }

    @Nullable
    String provider(Attributes span) {
        return span.name(provider);
    }

    /// Returns the requested model, else the one that answered.
    @Nullable
    String model(Attributes span) {
        String requested = span.name(model);
        return requested == null ? responseModel(span) : requested;
    }

    @Nullable
    String responseModel(Attributes span) {
        return span.name(responseModel);
    }

    /// Returns the tokens; null if the span has none, as many streams.
    @Nullable
    Tokens tokens(Attributes span) {
        Long input = span.tokens(tokens.input);
        Long output = span.tokens(tokens.output);
        Long cached = span.tokens(tokens.cached);
        return input == null && output == null
                ? null
                : new Tokens(input == null ? 0 : input, cached == null ? 0 : cached, output == null ? 0 : output);
    }

    /// Returns the type of the error; null for a call that succeeded.
    ///
    /// @param failed whether the span's status is an error
    @Nullable
    String error(Attributes span, boolean failed) {
        String type = span.name(List.of("error.type", "exception.type"));
        return type == null && failed ? "error" : type;
    }

    @Nullable
    Double firstTokenMs(Attributes span, Instant start) {
        Double seconds = span.number(List.of("gen_ai.response.time_to_first_chunk"));
        return seconds == null ? null : Double.valueOf(seconds * 1000);
    }

    private static long sum(JsonNode parts, String prefix) {
        double sum = 0;
        for (var part : parts.properties()) {
            if (part.getKey().startsWith(prefix)) {
                sum += Math.max(0, part.getValue().asDouble(0));
            }
        }
        return Math.round(Math.min(sum, MOST_TOKENS));
    }
}
