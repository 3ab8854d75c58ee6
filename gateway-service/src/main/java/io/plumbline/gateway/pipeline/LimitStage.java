package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.limit.counter.CallLimits;
import io.plumbline.gateway.limit.counter.Permit;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.kit.problem.ProblemException;
import org.springframework.stereotype.Component;

/// Admits a call to its rate limits, and reports them to the client. Thread-safe.
@Component
final class LimitStage {

    private final CallLimits limits;

    LimitStage(CallLimits limits) {
        this.limits = limits;
    }

    /// @throws ProblemException `rate-limit-exceeded` or `concurrency-exceeded`
    Permit enter(ResolvedCall call) {
        Permit permit = limits.enter(call.place(), call.client().isEvaluation(), call.inputTokens());
        CallHeaders.permitted(permit, call.client().surface().answers(), call.response());
        return permit;
    }
}
