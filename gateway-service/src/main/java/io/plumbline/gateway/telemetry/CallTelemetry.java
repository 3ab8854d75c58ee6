package io.plumbline.gateway.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Reports calls to the gateway's operators: for each call a span `chat MODEL`, `embeddings MODEL` or
/// `count_tokens MODEL`, and its measurements. The span covers the whole way through the gateway, so that calls
/// that reach no provider have one too. It is part of the caller's trace, if there is one, and requests to
/// providers are part of it. Mirrored calls have no span. Thread-safe.
@Component
public final class CallTelemetry {

    private final Tracer tracer;
    private final CallMetrics metrics;

    CallTelemetry(OpenTelemetry telemetry, CallMetrics metrics) {
        this.tracer = telemetry.getTracer("io.plumbline.gateway");
        this.metrics = metrics;
    }

    /// Starts the span of a call. End it in the same thread.
    public CallSpan begin(Operation operation) {
        return new CallSpan(tracer.spanBuilder(operation.wireName())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(GenAiNames.OPERATION, operation.wireName())
                .startSpan());
    }

    /// Ends the call.
    ///
    /// @param outline of its answer
    public void end(CallSpan span, CallAccount account, Supplier<AnswerOutline> outline) {
        span.end(account, outline);
        metrics.record(account);
    }
}
