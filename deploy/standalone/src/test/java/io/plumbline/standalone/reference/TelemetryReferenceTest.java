package io.plumbline.standalone.reference;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.telemetry.CallMeter;
import io.plumbline.testkit.ReferencePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TelemetryReferenceTest {

    private static final Pattern NAME = Pattern.compile("plumbline(\\.[a-z]+){2,}");
    private static final Pattern LITERAL = Pattern.compile("\"(" + NAME.pattern() + ")\"");

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Telemetry

                Generated from the code. Metrics and spans of the services and of the gateway's calls. They never contain prompts,
                answers or names of people.

                ## Fetch it

                Each service has `/actuator/prometheus` on its port. It requires the permission `telemetry:read`. Create a key with the
                role `telemetry-reader` for the scraper; the role has only this permission:

                ```
                curl -sS $GOVERNANCE/api/v1/api-keys -H "Authorization: Bearer $ADMIN_KEY" -H 'Content-Type: application/json' \\
                  -d '{"name": "prometheus", "team": "platform", "role": "telemetry-reader", "expiresAt": "2027-06-30T00:00:00Z"}'
                ```

                ```yaml
                scrape_configs:
                  - job_name: plumbline
                    metrics_path: /actuator/prometheus
                    authorization: {credentials_file: /etc/prometheus/plumbline.key}   # the `key` of the answer
                    static_configs: [{targets: ["gateway:8080", "registry:8081", "eval:8082", "governance:8083", "monitoring:8084"]}]
                ```

                Each metric has the label `service`. Liveness and readiness (`/actuator/health/{liveness,readiness}`) need no authentication.

                ## Metrics of calls

                The names follow OpenTelemetry's conventions for generative AI (repository `semantic-conventions-genai`, which continues
                those of the semantic conventions 1.42; still under development). All metrics have the labels %s.

                - The set of label values is bounded: it contains no values chosen by callers (users, models called directly).
                - A model is `name@version` of the registry, otherwise `direct`.
                - `gen_ai_provider_name` is the provider's API dialect (`openai`, `azure.ai.openai`, `anthropic`, `aws.bedrock`,
                  `gcp.gemini`);
                  `plumbline_provider` is the provider's name in Plumbline.
                - A label without a value is `none`.

                | metric | series in Prometheus | further labels | |
                |---|---|---|---|
                """.formatted(codes(CallMeter.commonLabels().stream()
                .map(TelemetryReferenceTest::label)
                .toList())));
        for (CallMeter meter : CallMeter.values()) {
            text.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            meter.wireName(),
                            codes(meter.prometheusNames()),
                            codes(meter.labels().stream()
                                    .map(TelemetryReferenceTest::label)
                                    .toList()),
                            meter.meaning()));
        }
        text.append("""

                ## Other metrics

                | service | metric | series in Prometheus | type | labels | |
                |---|---|---|---|---|---|
                """);
        for (OperationalMeter meter : OperationalMeter.values()) {
            text.append("| %s | `%s` | %s | %s | %s |%n"
                    .formatted(
                            meter.service(), meter.wireName(), meter.series(), codes(meter.labels()), meter.meaning()));
        }
        text.append("""

                Spring Boot's metrics are also available, such as `http_server_requests_seconds` and `jvm_memory_used_bytes`.

                ## What to alert on

                `deploy/observability` has these as Prometheus rules, with tests, a Grafana dashboard and [runbooks](../guides/runbooks.md).

                | when | what to do |
                |---|---|
                | `plumbline_gateway_journal_admits == 0` for a minute | calls get 503: check the database, then the journal's volume ([audit-unavailable](../problems/audit-unavailable.md)) |
                | `plumbline_gateway_journal_pending_bytes` above a quarter of `plumbline.gateway.audit.max-pending` | the database stores events too slowly or not at all |
                | `plumbline_gateway_journal_failures_total` grows | the journal's volume is full or broken |
                | `plumbline_gateway_journal_rejected_total` or `..._unaccounted_total` grows | see the gateway's log; keep the `.rejected` files: their calls are missing from the audit log |
                | `plumbline_snapshot_age_seconds` above 450, half of `plumbline.snapshots.max-staleness` | the service named in `sibling` is unavailable ([what happens then](../guides/when-things-fail.md#when-governance-or-the-registry-is-unavailable)) |
                | `plumbline_snapshot_copy_failures_total` grows | the volume of `plumbline.snapshots.directory` is full or not writable |
                | `plumbline_gateway_guard_encoder == 0` for five minutes, if `plumbline.gateway.guards.encoder` is on | the encoder could not be loaded: see the gateway's log |
                | `plumbline_gateway_guard_failures_total{decision="closed"}` grows steadily | calls are refused because inspection takes too long: give the gateway more cores or replicas ([gateway-overloaded](../problems/gateway-overloaded.md)) |
                | `sum(plumbline_audit_log_leader) != 1` for a minute | no replica of governance signs the log: see its log and the database |
                | `plumbline_audit_log_consistent == 0` | [what to do when the log was altered](../guides/verify-the-audit-log.md#respond-to-an-altered-log), at once |
                | `plumbline_projection_lag` grows for ten minutes | see monitoring's log; rollouts hold until the projection catches up |
                | the rate of `gen_ai_server_request_duration_seconds_count{error_type=~"gateway_.*"}` above 1 % of all calls | see the type of error below |
                | the same with `provider_.*`, by `plumbline_provider` | check `GET /api/v1/routes/{name}/health` and the provider's status page |
                | `plumbline_gateway_unpriced_calls_total` grows | a model has no price: [add one](../guides/budgets.md#prices) |

                ## Spans

                Each call has a span of kind `CLIENT`: `chat MODEL`, `embeddings MODEL` or `count_tokens MODEL`, with the provider's name
                for the model. The span covers the whole call in the gateway, so refused calls also have one; mirrored calls do not. It
                belongs to the trace of the caller's `traceparent`. The gateway sends the provider a `traceparent` of the same trace (no
                `tracestate`, no baggage). The audit event has the same `traceId`.

                | attribute | |
                |---|---|
                | `gen_ai.operation.name`, `gen_ai.provider.name`, `gen_ai.request.model`, `gen_ai.request.stream` | operation, provider and request |
                | `gen_ai.response.id`, `gen_ai.response.model`, `gen_ai.response.finish_reasons` | as returned by the provider |
                | `gen_ai.usage.input_tokens`, `.output_tokens`, `.cache_read.input_tokens`, `.cache_creation.input_tokens` | tokens |
                | `gen_ai.response.time_to_first_chunk` | seconds, for streams |
                | `server.address`, `server.port` | the provider's address |
                | `plumbline.call.id` | the audit event's id |
                | `plumbline.route`, `plumbline.variant`, `plumbline.policy`, `plumbline.provider`, `plumbline.attempts` | how the call was routed |
                | `error.type`, `plumbline.fault.domain` | the error and the side that caused it; the span's status is `ERROR` |

                ## Types of error

                All values of `error.type`, here and in the audit log's `errorType`. For the errors that callers get, see
                [errors of calls](call-errors.md).

                | domain | types |
                |---|---|
                """);
        domains().forEach((domain, types) -> text.append("| `%s` | %s |%n".formatted(domain, types)));
        text.append("""

                ## To a collector

                Set these properties to send spans and metrics to an OpenTelemetry collector. The sampling probability applies to traces
                that no caller has started.

                ```yaml
                management.opentelemetry.tracing.export.otlp.endpoint: http://collector:4318/v1/traces
                management.tracing.sampling.probability: 0.1
                management.otlp.metrics.export.enabled: true
                management.otlp.metrics.export.url: http://collector:4318/v1/metrics
                ```

                ## From your programs

                monitoring-service receives OTLP over HTTP from programs whose calls bypass the gateway, at `/v1/traces` and `/v1/metrics`
                ([guide](../guides/otlp.md)). It reads the spans of model calls, and these metrics:

                | metric | read as |
                |---|---|
                | `gen_ai.client.operation.duration` | calls, errors (`error.type`) and durations by service, provider and model |
                | `gen_ai.client.token.usage` | tokens of the `gen_ai.token.type` `input` and `output` by service, provider and model |

                Do not send the metrics of Plumbline's own services there: they are those of guarded calls.
                """);
        ReferencePage.check("telemetry.md", text.toString());
    }

    /// A metric without a description here would be missing on the page.
    @Test
    void namesEachMetricThatTheCodeMakes() throws IOException {
        Set<String> described = new TreeSet<>();
        Stream.of(CallMeter.values()).map(CallMeter::wireName).forEach(described::add);
        Stream.of(OperationalMeter.values()).map(OperationalMeter::wireName).forEach(described::add);

        described.removeIf(name -> !NAME.matcher(name).matches());

        assertThat(namesInSources()).isEqualTo(described);
    }

    /// The names of metrics in sources that use Micrometer; all begin with `plumbline.`.
    private static Set<String> namesInSources() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.find(
                ReferencePage.REPOSITORY,
                Integer.MAX_VALUE,
                (file, _) -> file.toString().matches(".*/src/main/java/io/plumbline/.*\\.java"))) {
            for (Path file : files.toList()) {
                String source = Files.readString(file);
                if (source.contains("import io.micrometer.") || file.endsWith("CallMeter.java")) {
                    LITERAL.matcher(source).results().map(name -> name.group(1)).forEach(names::add);
                }
            }
        }
        return names;
    }

    private static Map<String, String> domains() {
        Map<String, String> domains = new TreeMap<>();
        for (ErrorType type : ErrorType.values()) {
            domains.merge(
                    type.domain().wireName(), "`" + type.wireName() + "`", (before, next) -> before + ", " + next);
        }
        return domains;
    }

    private static String label(String attribute) {
        return attribute.replace('.', '_');
    }

    private static String codes(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
    }
}
