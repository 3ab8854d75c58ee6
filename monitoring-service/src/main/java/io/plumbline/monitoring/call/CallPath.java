package io.plumbline.monitoring.call;

import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.clients.gateway.CallRetrieval;
import io.plumbline.clients.gateway.CallRouting;
import io.plumbline.monitoring.projection.CallEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The path of a call through the gateway's stages, up to the one that ended it.
final class CallPath {

    private static final String ANSWERED = "answered";
    private static final List<String> STRICTNESS = List.of("allow", "flag", "redact", "ask", "block");

    /// The gateway's stages in order.
    enum CallStage {
        RESOLVE,
        LIMIT,
        APPROVE,
        GUARD_INPUT,
        RETRIEVE,
        CACHE,
        RESERVE,
        INVOKE,
        GUARD_OUTPUT,
        RECORD
    }

    /// One stage, or one request to a provider.
    ///
    /// @param target `provider/model` for INVOKE; else null
    /// @param result `passed`, `answered`, `hit`, `miss`, `bypass`, the strictest action of a guard, or the error
    ///     type that ended the call or the attempt; for RETRIEVE, `found`, `none`, `withheld` or `failed`
    /// @param ms duration, where it is recorded; guards and limits are not timed one by one
    record PathStep(
            CallStage stage,
            @Nullable String target,
            String result,
            @Nullable Double ms) {}

    private final CallAttributes call;
    private final List<CallFinding> findings;
    private final @Nullable CallStage end;
    private final List<PathStep> steps = new ArrayList<>();

    private CallPath(CallEvent event) {
        this.call = event.attributes();
        this.findings = event.findings();
        this.end = endOf(call);
    }

    static List<PathStep> of(CallEvent event) {
        CallPath path = new CallPath(event);
        for (CallStage stage : CallStage.values()) {
            if (path.passes(stage)) {
                return List.copyOf(path.steps);
            }
        }
        return List.copyOf(path.steps);
    }

    /// Adds the steps of a stage.
    ///
    /// @return whether the call ended there
    private boolean passes(CallStage stage) {
        CallRouting routing = call.routing();
        String cache = routing == null ? null : routing.cache();
        switch (stage) {
            case GUARD_INPUT -> guard(stage, List.of("input", "tool"));
            case RETRIEVE -> retrieve(call.served().retrieval());
            case GUARD_OUTPUT -> guard(stage, List.of("output"));
            case CACHE -> {
                if (cache != null) {
                    steps.add(new PathStep(stage, null, cache, null));
                }
                if ("hit".equals(cache)) {
                    return true;
                }
            }
            case INVOKE -> invoke(routing == null ? null : routing.attempts());
            default -> steps.add(new PathStep(stage, null, result(stage), null));
        }
        return stage == end;
    }

    private String result(CallStage stage) {
        String error = call.fault().errorType();
        return stage == end && error != null ? error : "passed";
    }

    private void guard(CallStage stage, List<String> stages) {
        if (call.guards().policy() != null || stage == end) {
            String strictest = findings.stream()
                    .filter(finding -> stages.contains(finding.stage()))
                    .map(CallFinding::action)
                    .max(Comparator.comparingInt(STRICTNESS::indexOf))
                    .orElse(STRICTNESS.getFirst());
            steps.add(new PathStep(stage, null, stage == end ? result(stage) : strictest, null));
        }
    }

    /// Adds the stage if the route has a knowledge base. A call may go on without passages.
    private void retrieve(@Nullable CallRetrieval retrieval) {
        if (end == CallStage.RETRIEVE) {
            steps.add(new PathStep(CallStage.RETRIEVE, null, result(end), null));
        } else if (retrieval != null) {
            String result;
            if (Boolean.TRUE.equals(retrieval.failed())) {
                result = "failed";
            } else if (retrieval.withheld() != null) {
                result = "withheld";
            } else {
                result = retrieval.passages() == null ? "none" : "found";
            }
            steps.add(new PathStep(CallStage.RETRIEVE, null, result, null));
        }
    }

    private void invoke(@Nullable List<CallRouting.CallAttempt> attempts) {
        if (attempts != null) {
            attempts.forEach(attempt ->
                    steps.add(new PathStep(CallStage.INVOKE, attempt.target(), attempt.outcome(), attempt.ms())));
        } else if (call.served().attempts() > 0) {
            String target = call.served().provider() + "/" + call.served().upstreamModel();
            String result = end == CallStage.INVOKE ? result(end) : ANSWERED;
            steps.add(
                    new PathStep(CallStage.INVOKE, target, result, call.timing().upstreamMs()));
        } else if (end == CallStage.INVOKE) {
            steps.add(new PathStep(CallStage.INVOKE, null, result(end), null));
        }
    }

    /// Returns the stage that ended the call; null for an answered call.
    private static @Nullable CallStage endOf(CallAttributes call) {
        String error = call.fault().errorType();
        if (error == null) {
            return null;
        }
        boolean sent = call.served().attempts() > 0;
        return switch (error) {
            case "policy_rate_limit", "policy_concurrency" -> CallStage.LIMIT;
            case "policy_approval", "gateway_approval_unavailable" -> CallStage.APPROVE;
            case "policy_guardrail" -> sent ? CallStage.GUARD_OUTPUT : CallStage.GUARD_INPUT;
            case "gateway_retrieval_unavailable" -> CallStage.RETRIEVE;
            case "policy_budget", "policy_price_unknown", "gateway_budget_unavailable" -> CallStage.RESERVE;
            case "caller_rejected_by_provider" -> CallStage.INVOKE;
            case "caller_gone", "gateway_broke_off", "gateway_internal", "gateway_audit_unavailable" ->
                sent ? CallStage.INVOKE : CallStage.RESERVE;
            default -> error.startsWith("provider_") ? CallStage.INVOKE : CallStage.RESOLVE;
        };
    }
}
