package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.ServiceUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A monitoring service that receives telemetry, and the calls that tests of it make.
abstract class OtlpTests {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final int MOST_CALLS = 600;
    static final String PROTOBUF = "application/x-protobuf";

    static ServiceUnderTest service;
    static FakeGateway gateway;
    static TestLog events;

    @BeforeAll
    static void start() {
        gateway = new FakeGateway();
        service = ServiceUnderTest.start(
                MonitoringApplication.class,
                "monitoring",
                Map.of(
                        "plumbline.services.gateway",
                        gateway.url(),
                        "plumbline.monitoring.otlp.most-calls-per-hour",
                        String.valueOf(MOST_CALLS)));
        events = new TestLog(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        gateway.close();
    }

    static Resource resource(String name) {
        return Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), name));
    }

    static String key(String team) {
        String key = service.governance().apiKey(team, Role.TELEMETRY_WRITER);
        await("the key arrives")
                .until(() -> post(
                                        key,
                                        "/v1/traces",
                                        MediaType.APPLICATION_JSON_VALUE,
                                        "{}".getBytes(StandardCharsets.UTF_8),
                                        null)
                                .returnResult(byte[].class)
                                .getStatus()
                                .value()
                        == 200);
        return key;
    }

    static RestTestClient.ResponseSpec post(
            String key, String path, String type, byte[] body, @Nullable String encoding) {
        RestTestClient.RequestBodySpec request =
                service.client(key).post().uri(path).header("Content-Type", type);
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        return request.body(body).exchange();
    }

    static JsonNode get(String team, String uri) {
        return service.client(service.governance().userToken(team, Role.ML_ENGINEER))
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    static SdkTracerProvider tracing(String key, String name) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(service.url() + "/v1/traces")
                .setCompression("gzip")
                .addHeader("Authorization", "Bearer " + key)
                .build();
        return SdkTracerProvider.builder()
                .setResource(resource(name))
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
    }

    static Span call(SdkTracerProvider tracing, String model) {
        return tracing.get("app")
                .spanBuilder("chat " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", "openai")
                .setAttribute("gen_ai.request.model", model)
                .setAttribute("gen_ai.input.messages", "[{\"content\": \"jane.roe@example.com\"}]")
                .startSpan();
    }

    static long rejected(String key, String... spans) {
        JsonNode answer = JSON.readTree(post(key, "/v1/traces", MediaType.APPLICATION_JSON_VALUE, spans(spans), null)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        JsonNode partial = answer.path("partialSuccess");
        if (!partial.isMissingNode()) {
            assertThat(partial.path("errorMessage").asString()).contains("more than 600 calls in an hour");
        }
        return Long.parseLong(partial.path("rejectedSpans").asString("0"));
    }

    static JdbcClient superuser() {
        return JdbcClient.create(service.database().superuser());
    }

    static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(body);
        }
        return bytes.toByteArray();
    }

    static String span(String trace, Instant start) {
        long nanos = start.getEpochSecond() * 1_000_000_000L;
        return """
                {'traceId': '%s', 'spanId': 'b7ad6b7169203331', 'startTimeUnixNano': '%d', 'endTimeUnixNano': '%d',
                 'attributes': [{'key': 'gen_ai.operation.name', 'value': {'stringValue': 'chat'}},
                                {'key': 'gen_ai.request.model', 'value': {'stringValue': 'model-x'}}]}
                """.formatted(trace, nanos, nanos + 1_000_000_000L);
    }

    static byte[] spans(String... spans) {
        return """
                {'resourceSpans': [{'scopeSpans': [{'spans': [%s]}]}]}
                """.formatted(String.join(",", spans)).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
