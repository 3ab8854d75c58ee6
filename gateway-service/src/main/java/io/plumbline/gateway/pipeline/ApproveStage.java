package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.approval.ParkedCalls;
import io.plumbline.gateway.cache.CallDigest;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.guard.answer.OutputGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.pipeline.call.ClientCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.ReplayableResponse;
import io.plumbline.gateway.pipeline.question.CallApproval;
import io.plumbline.gateway.pipeline.question.Questions;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.pipeline.request.PlumblineOptions;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the approval of a call: whether it resumes a parked call, named by the header
/// [ReplayableResponse#APPROVAL] or identical to it, and whether it may have to be parked. Thread-safe.
@Component
final class ApproveStage {

    private final ParkedCalls calls;
    private final InputGuard guard;
    private final OutputGuard outputGuard;
    private final CallLedger ledger;

    ApproveStage(ParkedCalls calls, InputGuard guard, OutputGuard outputGuard, CallLedger ledger) {
        this.calls = calls;
        this.guard = guard;
        this.outputGuard = outputGuard;
        this.ledger = ledger;
    }

    /// Call this before the request is changed.
    ///
    /// @throws ProblemException `invalid-call` for a header that is not the ID of a call
    CallApproval begin(ResolvedCall call) {
        EffectivePolicy policy = call.policy();
        UUID named = named(call.response().approval());
        boolean offersTools = call.request().body().hasNonNull("tools");
        boolean mayAsk = policy.mayAskAboutInput()
                || policy.mayAskAboutAnswers()
                || (offersTools && policy.tools().mayAsk());
        String fingerprint = named == null && !mayAsk && !policy.tools().mayAsk() ? "" : fingerprint(call.client());
        Questions questions = new Questions(guard, outputGuard, policy);
        return new CallApproval(calls, ledger, questions, call, new CallApproval.Claim(fingerprint, named, mayAsk));
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
    private static String fingerprint(ClientCall call) {
        CallRequest request = call.request();
        PlumblineOptions options = request.options();
        Caller caller = call.caller();
        return new CallDigest()
                .texts(call.response().circumstances())
                .text(caller.type().name())
                .text(caller.id())
                .json(request.body())
                .json(call.memory().circumstances())
                .text(options.prompt())
                .json(options.variables())
                .text(String.valueOf(options.evaluation()))
                .text(options.subject())
                .text(options.session())
                .json(options.tags())
                .end();
    }
}
