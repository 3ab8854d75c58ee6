package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.limit.counter.Permit;
import io.plumbline.gateway.pipeline.call.ClientCall;
import io.plumbline.gateway.pipeline.call.GuardedCall;
import io.plumbline.gateway.pipeline.call.ReservedCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.question.CallApproval;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import org.springframework.stereotype.Component;

/// The path of a call through the gateway; see [#run]. Each stage is a class of its own, and receives what the
/// stage before has made of the call. Thread-safe.
@Component
final class CallPipeline {

    private final ResolveStage resolve;
    private final LimitStage limit;
    private final ApproveStage approve;
    private final GuardInputStage guardInput;
    private final RetrieveStage retrieve;
    private final CacheStage cache;
    private final ReserveStage reserve;
    private final AnswerLoop answer;

    CallPipeline(
            ResolveStage resolve,
            LimitStage limit,
            ApproveStage approve,
            GuardInputStage guardInput,
            RetrieveStage retrieve,
            CacheStage cache,
            ReserveStage reserve,
            AnswerLoop answer) {
        this.resolve = resolve;
        this.limit = limit;
        this.approve = approve;
        this.guardInput = guardInput;
        this.retrieve = retrieve;
        this.cache = cache;
        this.reserve = reserve;
        this.answer = answer;
    }

    /// Answers a call from an approval, from the cache or from a provider. The stages of the answer are in
    /// [AnswerLoop].
    ///
    /// Usage is accounted for even if the answer is interrupted. Nothing leaves before the call is noted in the
    /// journal, and the end of an answer is sent only once the call is recorded.
    ///
    /// @throws ProblemException if a stage refuses the call
    /// @throws UpstreamFailure if no provider answered, or the answer was interrupted
    /// @throws CallEndedException if the client has disconnected
    /// @throws IOException if the client disconnects while it receives the end of its answer
    void run(ClientCall client) throws UpstreamFailure, CallEndedException, IOException {
        ResolvedCall call = resolve.resolve(client);
        try (Permit permit = limit.enter(call);
                CallApproval approval = approve.begin(call)) {
            if (approval.answers(permit)) {
                return;
            }
            GuardedCall guarded = retrieve.retrieve(guardInput.guard(call, approval));
            if (cache.answers(guarded, approval)) {
                return;
            }
            ReservedCall reserved = reserve.reserve(guarded);
            answer.run(reserved, permit, approval);
        }
    }
}
