package io.plumbline.monitoring.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads exports that real instrumentations made for the same calls: an answer, a stream, an error of the provider,
/// embeddings, and OpenAI's Responses API. `@opentelemetry/instrumentation-openai` 0.21.0,
/// `@traceloop/instrumentation-openai` 0.27.0, `@arizeai/openinference-instrumentation-openai` 4.2.7 and
/// `@langfuse/otel` with `@langfuse/openai` 5.11.1, with `openai` 6.49.0.
class TraceReaderTest {

    private static final Instant RECORDED = Instant.parse("2026-12-01T11:30:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static JsonNode export(String name) throws IOException {
        try (InputStream file = TraceReaderTest.class.getResourceAsStream("/otlp/" + name + ".json")) {
            return JSON.readTree(Objects.requireNonNull(file));
        }
    }

    private static TraceReader read(JsonNode request) {
        TraceReader reader = new TraceReader(RECORDED, Duration.ofDays(30));
        reader.read(request);
        return reader;
    }

    private static String line(ReceivedCall call) {
        ReceivedCall.Tokens tokens = call.tokens();
        return call.target() + " " + call.origin().operation() + " "
                + (tokens == null ? "-" : tokens.input() + "/" + tokens.output()) + " "
                + Objects.requireNonNullElse(call.errorType(), "ok");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            otel | OPENTELEMETRY | openai/gpt-4o-mini chat 12/5 ok; openai/gpt-4o-mini chat 12/5 ok; openai/broken chat - InternalServerError; openai/text-embedding-3-small embeddings 3/0 ok; openai/gpt-4o-mini chat 12/5 ok
            traceloop | TRACELOOP | openai/gpt-4o-mini chat 12/5 ok; openai/gpt-4o-mini chat - ok; openai/gpt-4o-mini chat 12/5 ok
            openinference | OPENINFERENCE | openai/gpt-4o-mini-2024-07-18 LLM 12/5 ok; openai/gpt-4o-mini LLM - ok; openai/text-embedding-3-small EMBEDDING - ok; openai/gpt-4o-mini-2024-07-18 LLM 12/5 ok
            langfuse | LANGFUSE | unknown/gpt-4o-mini-2024-07-18 generation 12/5 ok; unknown/gpt-4o-mini generation 12/5 ok; unknown/broken generation - error; unknown/text-embedding-3-small generation - ok; unknown/gpt-4o-mini-2024-07-18 generation 12/5 ok
            """)
    void readsEachDialectThroughOneTable(String export, SpanDialect dialect, String expected) throws IOException {
        TraceReader reader = read(export(export));

        assertThat(reader.rejections().count()).isZero();
        assertThat(reader.calls()).allSatisfy(call -> {
            assertThat(call.origin().dialect()).isEqualTo(dialect);
            assertThat(call.origin().service()).isEqualTo("checkout-assistant");
            assertThat(call.latencyMs()).isPositive();
        });
        assertThat(reader.calls().stream().map(TraceReaderTest::line)).containsExactly(expected.split("; "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"otel", "traceloop", "openinference", "langfuse"})
    void neverReadsContentOrNamesOfPeople(String export) throws IOException {
        assertThat(read(export(export)).calls().toString())
                .doesNotContain("Jane")
                .doesNotContain("jane")
                .doesNotContain("Hello")
                .doesNotContain("Be brief");
    }

    @Test
    void readsTheFirstTokenAndCachedTokensOfLangfuse() throws IOException {
        ReceivedCall stream = read(export("langfuse")).calls().get(1);

        assertThat(stream.firstTokenMs()).isNotNull().isBetween(1.0, stream.latencyMs());
        assertThat(Objects.requireNonNull(stream.tokens()).cached()).isEqualTo(4);
    }

    @Test
    void ignoresAgentsAndTools() {
        String spans = List.of(
                        "'openinference.span.kind': 'AGENT'",
                        "'openinference.span.kind': 'CHAIN'",
                        "'langfuse.observation.type': 'span'",
                        "'gen_ai.operation.name': 'invoke_agent'",
                        "'gen_ai.operation.name': 'execute_tool'",
                        "'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm', 'plumbline.call.id': 'id'",
                        "'http.request.method': 'POST'")
                .stream()
                .map(TraceReaderTest::span)
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();

        TraceReader reader = read(request(spans));

        assertThat(reader.calls()).isEmpty();
        assertThat(reader.rejections().count()).isZero();
    }

    @Test
    void rejectsWhatIsNoCall() {
        String chat = span("'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm'");
        TraceReader reader = read(request(String.join(
                ",",
                chat,
                span("'gen_ai.operation.name': 'chat'"),
                chat.replace("0af7651916cd43dd8448eb211c80319c", "00000000000000000000000000000000"),
                chat.replace("1796124304312000000", "1796200000000000000"),
                chat.replace("1796124304312000000", "1").replace("1796124304412000000", "2"))));

        assertThat(reader.calls()).hasSize(1);
        assertThat(reader.rejections().count()).isEqualTo(4);
        assertThat(reader.rejections().message()).contains("names no model", "traceId", "start before its end");
    }

    private static String span(String attributes) {
        String list = List.of(attributes.split(", ")).stream()
                .map(each -> each.split(": "))
                .map(each -> "{'key': %s, 'value': {'stringValue': %s}}".formatted(each[0], each[1]))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        return """
                {'traceId': '0af7651916cd43dd8448eb211c80319c', 'spanId': 'b7ad6b7169203331',
                 'startTimeUnixNano': '1796124304312000000', 'endTimeUnixNano': '1796124304412000000',
                 'attributes': [%s]}
                """.formatted(list);
    }

    private static JsonNode request(String spans) {
        return JSON.readTree("""
                {'resourceSpans': [{'scopeSpans': [{'scope': {'name': 'app'}, 'spans': [%s]}]}]}
                """.formatted(spans).replace('\'', '"'));
    }
}
