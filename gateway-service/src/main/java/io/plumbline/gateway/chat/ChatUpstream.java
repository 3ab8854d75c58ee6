package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.upstream.AttemptCount;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.Upstreams;
import io.plumbline.gateway.wire.WireJson;
import org.springframework.stereotype.Component;

/// Asks the targets of a call, and notes who answered. Tokens that the provider does not count are estimated here.
@Component
final class ChatUpstream {

    private final Upstreams upstreams;

    ChatUpstream(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    UpstreamAnswer call(ChatExchange exchange, Resolution resolution) throws UpstreamFailure, CallEndedException {
        Call call = exchange.call();
        ChatRequest request = exchange.request();
        ServedTarget first = resolution.targets().getFirst();
        if (request.surface().operation() == Operation.COUNT_TOKENS
                && !upstreams.offers(first.upstream(), Operation.COUNT_TOKENS)) {
            return new UpstreamAnswer.Whole(
                    first.upstream(), WireJson.newObject().put("input_tokens", request.estimatedTokens()));
        }
        AttemptCount attempts = new AttemptCount();
        Upstreams.Plan plan = new Upstreams.Plan(
                resolution.targets().stream().map(ServedTarget::upstream).toList(), resolution.retries());
        call.upstreamBegins();
        try {
            UpstreamAnswer answer = upstreams.call(plan, request.upstream(), exchange.watch(), attempts);
            for (ServedTarget target : resolution.targets()) {
                if (target.upstream().equals(answer.target())) {
                    call.servedBy(target);
                }
            }
            return answer;
        } finally {
            call.upstreamEnds();
            call.tried(attempts.count());
        }
    }
}
