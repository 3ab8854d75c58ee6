package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.upstream.AttemptCount;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.Upstreams;
import org.springframework.stereotype.Component;

/// Asks the targets of a call, and notes who answered.
@Component
final class ChatUpstream {

    private final Upstreams upstreams;

    ChatUpstream(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    UpstreamAnswer call(ChatExchange exchange, Resolution resolution) throws UpstreamFailure, CallEndedException {
        Call call = exchange.call();
        AttemptCount attempts = new AttemptCount();
        Upstreams.Plan plan = new Upstreams.Plan(
                resolution.targets().stream().map(ServedTarget::upstream).toList(), resolution.retries());
        call.upstreamBegins();
        try {
            UpstreamAnswer answer = upstreams.call(plan, exchange.request().upstream(), exchange.watch(), attempts);
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
