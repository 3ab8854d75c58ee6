package io.plumbline.standalone.reference;

import static java.util.stream.Collectors.joining;

import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.telemetry.CallMeter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TelemetryReferenceTest {

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Telemetry of calls

                Made from the code. What the gateway tells of calls, under the names of OpenTelemetry's conventions for generative AI
                (repository `semantic-conventions-genai`, which continues those of the semantic conventions 1.42; still under
                development there). Never a prompt, an answer, or a name of a person.

                ## Metrics

                At `/actuator/prometheus`, and over OTLP where that is on. All have the labels %s.
                Their values are bounded: what callers choose (users, models called directly) is none of them. A model is
                `name@version` of the registry, else `direct`; `gen_ai_provider_name` is the language that the provider speaks
                (`openai`, `azure.ai.openai`, `anthropic`), `plumbline_provider` its name here. Where there is no value it is `none`.

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

                ## Spans

                Each call has a span of kind `CLIENT`: `chat MODEL`, `embeddings MODEL` or `count_tokens MODEL`, with the provider's name
                of the model. It covers the whole way through the gateway, so a call that is refused has one too; mirrored calls have
                none. It belongs to the trace that the caller's `traceparent` names, and the provider is sent a `traceparent` within it
                (no `tracestate`, no baggage). The audit event's `traceId` is the same trace.

                | attribute | |
                |---|---|
                | `gen_ai.operation.name`, `gen_ai.provider.name`, `gen_ai.request.model`, `gen_ai.request.stream` | what was asked, of whom |
                | `gen_ai.response.id`, `gen_ai.response.model`, `gen_ai.response.finish_reasons` | as the provider said |
                | `gen_ai.usage.input_tokens`, `.output_tokens`, `.cache_read.input_tokens`, `.cache_creation.input_tokens` | tokens |
                | `gen_ai.response.time_to_first_chunk` | seconds, of a stream |
                | `server.address`, `server.port` | of the provider |
                | `plumbline.call.id` | the audit event's id |
                | `plumbline.route`, `plumbline.variant`, `plumbline.policy`, `plumbline.provider`, `plumbline.attempts` | the way that it took |
                | `error.type`, `plumbline.fault.domain` | what went wrong, and on whose side; the span's status is `ERROR` then |

                ## Types of error

                The values of `error.type`, here and in the audit log's `errorType`. There are no others.

                | domain | types |
                |---|---|
                """);
        domains().forEach((domain, types) -> text.append("| `%s` | %s |%n".formatted(domain, types)));
        text.append("""

                ## To a collector

                Spans go to a collector of OpenTelemetry's once it is named; of traces that no caller has begun, the share that is
                sampled. Metrics go there when they are told to.

                ```yaml
                management.opentelemetry.tracing.export.otlp.endpoint: http://collector:4318/v1/traces
                management.tracing.sampling.probability: 0.1
                management.otlp.metrics.export.enabled: true
                management.otlp.metrics.export.url: http://collector:4318/v1/metrics
                ```
                """);
        ReferencePage.check("telemetry.md", text.toString());
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
