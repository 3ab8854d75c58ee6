package io.plumbline.gateway.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.dialect.AnswerOutline;
import io.plumbline.gateway.dialect.Operation;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// What is told of calls to whoever operates the gateway: for each a span `chat MODEL`, `embeddings MODEL` or
/// `count_tokens MODEL`, and its measures. The span covers the whole way through the gateway, so that calls which never
/// come to a provider have one too. It belongs to the trace of the caller, if the caller is in one, and what providers
/// are asked meanwhile belongs to it. Mirrored calls have none. Thread-safe.
@Component
public final class CallTelemetry {

    private final Tracer tracer;
    private final CallMetrics metrics;

    CallTelemetry(OpenTelemetry telemetry, CallMetrics metrics) {
        this.tracer = telemetry.getTracer("io.plumbline.gateway");
        this.metrics = metrics;
    }

    /// Begins the span of a call, to be ended in the same thread.
    public CallSpan begin(Operation operation) {
        return new CallSpan(tracer.spanBuilder(operation.wireName())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(GenAiNames.OPERATION, operation.wireName())
                .startSpan());
    }

    /// The call is over.
    ///
    /// @param outline of its answer
    public void end(CallSpan span, Call call, Supplier<AnswerOutline> outline) {
        span.end(call, outline);
        metrics.record(call);
    }
}
