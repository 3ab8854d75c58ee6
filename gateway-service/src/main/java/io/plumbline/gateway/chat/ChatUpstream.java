package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.route.CallWay;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamTarget;
import io.plumbline.gateway.upstream.Upstreams;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Asks the targets of a call, notes who answered, and has the call mirrored where the route says so.
@Component
final class ChatUpstream {

    private final Upstreams upstreams;

    private final ShadowCalls shadows;

    ChatUpstream(Upstreams upstreams, ShadowCalls shadows) {
        this.upstreams = upstreams;
        this.shadows = shadows;
    }

    /// @param inputTokens an estimate of the input
    UpstreamAnswer call(ChatExchange exchange, Resolution resolution, long inputTokens)
            throws UpstreamFailure, CallEndedException {
        Call call = exchange.call();
        shadows.mirror(exchange, resolution, inputTokens);
        AttemptLog attempts = new AttemptLog();
        Upstreams.Plan plan = plan(resolution, exchange.request().stream());
        call.upstreamBegins();
        try {
            UpstreamAnswer answer = upstreams.call(
                    plan, exchange.request().body(), StreamedDelivery::faultOf, exchange.watch(), attempts);
            served(resolution)
                    .filter(target -> target.upstream().equals(answer.target()))
                    .findFirst()
                    .ifPresent(call::servedBy);
            return answer;
        } finally {
            call.upstreamEnds();
            call.tried(attempts.count());
            call.course().tried(attempts.tried());
        }
    }

    private static Upstreams.Plan plan(Resolution resolution, boolean stream) {
        CallWay way = resolution.way();
        TimeLimits limits = way.options().timeLimits();
        return new Upstreams.Plan(
                upstream(resolution.targets()),
                way.fallbacksBy().isEmpty()
                        ? Map.of()
                        : way.fallbacksBy().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, by -> upstream(by.getValue()))),
                resolution.retries(),
                stream,
                limits == null ? TimeLimits.NONE : limits);
    }

    private static List<UpstreamTarget> upstream(List<ServedTarget> targets) {
        return targets.stream().map(ServedTarget::upstream).toList();
    }

    private static Stream<ServedTarget> served(Resolution resolution) {
        return Stream.concat(
                resolution.targets().stream(),
                resolution.way().fallbacksBy().values().stream().flatMap(List::stream));
    }
}
