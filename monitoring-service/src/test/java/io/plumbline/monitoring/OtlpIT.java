package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// Receives what OpenTelemetry's own exporters send.
class OtlpIT extends OtlpTests {

    @Test
    void listsReceivedSpansAsUnguardedCalls() {
        String team = "team-otlp";
        try (SdkTracerProvider tracing = tracing(key(team), "checkout")) {
            Span answered = call(tracing, "priced");
            answered.setAttribute("gen_ai.usage.input_tokens", 30).setAttribute("gen_ai.usage.output_tokens", 12);
            answered.end();
            call(tracing, "stranger").end();
            Span failed = call(tracing, "stranger");
            failed.setAttribute("error.type", "timeout")
                    .setStatus(StatusCode.ERROR)
                    .end();
            tracing.get("app").spanBuilder("GET /").startSpan().end();
            assertThat(tracing.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();

            JsonNode calls = get(team, "/api/v1/calls?source=OTLP&service=checkout&order=ASC");
            assertThat(calls.path("items").size()).isEqualTo(3);
            JsonNode call = calls.path("items").path(0);
            assertThat(call.path("served").path("target").asString()).isEqualTo("openai/priced");
            assertThat(call.path("caller").path("traceId").asString())
                    .isEqualTo(answered.getSpanContext().getTraceId());
            assertThat(call.path("usage").path("costUsd").asDouble()).isEqualTo(0.42);
            assertThat(calls.path("items").path(2).path("end").path("errorType").asString())
                    .isEqualTo("timeout");
            String id = call.path("callId").asString();
            JsonNode detail = get(team, "/api/v1/calls/" + id);
            assertThat(detail.path("received").path("spanId").asString())
                    .isEqualTo(answered.getSpanContext().getSpanId());
            assertThat(detail.path("auditEventId").isNull()).isTrue();
            assertThat(get(team, "/api/v1/calls/" + id + "/content?purpose=test")
                            .path("state")
                            .asString())
                    .isEqualTo("NONE");
            assertThat(detail.toString() + calls).doesNotContain("jane");
            assertThat(get(team, "/api/v1/calls?source=GATEWAY").path("items").size())
                    .isZero();
            assertThat(get("team-other", "/api/v1/calls?source=OTLP")
                            .path("items")
                            .size())
                    .isZero();
        }

        JsonNode inventory = get(team, "/api/v1/inventory?state=UNREGISTERED").path("items");
        assertThat(inventory.size()).isEqualTo(2);
        assertThat(inventory.path(0).path("traffic").path("unguardedServices").toString())
                .isEqualTo("[\"checkout\"]");
        JsonNode usage = get(team, "/api/v1/unguarded-usage?service=checkout").path("items");
        assertThat(usage.path(1).path("target").asString()).isEqualTo("openai/stranger");
        assertThat(usage.path(1).path("traced").path("errors").asLong()).isEqualTo(1);
        assertThat(usage.path(1).path("traced").path("unpricedCalls").asLong()).isEqualTo(1);
        JsonNode costs = get(team, "/api/v1/costs");
        assertThat(costs.path("unguarded").path("costUsd").asDouble()).isCloseTo(0.42, within(1e-9));
        assertThat(costs.path("unguarded").path("unpricedCalls").asLong()).isEqualTo(1);
        assertThat(costs.path("sum").path("calls").asLong()).isZero();
        assertThat(get(team, "/api/v1/windows").path("items").size()).isZero();
    }

    @Test
    void countsACallOnceHoweverOftenItIsSentOrSeen() {
        String team = "team-once";
        String key = key(team);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String guarded = "1bf92f3577b34da6a3ce929d0e0e4736";
        events.append(AuditEvent.builder(service.bean(UuidV7.class).next())
                .service("gateway")
                .team(team)
                .actor(new Actor("api-key", "k"))
                .action("gateway.call.completed")
                .resource(new io.plumbline.audit.Resource("route", "r"))
                .outcome(Outcome.SUCCESS)
                .traceId(guarded)
                .attributes(TestCalls.call("guarded", "v1", 5))
                .build());
        await("the gateway's call")
                .until(() ->
                        get(team, "/api/v1/calls?source=GATEWAY").path("items").size() == 1);
        byte[] body = spans(span(trace, Instant.now()), span(guarded, Instant.now()));
        for (int i = 0; i < 2; i++) {
            post(key, "/v1/traces", MediaType.APPLICATION_JSON_VALUE, body, null)
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .isEqualTo("{}");
        }
        assertThat(get(team, "/api/v1/calls").path("items").size()).isEqualTo(2);
        assertThat(get(team, "/api/v1/unguarded-usage")
                        .path("items")
                        .path(0)
                        .path("traced")
                        .path("calls")
                        .asLong())
                .isEqualTo(1);

        service.client(service.governance().userToken(team, Role.PLATFORM_ADMIN))
                .post()
                .uri("/api/v1/projections/calls/rebuild")
                .exchange()
                .expectStatus()
                .isAccepted();
        await("the rebuilt list")
                .until(() -> get(team, "/api/v1/calls").path("items").size() == 2);
    }

    @Test
    void answersPartialSuccessAndStatusInTheRequestsEncoding() throws IOException {
        String key = key("team-shapes");
        byte[] body = spans(
                span("4bf92f3577b34da6a3ce929d0e0e4736", Instant.now()),
                span("4bf92f3577b34da6a3ce929d0e0e4736", Instant.parse("2020-01-01T00:00:00Z")));
        JsonNode partial = JSON.readTree(post(key, "/v1/traces", MediaType.APPLICATION_JSON_VALUE, gzip(body), "gzip")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        assertThat(partial.path("partialSuccess").path("rejectedSpans").asString())
                .isEqualTo("1");

        JsonNode malformed = JSON.readTree(
                post(key, "/v1/metrics", MediaType.APPLICATION_JSON_VALUE, "{".getBytes(StandardCharsets.UTF_8), null)
                        .expectStatus()
                        .isBadRequest()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
        assertThat(malformed.path("code").asInt()).isEqualTo(3);
        byte[] status = post(key, "/v1/traces", PROTOBUF, new byte[] {0x0a, 0x05}, null)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(PROTOBUF)
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();
        assertThat(status).startsWith(8, 3, 18);
        post(key, "/v1/traces", PROTOBUF, gzip(new byte[21_000_000]), "gzip")
                .expectStatus()
                .isEqualTo(413);
        post(key, "/v1/traces", PROTOBUF, new byte[] {1, 2, 3}, "gzip")
                .expectStatus()
                .isBadRequest();
        post(key, "/v1/traces", PROTOBUF, new byte[0], "br").expectStatus().isEqualTo(415);
        post(
                        service.governance().userToken("team-shapes", Role.PLATFORM_ADMIN),
                        "/v1/traces",
                        PROTOBUF,
                        new byte[0],
                        null)
                .expectStatus()
                .isBadRequest();
        service.client(key).get().uri("/api/v1/calls").exchange().expectStatus().isForbidden();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sumsMetricsOfEachTemporality(boolean delta) {
        String team = "team-metrics-" + delta;
        OtlpHttpMetricExporter exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(service.url() + "/v1/metrics")
                .addHeader("Authorization", "Bearer " + key(team))
                .setAggregationTemporalitySelector(
                        delta
                                ? AggregationTemporalitySelector.deltaPreferred()
                                : AggregationTemporalitySelector.alwaysCumulative())
                .setDefaultAggregationSelector(DefaultAggregationSelector.getDefault()
                        .with(
                                InstrumentType.HISTOGRAM,
                                delta
                                        ? Aggregation.base2ExponentialBucketHistogram()
                                        : Aggregation.explicitBucketHistogram()))
                .build();
        try (SdkMeterProvider metering = SdkMeterProvider.builder()
                .setResource(resource("batch"))
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(1, TimeUnit.HOURS)
                        .build())
                .build()) {
            DoubleHistogram duration = metering.get("app")
                    .histogramBuilder("gen_ai.client.operation.duration")
                    .setUnit("s")
                    .build();
            LongHistogram tokens = metering.get("app")
                    .histogramBuilder("gen_ai.client.token.usage")
                    .ofLongs()
                    .build();
            Attributes model = Attributes.of(
                    AttributeKey.stringKey("gen_ai.provider.name"),
                    "openai",
                    AttributeKey.stringKey("gen_ai.request.model"),
                    "m");
            AttributeKey<String> type = AttributeKey.stringKey("gen_ai.token.type");
            for (int round = 0; round < 3; round++) {
                duration.record(0.25, model);
                duration.record(
                        0.5, model.toBuilder().put("error.type", "timeout").build());
                tokens.record(100, model.toBuilder().put(type, "input").build());
                tokens.record(7, model.toBuilder().put(type, "output").build());
                assertThat(metering.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                        .isTrue();
            }
        }

        JsonNode items = get(team, "/api/v1/unguarded-usage").path("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.path(0).path("traced").isNull()).isTrue();
        JsonNode measured = items.path(0).path("measured");
        assertThat(measured.path("calls").asLong()).isEqualTo(6);
        assertThat(measured.path("errors").asLong()).isEqualTo(3);
        assertThat(measured.path("inputTokens").asLong()).isEqualTo(300);
        assertThat(measured.path("outputTokens").asLong()).isEqualTo(21);
    }

    @Test
    void boundsTheSeriesOfATeam() {
        String team = "team-series";
        String key = key(team);
        StringBuilder spans = new StringBuilder();
        for (int i = 0; i < 510; i++) {
            spans.append(i == 0 ? "" : ",")
                    .append(span("%032x".formatted(i + 1), Instant.now()).replace("'model-x'", "'m" + i + "'"));
        }
        post(key, "/v1/traces", MediaType.APPLICATION_JSON_VALUE, spans(spans.toString()), null)
                .expectStatus()
                .isOk();
        assertThat(superuser()
                        .sql("select count(*), sum(calls)::bigint from monitoring.unguarded_hour where team = ?")
                        .param(team)
                        .query((row, _) -> row.getLong(1) + " of " + row.getLong(2))
                        .single())
                .isEqualTo("501 of 510");
    }

    /// Far beyond what any team can use: the sums stay at a maximum, so that sums over them stay within 64 bits.
    @Test
    void saturatesSumsAndStillAnswers() {
        String team = "team-saturated";
        String key = key(team);
        long now = Instant.now().getEpochSecond() * 1_000_000_000L;
        String point = """
                {'attributes': [{'key': 'gen_ai.request.model', 'value': {'stringValue': 'm'}},
                                {'key': 'gen_ai.token.type', 'value': {'stringValue': 'input'}}],
                 'startTimeUnixNano': '%d', 'timeUnixNano': '%d', 'count': '1000000000000', 'sum': 1e12,
                 'explicitBounds': [1], 'bucketCounts': ['1000000000000']}
                """.formatted(now, now);
        String points = String.join(",", Collections.nCopies(1_100, point));
        byte[] body = """
                {'resourceMetrics': [{'scopeMetrics': [{'metrics': [
                    {'name': 'gen_ai.client.operation.duration',
                     'histogram': {'aggregationTemporality': 1, 'dataPoints': [%s]}},
                    {'name': 'gen_ai.client.token.usage',
                     'histogram': {'aggregationTemporality': 1, 'dataPoints': [%s, %s]}}]}]}]}
                """.formatted(points, points, point.replace("1e12", "2e12"))
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2; i++) {
            post(key, "/v1/metrics", MediaType.APPLICATION_JSON_VALUE, body, null)
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .value(answer -> assertThat(answer).contains("\"rejectedDataPoints\":\"1\""));
            JsonNode measured =
                    get(team, "/api/v1/unguarded-usage").path("items").path(0).path("measured");
            assertThat(measured.path("calls").asLong()).isEqualTo(1_000_000_000_000_000L);
            assertThat(measured.path("inputTokens").asLong()).isEqualTo(1_000_000_000_000_000L);
            assertThat(superuser()
                            .sql("select max(b) from monitoring.unguarded_metric_hour, unnest(latency_buckets) b"
                                    + " where team = ?")
                            .param(team)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1_000_000_000_000_000L);
        }
        assertThat(get(team, "/api/v1/inventory").path("items").size()).isZero();
    }

    @Test
    void rejectsCallsBeyondTheLimitOfATeamInAnHour() {
        String team = "team-limit";
        String key = key(team);
        String[] spans = new String[4];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = span("%032x".formatted(i + 1), Instant.now());
        }
        // An hour that does not end during the test.
        superuser()
                .sql("insert into monitoring.received_call_count values (?, '2100-01-01T00:00:00Z', ?)")
                .params(team, MOST_CALLS - 2)
                .update();
        assertThat(rejected(key, spans[0])).isZero();
        assertThat(rejected(key, spans))
                .as("three new calls, and place for one")
                .isEqualTo(2);
        assertThat(rejected(key, spans[0], spans[1]))
                .as("calls that are sent again")
                .isZero();
        assertThat(get(team, "/api/v1/calls?source=OTLP").path("items").size()).isEqualTo(2);
        assertThat(rejected(key("team-within-limit"), spans)).isZero();

        superuser()
                .sql("update monitoring.received_call_count set hour = '2000-01-01T00:00:00Z' where team = ?")
                .param(team)
                .update();
        assertThat(rejected(key, spans)).as("in a later hour").isZero();
        assertThat(get(team, "/api/v1/calls?source=OTLP").path("items").size()).isEqualTo(4);
    }
}
