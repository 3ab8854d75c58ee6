package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.CallWay;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamRequest;
import io.plumbline.gateway.upstream.Upstreams;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Calls the targets, records the target that answered, and mirrors the call if the route requires it. Estimates
/// tokens that the provider does not count.
@Component
final class ChatUpstream {

    private final Upstreams upstreams;

    private final ShadowCalls shadows;

    private final ChatSpending spending;

    private final CallLedger ledger;

    private final Conversations conversations;

    ChatUpstream(
            Upstreams upstreams,
            ShadowCalls shadows,
            ChatSpending spending,
            CallLedger ledger,
            Conversations conversations) {
        this.upstreams = upstreams;
        this.shadows = shadows;
        this.spending = spending;
        this.ledger = ledger;
        this.conversations = conversations;
    }

    /// @param inputTokens an estimate of the input
    UpstreamAnswer call(ChatExchange exchange, CallPlace place, long inputTokens)
            throws UpstreamFailure, CallEndedException {
        Resolution resolution = place.resolution();
        ChatRequest request = exchange.request();
        ServedTarget first = resolution.targets().getFirst();
        if (request.surface().operation() == Operation.COUNT_TOKENS
                && !upstreams.offers(first.upstream(), Operation.COUNT_TOKENS)) {
            return new UpstreamAnswer.Whole(
                    first.upstream(), WireJson.newObject().put("input_tokens", inputTokens));
        }
        shadows.mirror(exchange, place, inputTokens);
        return call(exchange, resolution, plan(resolution), request, inputTokens);
    }

    /// Calls the target that answered again, without fallbacks.
    ///
    /// @param body replaces the client's own
    UpstreamAnswer again(ChatExchange exchange, Resolution resolution, ObjectNode body, long inputTokens)
            throws UpstreamFailure, CallEndedException {
        ServedTarget served = exchange.call().served();
        Upstreams.Plan usual = plan(resolution);
        Upstreams.Plan same = new Upstreams.Plan(
                served == null ? usual.targets() : List.of(served.upstream()),
                Map.of(),
                usual.retries(),
                usual.limits());
        return call(exchange, resolution, same, exchange.request().with(body), inputTokens);
    }

    private UpstreamAnswer call(
            ChatExchange exchange, Resolution resolution, Upstreams.Plan plan, ChatRequest asked, long inputTokens)
            throws UpstreamFailure, CallEndedException {
        Call call = exchange.call();
        UpstreamRequest request = asked.upstream()
                .cachedBy(conversations.cacheKey(call, exchange.turn().conversation()));
        AttemptLog attempts = new AttemptLog();
        call.upstreamBegins();
        UpstreamAnswer answer = null;
        try {
            answer = upstreams.call(plan, request, exchange.watch(), attempts);
            call.servedBy(resolution.served(answer.target()));
            return answer;
        } finally {
            call.upstreamEnds();
            call.tried(call.attempts() + attempts.count());
            call.course().tried(attempts.tried());
            attempts.discarded().forEach(each -> discard(each, exchange, resolution, inputTokens));
            attempts.lost()
                    .forEach(each -> spending.lost(call, exchange.request().surface(), request, each, inputTokens));
            if (answer == null) {
                call.unanswered();
            }
        }
    }

    /// Accounts for a discarded answer. It was paid for, so the usage of the final answer includes it. Estimates
    /// of attempts without output are not included, since no provider counted them.
    private void discard(AttemptLog.Discarded answer, ChatExchange exchange, Resolution resolution, long inputTokens) {
        TokenUsage usage = ChatSpending.reported(exchange.request().surface(), answer.usage(), inputTokens)
                .in(AskedTier.of(exchange.request().upstream(), answer.target()));
        ledger.discard(exchange.call(), resolution.served(answer.target()), usage);
        exchange.delivery().paidBefore(answer.usage());
    }

    private static Upstreams.Plan plan(Resolution resolution) {
        CallWay way = resolution.way();
        TimeLimits limits = way.options().timeLimits();
        return new Upstreams.Plan(
                upstream(resolution.targets()),
                way.fallbacksBy().isEmpty()
                        ? Map.of()
                        : way.fallbacksBy().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, by -> upstream(by.getValue()))),
                resolution.retries(),
                limits == null ? TimeLimits.NONE : limits);
    }

    private static List<UpstreamTarget> upstream(List<ServedTarget> targets) {
        List<UpstreamTarget> upstream = new ArrayList<>(targets.size());
        for (ServedTarget target : targets) {
            upstream.add(target.upstream());
        }
        return upstream;
    }
}
