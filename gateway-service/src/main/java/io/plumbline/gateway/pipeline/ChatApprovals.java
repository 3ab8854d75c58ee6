package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.approval.ParkedCalls;
import io.plumbline.gateway.cache.CallDigest;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.guard.OutputGuard;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the approval of a call: whether it resumes a parked call, named by the header
/// [ReplayableResponse#APPROVAL] or identical to it, and whether it may have to be parked. Thread-safe.
@Component
final class ChatApprovals {

    private final ParkedCalls calls;
    private final InputGuard guard;
    private final OutputGuard outputGuard;
    private final CallLedger ledger;

    ChatApprovals(ParkedCalls calls, InputGuard guard, OutputGuard outputGuard, CallLedger ledger) {
        this.calls = calls;
        this.guard = guard;
        this.outputGuard = outputGuard;
        this.ledger = ledger;
    }

    /// Call this before the request is changed.
    ///
    /// @throws ProblemException `invalid-call` for a header that is not the ID of a call
    ChatApproval of(ChatExchange exchange, Resolution resolution, EffectivePolicy policy) {
        UUID named = named(ReplayableResponse.of(exchange.response()).approval());
        boolean offersTools = exchange.request().body().hasNonNull("tools");
        boolean mayAsk = policy.mayAskAboutInput()
                || policy.mayAskAboutAnswers()
                || (offersTools && policy.tools().mayAsk());
        String fingerprint = named == null && !mayAsk && !policy.tools().mayAsk() ? "" : fingerprint(exchange);
        Questions questions = new Questions(guard, outputGuard, policy);
        return new ChatApproval(calls, ledger, questions, exchange, resolution, policy, fingerprint, named, mayAsk);
    }

    private static @Nullable UUID named(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return UUID.fromString(header.strip());
        } catch (IllegalArgumentException e) {
            throw InvalidCalls.at(ReplayableResponse.APPROVAL, "must be the id of a parked call");
        }
    }

    /// Returns a fingerprint of the whole request and its caller.
    private static String fingerprint(ChatExchange exchange) {
        ChatRequest request = exchange.request();
        PlumblineOptions options = request.options();
        Caller caller = exchange.call().caller();
        return new CallDigest()
                .texts(ReplayableResponse.of(exchange.response()).circumstances())
                .text(caller.type().name())
                .text(caller.id())
                .json(request.body())
                .json(request.surface().memory().circumstances())
                .text(options.prompt())
                .json(options.variables())
                .text(String.valueOf(options.evaluation()))
                .text(options.subject())
                .text(options.session())
                .json(options.tags())
                .end();
    }
}
