package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.pipeline.call.Conversations;
import io.plumbline.gateway.pipeline.call.ReservedCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.GuardedRefusal;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.CallWay;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.Upstreams;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Calls the targets, records the target that answered, and mirrors the call if the route requires it. Estimates
/// tokens that the provider does not count. Thread-safe.
@Component
final class InvokeStage {

    private final Upstreams upstreams;
    private final ShadowCalls shadows;
    private final SettleStage settle;
    private final Conversations conversations;

    InvokeStage(Upstreams upstreams, ShadowCalls shadows, SettleStage settle, Conversations conversations) {
        this.upstreams = upstreams;
        this.shadows = shadows;
        this.settle = settle;
        this.conversations = conversations;
    }

    /// @param again replaces the client's own request for a repair, which the target that answered receives,
    ///     without fallbacks; null for the first attempt
    /// @param guard guards also a provider's refusal
    UpstreamAnswer call(ReservedCall call, @Nullable ObjectNode again, AnswerGuard guard)
            throws UpstreamFailure, CallEndedException {
        try {
            return again == null ? first(call) : call(call, samePlan(call.resolved()), again);
        } catch (UpstreamFailure failure) {
            throw GuardedRefusal.of(failure, guard);
        }
    }

    private UpstreamAnswer first(ReservedCall reserved) throws UpstreamFailure, CallEndedException {
        ResolvedCall call = reserved.resolved();
        CallRequest request = call.request();
        ServedTarget first = call.resolution().targets().getFirst();
        if (request.surface().operation() == Operation.COUNT_TOKENS
                && !upstreams.offers(first.upstream(), Operation.COUNT_TOKENS)) {
            return new UpstreamAnswer.Whole(
                    first.upstream(), WireJson.newObject().put("input_tokens", reserved.inputTokens()));
        }
        shadows.mirror(call, reserved.inputTokens());
        return call(reserved, plan(call.resolution()), request.body());
    }

    private UpstreamAnswer call(ReservedCall reserved, Upstreams.Plan plan, ObjectNode body)
            throws UpstreamFailure, CallEndedException {
        ResolvedCall call = reserved.resolved();
        CallAccount account = call.account();
        Resolution resolution = call.resolution();
        UpstreamRequest request = call.request().with(body).upstream().cachedBy(conversations.cacheKey(call));
        AttemptLog attempts = new AttemptLog();
        account.timing().upstreamBegins();
        UpstreamAnswer answer = null;
        try {
            answer = upstreams.call(plan, request, call.client().watch(), attempts);
            account.answeredBy(resolution.served(answer.target()));
            return answer;
        } finally {
            account.timing().upstreamEnds();
            account.course().tried(attempts);
            attempts.discarded().forEach(each -> settle.discard(reserved, each));
            attempts.lost().forEach(each -> settle.lost(account, resolution, request, each, reserved.inputTokens()));
            if (answer == null) {
                account.unanswered();
            }
        }
    }

    private static Upstreams.Plan samePlan(ResolvedCall call) {
        Upstreams.Plan usual = plan(call.resolution());
        return new Upstreams.Plan(List.of(call.served().upstream()), Map.of(), usual.retries(), usual.limits());
    }

    private static Upstreams.Plan plan(Resolution resolution) {
        CallWay way = resolution.way();
        TimeLimits limits = way.options().timeLimits();
        return new Upstreams.Plan(
                upstream(resolution.targets(), way.skipped()),
                way.fallbacksBy().isEmpty()
                        ? Map.of()
                        : way.fallbacksBy().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, by -> upstream(by.getValue(), way.skipped()))),
                resolution.retries(),
                limits == null ? TimeLimits.NONE : limits);
    }

    private static List<UpstreamTarget> upstream(List<ServedTarget> targets, @Nullable ServedTarget skipped) {
        List<UpstreamTarget> upstream = new ArrayList<>(targets.size());
        for (ServedTarget target : targets) {
            if (!target.equals(skipped)) {
                upstream.add(target.upstream());
            }
        }
        return upstream;
    }
}
